# A case is opened once, with consent or a logged exception, and its identity is sealed.
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": false}, "identity": {"names": [], "birth": {}}} -> 409  $.code == "case/consent_or_exception"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true}, "identity": {"names": [], "birth": {}}} -> 422  $.code == "case/consent_mode_missing"  $.field == "consent/mode"
POST /api/cases [Idempotency-Key: story-open-1] {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [{"given": "Айпери", "family": "Сынакова", "script": "Cyrillic", "kind": "current"}], "birth": {"year": 1994}, "mother_name": "Жамал"}, "gender": "Feminine", "citizenship": ["KG"], "exploitation": ["ForcedLabour"]}
    -> 201  case = $.id  reference = $.reference  $.state == "intake"  $.version == 1  $.age_band == "30-38"  $.htcds_status == "Active"
# The same key again makes nothing new.
POST /api/cases [Idempotency-Key: story-open-1] {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [{"given": "Айпери", "family": "Сынакова", "script": "Cyrillic", "kind": "current"}], "birth": {"year": 1994}, "mother_name": "Жамал"}, "gender": "Feminine", "citizenship": ["KG"], "exploitation": ["ForcedLabour"]}
    -> 201  $.id == "{case}"
POST /api/cases [Idempotency-Key: story-open-1] {"country": "KZ", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 409  $.code == "http/idempotency_key_reused"
# The coded file names nobody; opening the identity is written down.
GET /api/cases/{case} -> 200  $.names == null  $.may has "identity_read"
GET /api/cases/{case}/history -> 200  $.items.length == 1  $.items[0].action == "case_open"
GET /api/cases/{case}/identity -> 200  $.names[0].family == "Сынакова"  $.version == 1
GET /api/cases/{case}/history -> 200  $.items[0].action == "identity_read"  $.items[0].actor_name == "Ayana Bekova"
# Found again, in the other alphabet too.
POST /api/cases/find {"name": "Aiperi Synakova", "birth": {"year": 1994}} -> 200  $.matches[0].case == "{case}"  $.matches[0].strength == 3  $.matches[0].initials == {"given": "A", "family": "S"}
POST /api/cases/find {"name": "  "} -> 422  $.code == "case/name_empty"  $.field == "name"
# An exception is a basis too, and is kept.
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": false, "exception": "vital_interest"}, "identity": {"names": [], "birth": {}}} -> 201  $.consent.exception == "vital_interest"
