# An edition goes from draft to the public by the hands of two people; what is out stays out while its correction goes the same way.
on a fresh server
as asel, programme officer
given july = {"titles": [{"language": "en", "text": "July bulletin (fictional)"}], "day": "2026-07-30", "countries": ["KG"], "languages": ["en", "ky"], "sections": [{"key": "kg", "titles": [{"language": "en", "text": "Kyrgyzstan"}]}], "fictional": true}
POST /api/editions [Idempotency-Key: one] {july} -> 201  edition = $.id  first = header ETag  $.state == "draft"  $.version == 1  $.may_change == true  $.may_approve == false
POST /api/editions [Idempotency-Key: one] {july} -> 201  $.id == "{edition}"
GET /api/editions -> 200  $.items[*].title has "July bulletin (fictional)"  $.items[0].changed_by == "Asel Nurbekova"
GET /api/editions?state=published -> 200  $.items[*].title lacks "July bulletin (fictional)"
GET /api/editions?state=out -> 422  $.field == "state"
# Faults, at their places.
POST /api/editions {"titles": [], "day": "2026-07-30", "languages": [], "contacts": [{"country": "KZ", "name": "A", "emails": ["a b@example.org"], "as_of": "2021-07-30"}]}
    -> 422  $.faults[*].field has "titles"  $.faults[*].field has "languages"  $.faults[*].field has "contacts/0/emails/0"
POST /api/editions {"titles": [{"language": "en", "text": "X\nBcc: all@example.org"}], "day": "2026-07-30", "languages": ["en"]} -> 422  $.code == "json/character_not_allowed"
# Its stories.
given table = {"texts": [{"language": "en", "title": "A round table", "lead": "Twelve came.", "body": "They **listened**.\n\n- one\n- two", "reviewed": true}], "days": [{"from": "2026-07-30"}], "country": "KG"}
POST /api/editions/{edition}/stories?section=kg [Idempotency-Key: two] {table} -> 201  story = $.id  of_story = header ETag  $.edition_version == 2
POST /api/editions/{edition}/stories?section=kg [Idempotency-Key: two] {table} -> 201  $.id == "{story}"
POST /api/editions/{edition}/stories?section=uz {table} -> 422  $.code == "bulletin/section_unknown"
POST /api/editions/{edition}/stories {"texts": [{"language": "en", "title": "X", "body": "fine\n\n**open", "reviewed": false}]} -> 422  $.code == "bulletin/text_invalid"  $.field == "texts/0/body/3"
POST /api/editions/{edition}/stories {"texts": [{"language": "en", "title": "Not placed", "reviewed": false}]} -> 201  loose = $.id
GET /api/editions/{edition} -> 200  $.version == 3  $.stories.length == 2  $.value.sections[0].stories.length == 1  $.value.sections[0].stories[0] == "{story}"  third = header ETag
# Stale: the second one sees what stands.
PUT /api/stories/{story} [If-Match: {of_story}] {"texts": [{"language": "en", "title": "A round table in spring", "reviewed": true}]} -> 200  $.version == 2  second = header ETag
PUT /api/stories/{story} [If-Match: {of_story}] {"texts": [{"language": "en", "title": "Mine", "reviewed": true}]} -> 412  $.code == "bulletin/stale"  $.current.version == 2  $.current.value.texts[0].title == "A round table in spring"
PUT /api/stories/{story} {table} -> 428
GET /api/stories/{story}/versions -> 200  $.items.length == 1  $.items[0].value.texts[0].title == "A round table"
PUT /api/editions/{edition} [If-Match: {third}] {july} -> 412  $.code == "bulletin/stale"  $.current.version == 4
# The order of everything is one request; a story of another edition is refused.
GET /api/editions/{edition} -> 200  tag = header ETag
PUT /api/editions/{edition} [If-Match: {tag}] {"titles": [{"language": "en", "text": "July bulletin (fictional)"}], "day": "2026-07-30", "countries": ["KG"], "languages": ["en", "ky"], "sections": [{"key": "kg", "titles": [{"language": "en", "text": "Kyrgyzstan"}], "stories": ["{loose}", "{story}"]}]}
    -> 200  tag = header ETag  $.value.sections[0].stories[0] == "{loose}"
