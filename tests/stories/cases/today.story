# Today shows each person the steps of the cases they may see, and nothing of a case they may see no more.
on a fresh server
given consent = {"given": true, "mode": "written"}
given nobody_named = {"names": [], "birth": {}}
as ayana, caseworker
GET /api/session -> 200  ayana = $.user.id  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}, "next_step": "hearing", "due_on": "2019-02-01"} -> 201  case = $.id
GET /api/today -> 200  $.late[0].case == "{case}"  $.late[0].assigned_to_me == true
as daniyar, supervisor of the house
GET /api/today -> 200  $.late[0].case == "{case}"  $.late[0].assigned_to_me == false  $.late[0].assigned_name == "Ayana Bekova"
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "high"} -> 200
as saltanat, clinician of the team
GET /api/today -> 200  $.late[0].case == "{case}"  $.recent.length == 0
as timur, lawyer of the team
GET /api/today -> 200  $.late[0].case == "{case}"
as nurlan, coordinator
GET /api/today -> 200  $.late[0].case == "{case}"
as gulzat, screener who opened another one
GET /api/today -> 200  $.late.length == 0  $.today.length == 0  $.week.length == 0
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}, "next_step": "follow_up_call", "due_on": "2019-01-01"} -> 201  hers = $.id
GET /api/today -> 200  $.late[*].case == ["{hers}"]
as ayana
GET /api/today -> 200  $.late[0].case == "{hers}"  $.late[1].case == "{case}"
POST /api/cases/{hers}/assign [If-Match: "1"] {"to": "{ayana}"} -> 200
as gulzat
GET /api/today -> 200  $.late.length == 0  $.recent.length == 0
as aigerim, of another house
GET /api/today -> 200  $ lacks "{case}"  $ lacks "{hers}"
as azat, auditor
GET /api/today -> 200  $.late.length == 0  $.recent.length == 0
as meerim, data officer
GET /api/today -> 200  $.late.length == 0
# Who was taken off the team sees nothing more of its cases, those assigned to them too.
as ayana
GET /api/today -> 200  $.recent[*].case has "{case}"
as jyldyz, administrator
GET /api/today -> 200  $.late.length == 0
DELETE /api/teams/{team}/members/{ayana} -> 204
as ayana
GET /api/cases/{case} -> 404
GET /api/today -> 200  $.late.length == 0  $.recent.length == 0
