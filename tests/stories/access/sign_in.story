# Signing in, and what a browser without a session may not do.
as nobody
GET /api/session -> 401  $.code == "access/no_session"
GET /api/cases -> 401
POST /api/session {"user_name": "ayana", "password": "wrong wrong wrong"} -> 401  $.code == "access/wrong_credentials"
POST /api/session {"user_name": "nobody-here", "password": "wrong wrong wrong"} -> 401  $.code == "access/wrong_credentials"
POST /api/session {"user_name": "ayana"} -> 422  $.code == "json/missing"  $.field == "password"
POST /api/session [Origin: http://elsewhere.example] {"user_name": "ayana", "password": "lantern by the river"} -> 403  $.code == "access/wrong_origin"
POST /api/session [Origin: absent] {"user_name": "ayana", "password": "lantern by the river"} -> 403  $.code == "access/wrong_origin"
GET /api/session [Cookie: panoh-s=broken] -> 401  $.code == "access/no_session"
POST /api/session {"user_name": "timur", "password": "lantern by the river"} -> 201  $.stage == "open"  $.user.role == "lawyer"
GET /api/session -> 200  $.organisation.country == "KG"
DELETE /api/session -> 204
GET /api/session -> 401
