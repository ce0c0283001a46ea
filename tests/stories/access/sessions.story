# A session lives in its cookie: it outlives the program's restart, and ends where the person ends it.
on a fresh server
as ayana
GET /api/cases?limit=1&names=shown -> 200  $.items[0].name != null
panoh audit verify --demo -> 0  prints "chain whole"
GET /api/session -> 200  $.user.user_name == "ayana"
GET /api/cases?limit=1&names=shown -> 200  $.items[0].name != null
DELETE /api/session -> 204  header Clear-Site-Data has "storage"  header Set-Cookie has "Max-Age=0"
GET /api/session -> 401  $.code == "access/no_session"
as nobody
POST /api/session {"user_name": "ayana", "password": "lantern by the river"}
    -> 201  header Set-Cookie has "HttpOnly"  header Set-Cookie has "SameSite=Strict"  header Cache-Control == "no-store"
# People see where they are signed in, by times and nothing else, and end one of them or all others.
as ayana
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201
GET /api/session -> 200  ayana = $.user.id
GET /api/sessions -> 200  first = $.items[0].id  $.items[0].this == true  $.items[0].stage == "open"
as daniyar, her lead, who is told nothing of it
GET /api/session -> 200  daniyar = $.user.id
GET /api/sessions -> 200  $.items.length == 1  daniyars = $.items[0].id  $ lacks "{first}"
DELETE /api/sessions/{first} -> 404  $.code == "access/session_not_found"
as nobody, who is ayana on another device
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201
GET /api/sessions -> 200  $.items[0].this == true  second = $.items[0].id  $.items[*].id has "{first}"
DELETE /api/sessions/{daniyars} -> 404  $.code == "access/session_not_found"
DELETE /api/sessions/00000000-0000-4000-8000-000000000000 -> 404  $.code == "access/session_not_found"
# Who finds an open session does not shut its owner out elsewhere.
DELETE /api/session/step-up -> 204
DELETE /api/sessions/{first} -> 403  $.code == "access/step_up_needed"
DELETE /api/sessions/others -> 403  $.code == "access/step_up_needed"
POST /api/session/step-up {} -> 200
DELETE /api/sessions/{first} -> 204
DELETE /api/sessions/{first} -> 404  $.code == "access/session_not_found"
GET /api/sessions -> 200  $.items[*].id lacks "{first}"  $.items[0].id == "{second}"
as ayana
GET /api/cases?limit=1 -> 401  $.code == "access/no_session"
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201
DELETE /api/sessions/others -> 204
GET /api/sessions -> 200  $.items.length == 1  third = $.items[0].id  $.items[*].id lacks "{second}"
# The one that asks is left without a second factor, as by signing out.
DELETE /api/session/step-up -> 204
DELETE /api/sessions/{third} -> 204  header Clear-Site-Data has "storage"  header Set-Cookie has "Max-Age=0"
GET /api/session -> 401  $.code == "access/no_session"
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201
given mine = "0f8fad5b-d9cb-469f-a165-70867728950e"
PUT /api/drafts/new_case.{mine} {"sitting": "{mine}", "count": 1, "text": "half a page"} -> 200
# Administrators end those of somebody else, who is told: with a second factor, and nobody else does.
as daniyar, supervisor
DELETE /api/users/{ayana}/sessions -> 403  $.code == "access/not_allowed"
POST /api/users/end-sessions {"sure": true} -> 403  $.code == "access/not_allowed"
as azat, auditor
DELETE /api/users/{ayana}/sessions -> 403  $.code == "access/not_allowed"
as jyldyz, administrator
DELETE /api/session/step-up -> 204
DELETE /api/users/{ayana}/sessions -> 403  $.code == "access/step_up_needed"
POST /api/users/end-sessions {"sure": true} -> 403  $.code == "access/step_up_needed"
as ayana
GET /api/session -> 200
as jyldyz
POST /api/session/step-up {} -> 200
DELETE /api/users/00000000-0000-4000-8000-000000000000/sessions -> 404  $.code == "access/user_not_found"
DELETE /api/users/{ayana}/sessions -> 204
DELETE /api/users/{ayana}/sessions -> 204
as ayana
GET /api/cases?limit=1 -> 401  $.code == "access/no_session"
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201
GET /api/notices -> 200  $.items[0].kind == "sessions_ended"  $.items[0].about == ""
# And those of everybody on the node, of another organisation too: who asks goes on, and what was typed is kept.
as aigerim, of another organisation
GET /api/session -> 200  $.organisation.name == "Dala Support Centre (fictional)"
as jyldyz
POST /api/users/end-sessions {} -> 422  $.code == "json/missing"  $.field == "sure"
POST /api/users/end-sessions {"sure": false} -> 422  $.code == "json/missing"  $.field == "sure"
POST /api/users/end-sessions {"sure": true} -> 204
GET /api/sessions -> 200  $.items.length == 1
GET /api/notices -> 200  $.items[*].kind lacks "sessions_ended"
as daniyar
GET /api/today -> 401  $.code == "access/no_session"
as aigerim
GET /api/session -> 401  $.code == "access/no_session"
as azat
POST /api/session {"user_name": "azat", "password": "lantern by the river"} -> 201
GET /api/notices -> 200  $.items[0].kind == "sessions_ended"
as ayana
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201
GET /api/drafts/new_case.{mine} -> 200  $.text == "half a page"
DELETE /api/drafts/new_case.{mine} -> 204
panoh audit verify --demo -> 0  prints "chain whole"
