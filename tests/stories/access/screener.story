# A screener sees what they opened, until it is handed on: in lists, in their totals and in Today.
as gulzat
GET /api/session -> 200  team = $.teams[0].id
GET /api/cases -> 200  before = $.items.length  $.totals.all == {before}
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "verbal_witnessed"}, "identity": {"names": [{"given": "Мээрим", "family": "", "script": "Cyrillic", "kind": "current"}], "birth": {}}, "next_step": "follow_up_call", "due_on": "2019-03-01"} -> 201  case = $.id  $.may has "case_assign"  $.may lacks "case_move"
GET /api/cases -> 200  $.items.length == {before} + 1  $.totals.all == {before} + 1
GET /api/cases?names=shown -> 200  $.items[0].id == "{case}"  $.items[0].name.given == "Мээрим"
GET /api/today -> 200  $.late[*].case == ["{case}"]
POST /api/cases/{case}/move [If-Match: "1"] {"to": "active"} -> 403
as ayana
GET /api/session -> 200  ayana = $.user.id
GET /api/today -> 200  $.late[*].case has "{case}"
as gulzat
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{ayana}"} -> 200
GET /api/cases/{case} -> 404  $.code == "case/not_found"
GET /api/cases -> 200  $.items.length == {before}  $.totals.all == {before}
GET /api/today -> 200  $ lacks "{case}"
as ayana
GET /api/cases/{case} -> 200  $.assigned_name == "Ayana Bekova"  $.version == 2
GET /api/cases/{case}/history -> 200  $.items[*].detail has "names:list"
GET /api/today -> 200  $.late[*].case has "{case}"
