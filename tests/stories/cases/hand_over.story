# A case is handed to a colleague of its team, and the colleague works on.
given consent = {"given": true, "mode": "written"}
given nobody_named = {"names": [], "birth": {}}
as daniyar, supervisor
GET /api/session -> 200  daniyar = $.user.id
as aigerim, of another organisation
GET /api/session -> 200  aigerim = $.user.id
as azat, auditor of the same house
GET /api/session -> 200  azat = $.user.id
as saltanat, clinician of the team
GET /api/session -> 200  saltanat = $.user.id
as gulzat, screener of the team
GET /api/session -> 200  gulzat = $.user.id
as ayana, caseworker
GET /api/session -> 200  ayana = $.user.id  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}, "next_step": "plan_review", "due_on": "2020-02-29"} -> 201  case = $.id  $.assigned_to == "{ayana}"
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{aigerim}"} -> 409  $.code == "case/not_on_team"  $.field == "to"
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{azat}"} -> 409  $.code == "case/not_on_team"
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{case}"} -> 409  $.code == "case/not_on_team"
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "daniyar"} -> 422  $.code == "json/not_an_id"  $.field == "to"
# Nobody gets a case that they could not work on.
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{gulzat}"} -> 409  $.code == "case/receiver_may_not"  $.field == "to"
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{saltanat}"} -> 409  $.code == "case/receiver_may_not"
GET /api/cases/{case}/receivers -> 200  $.items[*].user == ["{daniyar}"]  $.items[0].name == "Daniyar Orozov"  $.items[0].role == "supervisor"  $.items[0].has_keys == true
POST /api/cases/{case}/assign {"to": "{daniyar}"} -> 428  $.code == "http/if_match_missing"
as daniyar, who changes it before
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "high"} -> 200
as ayana
GET /api/today -> 200  $.recent[*].case has "{case}"  $.late[*].case has "{case}"
POST /api/cases/{case}/assign [If-Match: "2"] {"to": "{daniyar}"} -> 200  $.assigned_to == "{daniyar}"  $.version == 3
as daniyar
GET /api/cases?assigned_to=me&sort=updated&limit=1 -> 200  $.items[0].id == "{case}"
GET /api/today -> 200  $.late[*].case has "{case}"
POST /api/cases/{case}/notes {"kind": "narrative", "text": "taken over"} -> 201
GET /api/cases/{case}/history -> 200  $.items[*].action has "case_assign"  $.items[*].actor_name has "Ayana Bekova"
as ayana
GET /api/today -> 200  $.recent[*].case lacks "{case}"
# A screener's own case may come back to them.
as gulzat
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}} -> 201  hers = $.id
as daniyar
POST /api/cases/{hers}/assign [If-Match: "1"] {"to": "{ayana}"} -> 200
GET /api/cases/{hers}/receivers -> 200  $.items[*].user == ["{daniyar}", "{gulzat}"]
POST /api/cases/{hers}/assign [If-Match: "2"] {"to": "{gulzat}"} -> 200
as gulzat
GET /api/cases/{hers} -> 200  $.assigned_name == "Gulzat Sadykova"
POST /api/cases/{hers}/assign [If-Match: "3"] {"to": "{ayana}"} -> 200
GET /api/cases/{case}/receivers -> 404
as saltanat
GET /api/cases/{case}/receivers -> 403
