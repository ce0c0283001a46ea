# What the programme consists of is added, found, changed, removed and brought back; nothing is lost on the way.
on a fresh server
as asel, programme officer
given first = {"title": "Safe ways home (fictional)", "countries": ["KG", "UZ"], "starts_on": "2026-01-01", "ends_on": "2027-12-31", "grants": [{"donor": "Invented Fund", "amount": 250000, "currency": "USD"}]}
POST /api/projects [Idempotency-Key: one] {first} -> 201  project = $.id  etag = header ETag  $.value.title == "Safe ways home (fictional)"  $.may_change == true  $.version == 1
POST /api/projects [Idempotency-Key: one] {first} -> 201  $.id == "{project}"
# Faults, all at once, each at its place.
POST /api/projects {"title": " ", "starts_on": "2026-02-01", "ends_on": "2026-01-01", "countries": ["KG", "KG"], "grants": [{"donor": "", "amount": -1}]}
    -> 422  $.faults[*].field has "title"  $.faults[*].field has "ends_on"  $.faults[*].field has "countries/1"  $.faults[*].field has "grants/0/donor"  $.faults[*].field has "grants/0/amount"
POST /api/projects {"title": "X", "colour": "red"} -> 422  $.code == "json/unknown_field"  $.field == "colour"
POST /api/projects {"title": "X", "countries": ["Kyrgyzstan"]} -> 422  $.code == "json/code_unknown"  $.field == "countries/0"
POST /api/materials {"title": "X", "kind": "leaflet", "link": "javascript:alert(1)"} -> 422  $.code == "outreach/link_invalid"  $.field == "link"
POST /api/materials {"title": "X", "kind": "leaflet", "files": [{"title": "A5, Kyrgyz", "language": "ky", "link": "https://example.org/a5.pdf"}, {"title": "A4", "link": "data:text/html,x"}]} -> 422  $.code == "outreach/link_invalid"  $.field == "files/1/link"
# Of a project that is not there, or of something else.
POST /api/campaigns {"title": "X", "project": "00000000-0000-4000-8000-000000000000"} -> 422  $.code == "outreach/reference_unknown"  $.field == "project"
POST /api/campaigns {"title": "Five days of listening", "project": "{project}", "countries": ["KG"], "starts_on": "2033-07-26", "ends_on": "2033-07-30", "posts": [{"key": "p1", "title": "First day", "channel": "facebook", "posted_on": "2033-07-26"}]}
    -> 201  campaign = $.id  $.names[0].title == "Safe ways home (fictional)"
POST /api/events {"title": "X", "kind": "forum", "project": "{campaign}"} -> 422  $.code == "outreach/reference_unknown"  $.field == "project"
POST /api/campaigns {"title": "X", "posts": [{"key": "a", "title": "A", "channel": "sms"}, {"key": "a", "title": "B", "channel": "sms"}, {"key": "A b", "title": "C", "channel": "sms"}]}
    -> 422  $.faults[0].code == "outreach/repeated"  $.faults[0].field == "posts/1"  $.faults[1].code == "outreach/key_invalid"  $.faults[1].field == "posts/2/key"
# Found by word in any case, by country, by day, by what it belongs to; latest first.
POST /api/campaigns {"title": "Окуу жылы", "countries": ["KZ"], "starts_on": "2033-09-01", "ends_on": "2033-09-30"} -> 201  autumn = $.id
GET /api/campaigns?limit=1 -> 200  $.items[0].id == "{autumn}"  next = $.next
GET /api/campaigns?limit=1&cursor={next} -> 200  $.items[0].id == "{campaign}"
GET /api/campaigns?words=%D0%9E%D0%9A%D0%A3%D0%A3 -> 200  $.items.length == 1  $.items[0].id == "{autumn}"
GET /api/campaigns?words=100%25 -> 200  $.items.length == 0
GET /api/campaigns?country=KG&from=2033-01-01 -> 200  $.items.length == 1  $.items[0].id == "{campaign}"
GET /api/campaigns?from=2033-07-30&to=2033-08-31 -> 200  $.items.length == 1  $.items[0].id == "{campaign}"
GET /api/campaigns?names={project} -> 200  $.items.length == 1  $.items[0].id == "{campaign}"
GET /api/campaigns?from=yesterday -> 422  $.field == "from"
GET /api/projects/{project} -> 200  $.named_by.length == 1  $.named_by[0].id == "{campaign}"
GET /api/campaigns/{project} -> 404  $.code == "outreach/item_not_found"
# A change keeps what stood there; a stale one is shown both.
PUT /api/projects/{project} [If-Match: {etag}] {"title": "Safe ways home, second year (fictional)", "countries": ["KG"]} -> 200  $.version == 2  second = header ETag  $.value.grants.length == 0
PUT /api/projects/{project} [If-Match: {etag}] {"title": "Mine"} -> 412  $.code == "outreach/stale"  $.current.version == 2  $.current.value.title == "Safe ways home, second year (fictional)"
PUT /api/projects/{project} {"title": "Mine"} -> 428
GET /api/projects/{project}/versions -> 200  $.items.length == 1  $.items[0].version == 1  $.items[0].value.grants[0].amount == 250000  $.items[0].changed_by == "Asel Nurbekova"
# What others name stays.
DELETE /api/projects/{project} [If-Match: {second}] -> 409  $.code == "outreach/still_used"
GET /api/campaigns/{campaign} -> 200  of_campaign = header ETag
DELETE /api/campaigns/{campaign} [If-Match: {of_campaign}] -> 200  $.removed == true  gone = header ETag
GET /api/campaigns?limit=200 -> 200  $.items[*].id lacks "{campaign}"
GET /api/campaigns?removed=yes -> 200  $.items.length == 1  $.items[0].id == "{campaign}"
PUT /api/campaigns/{campaign} [If-Match: {gone}] {"title": "Again"} -> 409  $.code == "outreach/removed"
DELETE /api/projects/{project} [If-Match: {second}] -> 200  removed = header ETag
# It comes back only with what it names.
POST /api/campaigns/{campaign}/bring-back [If-Match: {gone}] -> 422  $.code == "outreach/reference_unknown"
POST /api/projects/{project}/bring-back [If-Match: {removed}] -> 200  $.removed == false
POST /api/campaigns/{campaign}/bring-back [If-Match: {gone}] -> 200  $.removed == false  $.value.posts[0].title == "First day"
