# The whole record: further episodes, the sealed story, another basis, and what stood there before.
given consent = {"given": true, "mode": "written"}
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [{"given": "Aidai", "family": "Osmon", "script": "Latin", "kind": "current"}], "birth": {"year": 1990}, "salutation": "Ms", "title": "teacher", "home_phone": "+996 312 000000", "email": "a@example.org"}, "deceased": "no", "secondary_language": "ru", "vulnerabilities": ["Poverty", "Migration"], "recruitment_websites": ["Telegram"], "exploitation_websites": ["~unknown"], "data_agreement": "yes", "referred_in_on": "2021-03-04", "referred_in_because": "MigrationOrChangeOfLocation"}
    -> 201  case = $.id  $.deceased == "no"  $.vulnerabilities == ["Poverty", "Migration"]  $.referred_in_on == "2021-03-04"  $.further_episodes == null

# A person can be trafficked more than once.
PATCH /api/cases/{case} [If-Match: "1"] {"further_episodes": [{"exploitation": ["ForcedLabour"], "country_of_exploitation": "KZ", "exploitation_from": "2015"}, {"exploitation": ["~refused"], "age_when_trafficked": 17}]}
    -> 200  $.further_episodes.length == 2  $.further_episodes[0].country_of_exploitation == "KZ"  $.further_episodes[0].labour_industry == null
PATCH /api/cases/{case} [If-Match: "2"] {"further_episodes": [{"exploitation": ["ForcedLabour", "ForcedLabour"]}]} -> 422  $.code == "case/code_twice"  $.field == "further_episodes/0/exploitation"
PATCH /api/cases/{case} [If-Match: "2"] {"further_episodes": [{"exploitation_to": "2999"}]} -> 422  $.code == "case/date_in_future"  $.field == "further_episodes/0/exploitation_to"
PATCH /api/cases/{case} [If-Match: "2"] {"further_episodes": [{"colour": 1}]} -> 422  $.code == "json/unknown_field"  $.field == "further_episodes/0/colour"
PATCH /api/cases/{case} [If-Match: "2"] {"referred_out_on": "2999-01-01"} -> 422  $.code == "case/date_in_future"  $.field == "referred_out_on"
GET /api/cases/{case} -> 200  $.version == 2  $.further_episodes[1].exploitation == ["~refused"]

# What an answer was before: who changed it and when; nothing sealed is opened for it.
PATCH /api/cases/{case} [If-Match: "2"] {"vulnerabilities": ["Poverty"], "deceased": "~unknown"} -> 200
GET /api/cases/{case}/answers/before?field=vulnerabilities -> 200  $.items.length == 1  $.items[0].value == ["Poverty", "Migration"]  $.items[0].version == 2  $.items[0].changed_by_name == "Ayana Bekova"
GET /api/cases/{case}/answers/before?field=deceased -> 200  $.items[0].value == "no"
GET /api/cases/{case}/answers/before?field=further_episodes -> 200  $.items[0].value == null
GET /api/cases/{case}/answers/before?field=gender -> 200  $.items.length == 0
GET /api/cases/{case}/answers/before?field=identity -> 422  $.code == "case/field_unknown"
GET /api/cases/{case}/answers/before -> 200  $.items.length == 3  $.items[0].field == "deceased"  $.items[2].field == "further_episodes"
# A save of what stands there already is no change.
PATCH /api/cases/{case} [If-Match: "3"] {"vulnerabilities": ["Poverty"]} -> 200
GET /api/cases/{case}/answers/before?field=vulnerabilities -> 200  $.items.length == 1

# The story is sealed in the narrative part.
GET /api/cases/{case}/story -> 200  $.version == 0  $.events.length == 0
PUT /api/cases/{case}/story [If-Match: "0"] {"location_of_recruitment": "a café in Karakol", "events": [{"episode": 1, "type": "Exploitation", "on": {"year": 2021, "month": 4}, "country": "KZ", "city": "Алматы", "latitude": 43.2380, "longitude": 76.9452, "description": "brick works"}], "perpetrators": [{"roles": ["RecruiterOrIntermediary", "Transporter"], "organisation": "a firm"}], "plans": [{"type": "Legal", "objectives": "papers back", "planned_end_on": "2031-01-01"}], "referred_in": {"organisation": "hotline"}, "referred_out": {}}
    -> 200  $.version == 1
