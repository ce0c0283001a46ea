# Bad input is refused with a stable code and the field's name, and nothing is written.
as ayana
GET /api/session -> 200  team = $.teams[0].id
GET /api/cases?limit=1 -> 200  before = $.totals.all
POST /api/cases {"team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 422  $.code == "json/missing"  $.field == "country"
POST /api/cases {"country": "KG", "country": "KZ", "team": "{team}"} -> 422  $.code == "json/duplicate_field"  $.field == "country"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}, "colour": "blue"} -> 422  $.code == "json/unknown_field"  $.field == "colour"
POST /api/cases {"country": 5, "team": "{team}", "consent": {"given": "yes", "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 422  $.faults.length == 2  $.faults[0].code == "json/wrong_type"  $.faults[1].field == "consent/given"
POST /api/cases {"country": "XX", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 422  $.code == "json/code_unknown"  $.field == "country"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {"year": 2023, "month": 2, "day": 29}}} -> 422  $.code == "json/date_impossible"  $.field == "identity/birth/day"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}, "due_on": "2026-02-30"} -> 422  $.code == "json/date_impossible"  $.field == "due_on"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [{"given": "", "family": " ", "script": "Cyrillic", "kind": "current"}], "birth": {}}} -> 422  $.code == "case/name_empty"  $.field == "identity/names/0/given"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}, "exploitation": ["ForcedLabour", "~unknown"]} -> 422  $.code == "case/unknown_and_known"  $.field == "exploitation"
POST /api/cases {"country": "KG", -> 400  $.code == "json/malformed"
POST /api/cases [Content-Type: text/plain] {"country": "KG"} -> 415
POST /api/cases repeat 1100000 -> 413
PATCH /api/cases/00000000-0000-4000-8000-000000000000 [If-Match: "1"] {"risk_level": "low"} -> 404
PATCH /api/cases/not-an-id [If-Match: "1"] {"risk_level": "low"} -> 404
GET /api/cases?limit=1 -> 200  $.totals.all == {before}
