# Organisations: made and changed by administrators, read by everybody who signs in.
on a fresh server
as jyldyz, administrator
GET /api/organisations?limit=200 -> 200  before = $.items.length
POST /api/organisations [Idempotency-Key: house] {"name": "Story House", "country": "KG", "type": "NGO"} -> 201  made = $.id  etag = header ETag
POST /api/organisations [Idempotency-Key: house] {"name": "Story House", "country": "KG", "type": "NGO"} -> 201  $.id == "{made}"
POST /api/organisations {"name": "story house", "country": "KG", "type": "NGO"} -> 409  $.code == "directory/name_taken"
POST /api/organisations {"name": "", "country": "KG", "type": "NGO"} -> 422  $.code == "directory/name_missing"  $.field == "name"
POST /api/organisations {"name": "X", "country": "KG", "type": "Club"} -> 422  $.code == "json/code_unknown"  $.field == "type"
POST /api/organisations {"name": "X", "country": "Kyrgyzstan", "type": "NGO"} -> 422  $.code == "json/code_unknown"  $.field == "country"
POST /api/organisations {"name": "X", "country": "KG", "type": "NGO", "email": "not an address"} -> 422  $.code == "directory/email_invalid"  $.field == "email"
POST /api/organisations {"name": "X", "country": "KG", "type": "NGO", "website": "javascript:alert(1)"} -> 422  $.code == "directory/website_invalid"  $.field == "website"
POST /api/organisations {"name": "X", "country": "KG", "type": "NGO", "phone": "call me"} -> 422  $.code == "directory/phone_invalid"
PATCH /api/organisations/{made} [If-Match: {etag}] {"city": "Нарын", "phone": "+996 312 000 000"} -> 200  $.city == "Нарын"  $.version == 2
PATCH /api/organisations/{made} [If-Match: {etag}] {"city": "Osh"} -> 412  $.code == "directory/stale"  $.current.city == "Нарын"
PATCH /api/organisations/{made} {"city": "Osh"} -> 428
PATCH /api/organisations/00000000-0000-4000-8000-000000000000 [If-Match: "1"] {"city": "Osh"} -> 404  $.code == "directory/organisation_not_found"
GET /api/organisations?limit=200 -> 200  $.items.length == {before} + 1
# The whole address, as HTCDS has it. A change of one part leaves the others.
POST /api/organisations {"name": "Story Office", "country": "KG", "type": "LegalService", "street": "ул. Токтогула, 12", "city": "Бишкек", "state": "Чүй", "postal_code": "720000", "latitude": 42.8746, "longitude": -74.5698}
    -> 201  office = $.id  version = header ETag  $.street == "ул. Токтогула, 12"  $.state == "Чүй"  $.postal_code == "720000"  $.latitude == 42.8746  $.longitude == -74.5698
PATCH /api/organisations/{office} [If-Match: {version}] {"street": "ул. Токтогула, 14"} -> 200  $.street == "ул. Токтогула, 14"  $.city == "Бишкек"  $.state == "Чүй"  $.postal_code == "720000"  $.latitude == 42.8746  $.longitude == -74.5698  $.version == 2
PATCH /api/organisations/{office} [If-Match: {version}] {"latitude": 1} -> 412  $.current.street == "ул. Токтогула, 14"  $.current.latitude == 42.8746
PATCH /api/organisations/{office} [If-Match: "2"] {"latitude": 0, "longitude": 180} -> 200  $.latitude == 0  $.longitude == 180
PATCH /api/organisations/{office} [If-Match: "3"] {"postal_code": null, "latitude": null, "longitude": null} -> 200  $.postal_code == null  $.latitude == null  $.longitude == null  $.state == "Чүй"
PATCH /api/organisations/{office} [If-Match: "4"] {"latitude": 90.0001} -> 422  $.code == "json/out_of_range"  $.field == "latitude"
PATCH /api/organisations/{office} [If-Match: "4"] {"longitude": -180.5, "street": "a\nb"} -> 422  $.faults[0].code == "json/character_not_allowed"  $.faults[0].field == "street"  $.faults[1].code == "json/out_of_range"  $.faults[1].field == "longitude"
PATCH /api/organisations/{office} [If-Match: "4"] {"latitude": "42.8746"} -> 422  $.code == "json/wrong_type"  $.field == "latitude"
# In pages.
GET /api/organisations?limit=2 -> 200  $.items.length == 2  next = $.next  first = $.items[0].id
GET /api/organisations?limit=2&cursor={next} -> 200  $.items[*].id lacks "{first}"
GET /api/organisations?limit=0 -> 422  $.field == "limit"
GET /api/organisations?cursor=%FF -> 400
as ayana, caseworker
GET /api/organisations -> 200  $.items[*].street has "ул. Токтогула, 14"  $.items[*].name has "Story House"
POST /api/organisations {"name": "Mine", "country": "KG", "type": "NGO"} -> 403  $.code == "access/not_allowed"
PATCH /api/organisations/{made} [If-Match: "2"] {"city": "Osh"} -> 403
GET /api/teams -> 200
