# A person changes the password; their other sessions end, this one goes on.
on a fresh server
as timur
POST /api/session/password {"current": "not the password", "next": "the river runs past it"} -> 422  $.code == "access/wrong_credentials"  $.field == "current"
POST /api/session/password {"current": "lantern by the river", "next": "too short"} -> 422  $.code == "access/password_too_short"  $.field == "next"
POST /api/session/password {"current": "lantern by the river", "next": "timur asanov"} -> 422  $.code == "access/password_common"
POST /api/session/password {"current": "lantern by the river", "next": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} -> 422  $.code == "access/password_too_long"
as nobody, timur's telephone
POST /api/session {"user_name": "timur", "password": "lantern by the river"} -> 201
GET /api/session -> 200
as timur
POST /api/session/password {"current": "lantern by the river", "next": "the river runs past it"} -> 204
GET /api/cases?limit=1&names=shown -> 200  $.items[0].name != null
as nobody
POST /api/session {"user_name": "timur", "password": "lantern by the river"} -> 401
POST /api/session {"user_name": "timur", "password": "the river runs past it"} -> 201
