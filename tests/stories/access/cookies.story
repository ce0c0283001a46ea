# A cookie that is not whole opens nothing, and nothing breaks.
as nobody
GET /api/session [Cookie: panoh-s=] -> 401  $.code == "access/no_session"
GET /api/session [Cookie: panoh-s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA] -> 401  $.code == "access/no_session"
GET /api/session [Cookie: panoh-s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA] -> 401
GET /api/session [Cookie: panoh-s=%00%00] -> 401
GET /api/session [Cookie: panoh-s] -> 401
GET /api/session [Cookie: ;;;=;panoh-s==;] -> 401
GET /api/session [Cookie: __Host-s=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA] -> 401
GET /api/cases [Cookie: panoh-s=broken] -> 401  $.code == "access/no_session"
POST /api/cases [Cookie: panoh-s=broken] {"country": "KG"} -> 401  $.code == "access/no_session"
# A broken note of the device is no reason to refuse anybody.
POST /api/session [Cookie: panoh-d=broken] {"user_name": "daniyar", "password": "lantern by the river"} -> 201
