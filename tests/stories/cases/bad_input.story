# Bad input is refused with a stable code and the field's name, and nothing is written.
on a fresh server
given consent = {"given": true, "mode": "written"}
given named = {"names": [{"given": "", "family": " ", "script": "Cyrillic", "kind": "current"}], "birth": {}}
given nobody_named = {"names": [], "birth": {}}
as ayana
GET /api/session -> 200  team = $.teams[0].id
GET /api/cases?limit=1 -> 200  before = $.totals  case = $.items[0].id  version = $.items[0].version
GET /api/cases/{case}/history -> 200  rows = $.items.length
# Missing, repeated, unknown, of the wrong type.
POST /api/cases {"team": "{team}", "consent": {consent}, "identity": {nobody_named}} -> 422  $.code == "json/missing"  $.field == "country"
POST /api/cases {"country": null, "team": "{team}", "consent": {consent}, "identity": {nobody_named}} -> 422  $.field == "country"
POST /api/cases {"country": "KG", "country": "KZ", "team": "{team}"} -> 422  $.code == "json/duplicate_field"  $.field == "country"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}, "colour": "blue"} -> 422  $.code == "json/unknown_field"  $.field == "colour"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written", "signed": 1}, "identity": {nobody_named}} -> 422  $.code == "json/unknown_field"  $.field == "consent/signed"
POST /api/cases {"country": 5, "team": "{team}", "consent": {"given": "yes", "mode": "written"}, "identity": {nobody_named}} -> 422  $.code == "json/wrong_type"  $.faults.length == 2  $.faults[1].field == "consent/given"
POST /api/cases {"country": "KG", "team": 7, "consent": {consent}, "identity": {nobody_named}} -> 422  $.code == "json/wrong_type"  $.field == "team"
POST /api/cases {"country": "KG", "team": "x", "consent": {consent}, "identity": {nobody_named}} -> 422  $.code == "json/not_an_id"  $.field == "team"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": {}, "birth": {}}} -> 422  $.code == "json/wrong_type"  $.field == "identity/names"
POST /api/cases [] -> 422  $.code == "json/wrong_type"
POST /api/cases "text" -> 422  $.code == "json/wrong_type"
# Codes and dates that there are not.
POST /api/cases {"country": "XX", "team": "{team}", "consent": {consent}, "identity": {nobody_named}} -> 422  $.code == "json/code_unknown"  $.field == "country"
POST /api/cases {"country": "kg", "team": "{team}", "consent": {consent}, "identity": {nobody_named}} -> 422  $.code == "json/code_unknown"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {"year": 2023, "month": 2, "day": 29}}} -> 422  $.code == "json/date_impossible"  $.field == "identity/birth/day"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {"year": 2500}}} -> 422  $.field == "identity/birth/year"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {"month": 2}}} -> 422  $.field == "identity/birth/month"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}, "due_on": "2026-02-30"} -> 422  $.code == "json/date_impossible"  $.field == "due_on"
# Names that are none, contradictions.
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {named}} -> 422  $.code == "case/name_empty"  $.field == "identity/names/0/given"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [{"given": "\u200b\u2060", "family": "\u00a0", "script": "Latin", "kind": "current"}], "birth": {}}} -> 422  $.code == "case/name_empty"  $.field == "identity/names/0/given"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [{"given": "Asel\u202e", "family": "", "script": "Latin", "kind": "current"}], "birth": {}}} -> 422  $.code == "json/character_not_allowed"  $.field == "identity/names/0/given"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [{"given": "A", "family": "B\u007f", "patronymic": "C\nD", "script": "Latin", "kind": "current"}], "birth": {}, "mother_name": "\u2067E", "birthplace": "F\u0085"}} -> 422  $.code == "json/character_not_allowed"  $.faults.length == 4  $.faults[0].field == "identity/names/0/family"  $.faults[1].field == "identity/names/0/patronymic"  $.faults[2].field == "identity/mother_name"  $.faults[3].field == "identity/birthplace"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}, "exploitation": ["ForcedLabour", "~unknown"]} -> 422  $.code == "case/unknown_and_known"  $.field == "exploitation"
# What is no document at all, or too much of one.
POST /api/cases {"country": "KG", -> 400  $.code == "json/malformed"
POST /api/cases {"country": "KG"}{} -> 400  $.code == "json/malformed"
POST /api/cases {"country": "\ud800"} -> 400
POST /api/cases [Content-Type: application/json] -> 400  $.code == "json/malformed"
POST /api/cases [Content-Type: text/plain] {"country": "KG"} -> 415  $.code == "http/content_type"
POST /api/cases repeat 1100000 -> 413  $.code == "http/body_too_large"
PUT /api/cases/{case}/whereabouts [If-Match: "0"] repeat 1000000 -> 422
# What is not there.
PATCH /api/cases/00000000-0000-4000-8000-000000000000 [If-Match: "1"] {"risk_level": "low"} -> 404  $.code == "case/not_found"
PATCH /api/cases/not-an-id [If-Match: "1"] {"risk_level": "low"} -> 404
PATCH /api/cases/{case} [If-Match: "0"] {"risk_level": "low"} -> 412
PATCH /api/cases/{case} {"risk_level": "low"} -> 428  $.code == "http/if_match_missing"
PUT /api/cases/{case} [If-Match: "1"] {} -> 405
# Nothing was written.
GET /api/cases?limit=1 -> 200  $.totals == {before}  $.items[0].id == "{case}"  $.items[0].version == {version}
GET /api/cases/{case}/history -> 200  $.items.length == {rows}
