# A testimony that is taken back is gone from every draft at once, whoever is writing.
on a fresh server
as asel, programme officer
given consent = {"given_on": "2026-05-02", "publications": ["bulletin_web"]}
POST /api/testimonies {"title": "Ten years", "pseudonym": "Gulnara", "form": "text", "language": "en", "text": "I was never asked. (fictional)", "consent": {consent}} -> 201  testimony = $.id
POST /api/testimonies {"title": "For trainings", "pseudonym": "Sevara", "form": "text", "text": "Another. (fictional)", "consent": {"given_on": "2026-05-02", "publications": ["training"]}} -> 201  training = $.id
POST /api/editions {"titles": [{"language": "en", "text": "Voices (fictional)"}], "day": "2026-07-30", "languages": ["en", "ky"], "sections": [{"key": "all"}]} -> 201  edition = $.id
POST /api/editions/{edition}/stories?section=all {"texts": [{"language": "en", "title": "She speaks", "body": "She said:\n\n{testimony:{testimony}}", "reviewed": true}]} -> 201  story = $.id
GET /api/editions/{edition}/preview/en -> 200  $ has "never asked"  $.sections[0].stories[0].blocks[1].kind == "quote"
GET /api/editions/{edition}/preview/en?for=paper -> 200  $ lacks "never asked"
GET /api/editions/{edition}/preview/en?for=radio -> 422  $.field == "for"
GET /api/editions/{edition}/preview/tg -> 404  $.code == "bulletin/language_unknown"
# What nobody wrote in a language stands in the first one, and says so.
GET /api/editions/{edition}/preview/ky -> 200  $.sections[0].stories[0].translated == false  $.sections[0].stories[0].language == "en"  $.language == "ky"
GET /api/editions/{edition}/missing -> 200  $.obstacles.length == 0  $.lacks[*].what has "text"  $.lacks[*].what has "title"  $.lacks[*].language lacks "en"
# Out, and a draft that quotes it beside.
GET /api/editions/{edition} -> 200  tag = header ETag
POST /api/editions/{edition}/ask-review [If-Match: {tag}] -> 200  tag = header ETag
as daniyar, supervisor
POST /api/editions/{edition}/approve [If-Match: {tag}] -> 200  tag = header ETag
as asel, programme officer
POST /api/editions/{edition}/publish [If-Match: {tag}] -> 200
POST /api/editions {"titles": [{"language": "en", "text": "Next (fictional)"}], "day": "2026-08-30", "languages": ["en"], "sections": [{"key": "all"}]} -> 201  draft = $.id
POST /api/editions/{draft}/stories?section=all {"texts": [{"language": "en", "title": "Again", "body": "{testimony:{testimony}}", "reviewed": true}]} -> 201
GET /api/editions/{draft}/preview/en -> 200  $ has "never asked"
POST /api/testimonies/{testimony}/withdraw -> 204
GET /api/editions/{draft}/preview/en -> 200  $ lacks "never asked"  $ lacks "Gulnara"
GET /api/editions/{edition}/preview/en -> 200  $ lacks "never asked"  $ lacks "Gulnara"
GET /api/editions/{edition}/versions?number=1 -> 200  $ lacks "never asked"
GET /api/editions/{draft}/missing -> 200  $.obstacles[0].code == "bulletin/testimony_not_allowed"  $.obstacles[0].what == "{testimony}"
GET /api/editions/{draft} -> 200  tag = header ETag
POST /api/editions/{draft}/ask-review [If-Match: {tag}] -> 422  $.code == "bulletin/testimony_not_allowed"
# One that was not given for a bulletin never was in it.
POST /api/editions {"titles": [{"language": "en", "text": "Third (fictional)"}], "day": "2026-09-30", "languages": ["en"], "sections": [{"key": "all"}]} -> 201  third = $.id
POST /api/editions/{third}/stories?section=all {"texts": [{"language": "en", "title": "X", "body": "{testimony:{training}}", "reviewed": true}]} -> 201
GET /api/editions/{third}/preview/en -> 200  $ lacks "Another."
# Her words in another language are a translation of somebody's; they go with hers.
POST /api/testimonies {"title": "Two languages", "pseudonym": "Aziza", "form": "text", "language": "en", "text": "He kept my passport. (fictional)", "translations": [{"language": "ky", "text": "Паспортумду ал алып койгон. (ойдон чыгарылган)"}], "consent": {"given_on": "2026-05-02", "publications": ["bulletin_web"]}} -> 201  both = $.id
POST /api/testimonies {"title": "X", "pseudonym": "Y", "form": "text", "text": "Z", "translations": [{"language": "ky", "text": "A"}, {"language": "ky", "text": "B"}], "consent": {"given_on": "2026-05-02", "publications": ["bulletin_web"]}} -> 422  $.code == "outreach/repeated"  $.field == "translations/1"
POST /api/editions {"titles": [{"language": "en", "text": "Fourth (fictional)"}], "day": "2026-10-30", "languages": ["en", "ky", "ru"], "sections": [{"key": "all"}]} -> 201  fourth = $.id
POST /api/editions/{fourth}/stories?section=all {"texts": [{"language": "en", "title": "X", "body": "{testimony:{both}}", "reviewed": true}, {"language": "ky", "title": "X", "body": "{testimony:{both}}", "reviewed": true}, {"language": "ru", "title": "X", "body": "{testimony:{both}}", "reviewed": true}]} -> 201
GET /api/editions/{fourth}/preview/ky -> 200  $.sections[0].stories[0].blocks[0].runs[0].text has "Паспортумду"  $.sections[0].stories[0].blocks[0].language == ""  $ lacks "passport"
GET /api/editions/{fourth}/preview/ru -> 200  $.sections[0].stories[0].blocks[0].runs[0].text has "passport"  $.sections[0].stories[0].blocks[0].language == "en"
GET /api/testimonies/{both} -> 200  of_both = header ETag
PUT /api/testimonies/{both} [If-Match: {of_both}] {"title": "Two languages", "pseudonym": "Aziza", "form": "text", "language": "en", "text": "He kept my passport. (fictional)", "translations": [{"language": "ky", "text": "Паспортумду алып койгон. (ойдон чыгарылган)"}, {"language": "tg", "text": "Шиносномаамро гирифт. (бофта)"}], "consent": {"given_on": "2026-05-02", "publications": ["bulletin_web"]}} -> 200
GET /api/testimonies/{both}/versions -> 200  $ has "Паспортумду"
POST /api/testimonies/{both}/withdraw -> 204
GET /api/testimonies/{both}/versions -> 200  $.items.length == 2  $ lacks "Паспортумду"  $ lacks "Шиносномаамро"  $ lacks "passport"
GET /api/testimonies/{both} -> 200  $ lacks "Паспортумду"  $ lacks "passport"
GET /api/editions/{fourth}/preview/ky -> 200  $ lacks "Паспортумду"  $ lacks "passport"
# Of another organisation: not there.
as kamola, programme officer of another organisation
POST /api/editions {"titles": [{"language": "en", "text": "Theirs (fictional)"}], "day": "2026-09-30", "languages": ["en"]} -> 201  theirs = $.id
POST /api/editions/{theirs}/stories {"texts": [{"language": "en", "title": "X", "body": "{testimony:{training}}", "reviewed": true}]} -> 422  $.code == "outreach/reference_unknown"
