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
