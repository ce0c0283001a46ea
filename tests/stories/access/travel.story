# Before a journey a person lays the team keys down: names stay closed, colleagues see it and give the keys back.
on a fresh server
as ayana
GET /api/session -> 200  ayana = $.user.id  team = $.teams[0].id  $.teams[0].has_keys == true
POST /api/session/travel {"sure": false} -> 422  $.code == "json/missing"  $.field == "sure"
# Who finds an open session does not do it to its owner.
DELETE /api/session/step-up -> 204
POST /api/session/travel {"sure": true} -> 403  $.code == "access/step_up_needed"
GET /api/session -> 200  $.teams[0].has_keys == true
POST /api/session/step-up {} -> 200
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id
GET /api/cases/{case}/identity -> 200
given sitting = "0f8fad5b-d9cb-469f-a165-70867728950e"
PUT /api/drafts/case_note.{case} {"sitting": "{sitting}", "count": 1, "text": "Ышык-Көлдө"} -> 200
GET /api/drafts/case_note.{case} -> 200  $.text == "Ышык-Көлдө"
POST /api/session/travel {"sure": true} -> 204
GET /api/cases/{case}/identity -> 403  $.code == "vault/no_key"
# What was typed and not saved is closed as well, and not lost.
GET /api/drafts/case_note.{case} -> 403  $.code == "vault/no_key"
GET /api/session -> 200  $.teams[0].has_keys == false
as jyldyz
POST /api/session/travel {"sure": true} -> 403  $.code == "access/not_allowed"
as daniyar
GET /api/notices -> 200  $.items[*].kind has "colleague_travels"
GET /api/today -> 200  $.waiting_for_keys[*].user has "{ayana}"  $.waiting_for_keys[*].travelling has true
POST /api/teams/{team}/members/{ayana}/keys -> 204
GET /api/today -> 200  $.waiting_for_keys[*].user lacks "{ayana}"
as ayana
GET /api/session -> 200  $.teams[0].has_keys == true
GET /api/drafts/case_note.{case} -> 200  $.text == "Ышык-Көлдө"
GET /api/cases/{case}/identity -> 200
