# Who prints a summary says why; the foot of the paper and the team's list of who looked tell it.
given why = {"purpose": "referral", "text": "for the meeting"}
as ayana
GET /api/cases?limit=1 -> 200  case = $.items[0].id
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 200  $.who has "Ayana Bekova"  $.when has "20"  $.fictional == true
GET /api/cases/{case}/history -> 200  $.items[0].action == "case_print"  $.items[0].purpose == "referral"  $.items[0].detail == "with:codes"  $ lacks "for the meeting"
POST /api/cases/{case}/print {"with_name": true, "why": {why}} -> 200
GET /api/cases/{case}/history -> 200  $.items[0].detail == "with:names"
# Who looked, on paper for the person: by role and organisation, and that it was printed is a row as well.
GET /api/cases/{case}/history -> 200  $.items[0].actor_role == "caseworker"  $.items[0].actor_organisation has "fictional"
POST /api/cases/{case}/print {"with_name": false, "paper": "looked", "why": {"purpose": "person_asked", "text": "at the meeting"}} -> 200  $.who has "fictional"  $.who lacks "Ayana"
GET /api/cases/{case}/history -> 200  $.items[0].detail == "looked:roles"  $.items[0].purpose == "person_asked"
POST /api/cases/{case}/print {"with_name": true, "paper": "looked", "why": {why}} -> 200
GET /api/cases/{case}/history -> 200  $.items[0].detail == "looked:names"
POST /api/cases/{case}/print {"with_name": false, "paper": "poster", "why": {why}} -> 422  $.code == "json/code_unknown"
as timur, lawyer, who prints a summary and may not see who looked
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 200
POST /api/cases/{case}/print {"with_name": false, "paper": "looked", "why": {why}} -> 403  $.code == "access/not_allowed"
as ayana
POST /api/cases/{case}/print {"with_name": false, "why": {"purpose": "referral", "text": ""}} -> 422  $.code == "export/why_missing"
POST /api/cases/00000000-0000-4000-8000-000000000000/print {"with_name": false, "why": {why}} -> 404  $.code == "case/not_found"
as gulzat, screener
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 403
as nurlan, coordinator
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 403
as dilnoza, of another organisation
POST /api/cases/{case}/print {"with_name": false, "why": {why}} -> 404
