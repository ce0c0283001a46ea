# Who leaves a team leaves what they opened in it: lists and single cases say the same.
on a fresh server
as gulzat, screener
GET /api/session -> 200  team = $.teams[0].id  gulzat = $.user.id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "verbal_witnessed"}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id
GET /api/cases/{case} -> 200
GET /api/cases -> 200  $.items[*].id has "{case}"
as jyldyz, administrator
DELETE /api/teams/{team}/members/{gulzat} -> 204
as gulzat
GET /api/cases -> 200  $.items.length == 0
GET /api/cases/{case} -> 404  $.code == "case/not_found"
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 404  $.code == "case/not_found"
GET /api/cases/{case}/identity -> 404  $.code == "case/not_found"
