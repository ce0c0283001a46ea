# Before a journey a person lays the team keys down: names stay closed, colleagues see it and give the keys back.
on a fresh server
as ayana
GET /api/session -> 200  ayana = $.user.id  team = $.teams[0].id  $.teams[0].has_keys == true
POST /api/session/travel {"sure": false} -> 422  $.code == "json/missing"  $.field == "sure"
POST /api/session/travel {"sure": true} -> 204
GET /api/session -> 200  $.teams[0].has_keys == false
as jyldyz
POST /api/session/travel {"sure": true} -> 403  $.code == "access/not_allowed"
as daniyar
GET /api/today -> 200  $.waiting_for_keys[*].user has "{ayana}"  $.waiting_for_keys[*].travelling has true
POST /api/teams/{team}/members/{ayana}/keys -> 204
GET /api/today -> 200  $.waiting_for_keys[*].user lacks "{ayana}"
as ayana
GET /api/session -> 200  $.teams[0].has_keys == true
