# Coded fields: what is missing is never "no", a code is one of its list, and nothing contradicts itself.
given consent = {"given": true, "mode": "verbal_witnessed"}
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KZ", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {"year": 1996, "month": 5}}, "gender": "Masculine", "citizenship": ["KG", "UZ"], "primary_language": "ky", "marital_status": "~not_asked", "number_of_children": 0, "exploitation": ["ForcedLabour", "OnlineScamCompound"], "methods_of_control": ["WithholdsDocuments"], "country_of_exploitation": "KZ", "exploitation_from": "2021-04", "exploitation_to": "2021", "age_when_trafficked": 25, "risk_level": "medium", "next_step": "clinic_visit", "due_on": "2031-01-31"}
    -> 201  case = $.id  $.age_band == "30-38"  $.birth_year_known == true  $.marital_status == "~not_asked"  $.education == null  $.number_of_children == 0
PATCH /api/cases/{case} [If-Match: "1"] {"education": "~refused", "number_of_children": null, "citizenship": null} -> 200  $.education == "~refused"  $.number_of_children == null  $.citizenship == null  $.gender == "Masculine"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation": ["ForcedLabour", "ForcedLabour"]} -> 422  $.code == "case/code_twice"  $.field == "exploitation"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation": ["~unknown", "ForcedLabour"]} -> 422  $.code == "case/unknown_and_known"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation": ["Slavery"]} -> 422  $.code == "json/code_unknown"  $.field == "exploitation/0"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation": "ForcedLabour"} -> 422  $.code == "json/wrong_type"  $.field == "exploitation"
PATCH /api/cases/{case} [If-Match: "2"] {"number_of_children": 31} -> 422  $.code == "json/out_of_range"  $.field == "number_of_children"
PATCH /api/cases/{case} [If-Match: "2"] {"number_of_children": -1} -> 422  $.code == "json/out_of_range"
PATCH /api/cases/{case} [If-Match: "2"] {"number_of_children": 1.5} -> 422  $.code == "json/wrong_type"
PATCH /api/cases/{case} [If-Match: "2"] {"age_when_trafficked": 121} -> 422  $.field == "age_when_trafficked"
PATCH /api/cases/{case} [If-Match: "2"] {"age_when_trafficked": 99999999999} -> 422  $.field == "age_when_trafficked"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation_to": "2020-12"} -> 422  $.code == "case/end_before_beginning"  $.field == "exploitation_to"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation_from": "2021-13"} -> 422  $.code == "json/date_impossible"  $.field == "exploitation_from"
PATCH /api/cases/{case} [If-Match: "2"] {"due_on": "2026-02-30"} -> 422  $.code == "json/date_impossible"  $.field == "due_on"
PATCH /api/cases/{case} [If-Match: "2"] {"due_on": "30.02.2026"} -> 422  $.field == "due_on"
PATCH /api/cases/{case} [If-Match: "2"] {"gender": "Masculine", "risk_level": "huge", "colour": 1} -> 422  $.faults.length == 2
PATCH /api/cases/{case} [If-Match: "2"] {"state": "closed"} -> 422  $.code == "json/unknown_field"  $.field == "state"
# Why a case was closed is said when it is closed, not before.
PATCH /api/cases/{case} [If-Match: "2"] {"closure_reason": "goals_met"} -> 422  $.code == "json/unknown_field"  $.field == "closure_reason"
POST /api/cases {"country": "KZ", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}, "closure_reason": "goals_met"} -> 422  $.code == "json/unknown_field"
# Nothing happened in a month that has not come.
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation_to": "2999-01"} -> 422  $.code == "case/date_in_future"  $.field == "exploitation_to"
PATCH /api/cases/{case} [If-Match: "2"] {"exploitation_from": "2999", "exploitation_to": null} -> 422  $.code == "case/date_in_future"  $.field == "exploitation_from"
POST /api/cases {"country": "KZ", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}, "exploitation_from": "2999-01"} -> 422  $.code == "case/date_in_future"
PATCH /api/cases/{case} [If-Match: "2"] {"country": "XX"} -> 422  $.code == "json/unknown_field"
PATCH /api/cases/{case} [If-Match: "2"] {"trafficking_status": "~unknown"} -> 422  $.code == "json/code_unknown"
PATCH /api/cases/{case} [If-Match: "2"] [1, 2] -> 422  $.code == "json/wrong_type"
PATCH /api/cases/{case} [If-Match: "2"] null -> 422
GET /api/cases/{case} -> 200  $.version == 2  $.exploitation == ["ForcedLabour", "OnlineScamCompound"]
# A change of nothing is a change that was asked for.
PATCH /api/cases/{case} [If-Match: "2"] {} -> 200
