# A screener sees what they opened, until it is handed on.
as gulzat
GET /api/session -> 200  team = $.teams[0].id
GET /api/cases -> 200  before = $.items.length
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "verbal_witnessed"}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id  $.may has "case_assign"  $.may lacks "case_move"
GET /api/cases -> 200  $.items.length == {before} + 1
POST /api/cases/{case}/move [If-Match: "1"] {"to": "active"} -> 403
as ayana
GET /api/session -> 200  ayana = $.user.id
as gulzat
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{ayana}"} -> 200
GET /api/cases/{case} -> 404  $.code == "case/not_found"
GET /api/cases -> 200  $.items.length == {before}
as ayana
GET /api/cases/{case} -> 200  $.assigned_name == "Ayana Bekova"  $.version == 2
