# Who prints a summary says why; the foot of the paper and the team's list of who looked tell it.
given why = {"purpose": "referral", "text": "for the meeting"}
as ayana
GET /api/cases?limit=1 -> 200  case = $.items[0].id
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 200  $.who has "Ayana Bekova"  $.when has "20"  $.fictional == true
GET /api/cases/{case}/history -> 200  $.items[0].action == "case_print"  $.items[0].purpose == "referral"  $.items[0].detail == "with:codes"  $ lacks "for the meeting"
POST /api/cases/{case}/print {"with_name": true, "why": {why}} -> 200
GET /api/cases/{case}/history -> 200  $.items[0].detail == "with:names"
POST /api/cases/{case}/print {"with_name": false, "why": {"purpose": "referral", "text": ""}} -> 422  $.code == "export/why_missing"
POST /api/cases/00000000-0000-4000-8000-000000000000/print {"with_name": false, "why": {why}} -> 404  $.code == "case/not_found"
as gulzat, screener
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 403
as nurlan, coordinator
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 403
as dilnoza, of another organisation
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 404