GET /api/cases/{case}/story -> 200  $.version == 1  $.events[0].city == "Алматы"  $.events[0].latitude == 43.238  $.perpetrators[0].roles.length == 2  $.plans[0].type == "Legal"  $.referred_in.organisation == "hotline"  header ETag == "\"1\""
PUT /api/cases/{case}/story [If-Match: "0"] {"events": [], "perpetrators": [], "plans": [], "referred_in": {}, "referred_out": {}} -> 412  $.code == "case/story_stale"  $ lacks "Karakol"
PUT /api/cases/{case}/story [If-Match: "1"] {"events": [{"episode": 0, "on": {"year": 2999}, "latitude": 91, "city": "a\nb"}], "perpetrators": [{"roles": ["~unknown", "Abuser"]}], "plans": [], "referred_in": {}, "referred_out": {}}
    -> 422  $.faults.length == 5  $.faults[0].field == "events/0/city"  $.faults[1].field == "events/0/latitude"  $.faults[2].field == "events/0/episode"  $.faults[4].field == "perpetrators/0/roles"
PUT /api/cases/{case}/story [If-Match: "1"] {"events": [], "perpetrators": [], "plans": [], "referred_in": {}, "referred_out": {}} -> 200  $.version == 2
GET /api/cases/{case}/story/before -> 200  $.items.length == 1  $.items[0].value.location_of_recruitment == "a café in Karakol"  $.items[0].changed_by_name == "Ayana Bekova"

# The same of identity and whereabouts.
PUT /api/cases/{case}/identity [If-Match: "1"] {"names": [], "birth": {"year": 1990}} -> 200
GET /api/cases/{case}/identity/before -> 200  $.items[0].value.names[0].family == "Osmon"  $.items[0].value.home_phone == "+996 312 000000"  $.items[0].version == 1
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"address": {"city": "Ош", "country": "KG", "longitude": 181}} -> 422  $.code == "json/out_of_range"  $.field == "address/longitude"
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"address": {"city": "Ош", "country": "KG"}} -> 200
PUT /api/cases/{case}/whereabouts [If-Match: "1"] {"lives_in": "with an aunt"} -> 200
GET /api/cases/{case}/whereabouts/before -> 200  $.items[0].value.address.city == "Ош"

# Consent can be given later, and an exception can take its place; there is always exactly one of the two.
PUT /api/cases/{case}/consent [If-Match: "4"] {"given": false, "exception": "child_protection"} -> 200  $.consent.given == false  $.consent.exception == "child_protection"
PUT /api/cases/{case}/consent [If-Match: "4"] {"given": true, "mode": "written"} -> 412  $.code == "case/stale"
PUT /api/cases/{case}/consent [If-Match: "5"] {"given": false} -> 409  $.code == "case/consent_or_exception"
PUT /api/cases/{case}/consent [If-Match: "5"] {"given": true, "mode": "verbal_witnessed"} -> 200  $.consent.mode == "verbal_witnessed"

# The story is for who may read narrative notes; the history of the case says who opened what was before.
as saltanat, clinician
GET /api/cases/{case}/story -> 403  $.code == "access/not_allowed"
GET /api/cases/{case}/story/before -> 403
GET /api/cases/{case}/whereabouts/before -> 403
as timur, lawyer
GET /api/cases/{case}/story -> 200
GET /api/cases/{case}/whereabouts/before -> 403
as daniyar, supervisor
GET /api/cases/{case}/history -> 200  $.items[*].action has "narrative_write"  $.items[*].action has "narrative_read"  $ lacks "Karakol"
as aigerim
GET /api/cases/{case}/story -> 404
GET /api/cases/{case}/story/before -> 404
GET /api/cases/{case}/answers/before?field=gender -> 404
PUT /api/cases/{case}/consent [If-Match: "6"] {"given": true, "mode": "written"} -> 404