PUT /api/editions/{edition} [If-Match: {tag}] {"titles": [{"language": "en", "text": "X"}], "day": "2026-07-30", "languages": ["en"], "sections": [{"key": "kg", "stories": ["{edition}"]}]} -> 422  $.code == "bulletin/story_unknown"  $.field == "sections/0/stories/0"
# Review: not by who asked for it.
POST /api/editions/{edition}/publish [If-Match: {tag}] -> 409  $.code == "bulletin/not_in_this_state"
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 200  tag = header ETag  $.state == "in_review"  $.asked_by == "Asel Nurbekova"  $.may_approve == false
POST /api/editions/{edition}/approve [If-Match: {tag}] -> 403  $.code == "bulletin/second_person"
as daniyar, supervisor: reads and approves, writes nothing
GET /api/editions/{edition} -> 200  $.may_approve == true  $.may_change == false
PUT /api/stories/{story} [If-Match: {second}] {table} -> 403  $.code == "access/not_allowed"
POST /api/editions/{edition}/send-back [If-Match: {tag}] {"note": " "} -> 422  $.code == "outreach/missing"  $.field == "note"
POST /api/editions/{edition}/send-back [If-Match: {tag}] {"note": "Who was there?"} -> 200  tag = header ETag  $.state == "draft"  $.note == "Who was there?"  $.note_by == "Daniyar Orozov"
# Sent back, mended; who mends during the review is no second person any more.
as asel, programme officer
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 200  $.note == ""  tag = header ETag
as bermet, communications officer
GET /api/stories/{story} -> 200  now = header ETag
PUT /api/stories/{story} [If-Match: {now}] {"texts": [{"language": "en", "title": "Twelve at a table", "body": "All of them.", "reviewed": true}]} -> 200
GET /api/editions/{edition} -> 200  tag = header ETag  $.state == "in_review"  $.may_approve == false
POST /api/editions/{edition}/approve [If-Match: {tag}] -> 403  $.code == "bulletin/second_person"
as daniyar, supervisor
POST /api/editions/{edition}/approve [If-Match: {tag}] -> 200  $.state == "approved"  $.approved_by == "Daniyar Orozov"  tag = header ETag
POST /api/editions/{edition}/publish [If-Match: {tag}] -> 403  $.code == "access/not_allowed"
# A change after the approval takes it away.
as asel, programme officer
GET /api/stories/{loose} -> 200  now = header ETag
PUT /api/stories/{loose} [If-Match: {now}] {"texts": [{"language": "en", "title": "Slipped in", "reviewed": true}]} -> 200
GET /api/editions/{edition} -> 200  $.state == "draft"  $.approved_by == ""  tag = header ETag
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 200  tag = header ETag
as bermet, communications officer: a second person now
POST /api/editions/{edition}/approve [If-Match: {tag}] -> 200  tag = header ETag
POST /api/editions/{edition}/publish [If-Match: {tag}] -> 200  $.state == "published"  $.released == 1  $.slug == "2026-07-30"  tag = header ETag
# Its correction goes the same way; the old one stays out meanwhile.
GET /api/stories/{story} -> 200  now = header ETag
PUT /api/stories/{story} [If-Match: {now}] {"texts": [{"language": "en", "title": "Thirteen at a table", "body": "All of them.", "reviewed": true}]} -> 200
GET /api/editions/{edition} -> 200  $.state == "draft"  $.released == 1  tag = header ETag
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 200  tag = header ETag
as daniyar, supervisor
POST /api/editions/{edition}/approve [If-Match: {tag}] -> 200  tag = header ETag
as asel, programme officer
POST /api/editions/{edition}/publish [If-Match: {tag}] -> 200  $.released == 2  tag = header ETag
GET /api/editions/{edition}/versions -> 200  $.items.length == 2  $.items[0].out == false  $.items[1].out == true  $.items[1].differs.length == 1  $.items[1].differs[0] == "{story}"  $.items[0].value == null  $.items[0].approved_by == "Bermet Sydykova"
GET /api/editions/{edition}/versions?number=1&beside=2 -> 200  $.items[0].value has "Twelve at a table"  $.items[1].value has "Thirteen at a table"
GET /api/editions/{edition}/versions?number=x -> 422  $.field == "number"
# Taken from the public; no story is lost.
POST /api/editions/{edition}/withdraw [If-Match: {tag}] -> 200  $.state == "withdrawn"  $.released == 0  tag = header ETag
POST /api/editions/{edition}/withdraw [If-Match: {tag}] -> 409  $.code == "bulletin/not_out"
GET /api/stories/{loose} -> 200  now = header ETag
DELETE /api/stories/{loose} [If-Match: {now}] -> 200  $.removed == true  gone = header ETag
DELETE /api/stories/{loose} [If-Match: {gone}] -> 404  $.code == "bulletin/story_not_found"
GET /api/editions/{edition} -> 200  $.stories.length == 1  $.value.sections[0].stories.length == 1
# Others.
as kamola, programme officer of another organisation
GET /api/editions -> 200  $.items.length == 0
GET /api/editions/{edition} -> 404  $.code == "bulletin/edition_not_found"
GET /api/editions/{edition}/stories -> 404
GET /api/editions/{edition}/preview/en -> 404
GET /api/stories/{story} -> 404  $.code == "bulletin/story_not_found"
POST /api/editions/{edition}/stories {table} -> 404
PUT /api/editions/{edition} [If-Match: {tag}] {july} -> 404
as ayana, caseworker
GET /api/editions -> 403  $.code == "access/not_allowed"
as nobody
GET /api/editions -> 401
