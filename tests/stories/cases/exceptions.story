# Without consent a case opens only with a lawful exception, which stays with it for ever.
given nobody_named = {"names": [], "birth": {}}
as ayana
GET /api/session -> 200  team = $.teams[0].id
GET /api/cases?limit=1 -> 200  before = $.totals.all
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": false}, "identity": {nobody_named}} -> 409  $.code == "case/consent_or_exception"  $.field == "consent"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true}, "identity": {nobody_named}} -> 422  $.code == "case/consent_mode_missing"  $.field == "consent/mode"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written", "exception": "court_order"}, "identity": {nobody_named}} -> 422  $.code == "case/consent_and_exception"  $.field == "consent/exception"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": false, "mode": "written"}, "identity": {nobody_named}} -> 409  $.field == "consent"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": false, "exception": "convenience"}, "identity": {nobody_named}} -> 422  $.code == "json/code_unknown"  $.field == "consent/exception"
POST /api/cases {"country": "KG", "team": "{team}", "identity": {nobody_named}} -> 422  $.code == "json/missing"  $.field == "consent"
GET /api/cases?limit=1 -> 200  $.totals.all == {before}
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": false, "exception": "vital_interest"}, "identity": {nobody_named}} -> 201  case = $.id  $.consent == {"given": false, "mode": null, "exception": "vital_interest"}
GET /api/cases/{case}/history -> 200  $.items[0].action == "case_open"  $.items[0].detail has "vital_interest"
PATCH /api/cases/{case} [If-Match: "1"] {"consent": {"given": true, "mode": "written"}} -> 422  $.code == "json/unknown_field"  $.field == "consent"
GET /api/cases?limit=1 -> 200  $.totals.all == {before} + 1
