# A deactivated person is refused on the next request.
on a fresh server
as jyldyz
GET /api/session -> 200  organisation = $.organisation.id
POST /api/users {"user_name": "story.helper", "name": "Story Helper", "role": "screener", "organisation": "{organisation}", "teams": []} -> 201  made = $.user.id  $.user.activated == false
as nurlan
GET /api/session -> 200  nurlan = $.user.id
GET /api/cases -> 200
as jyldyz
POST /api/users/{nurlan}/deactivate -> 200
as nurlan
GET /api/cases -> 401
GET /api/session -> 401  $.code == "access/no_session"
as nobody
POST /api/session {"user_name": "nurlan", "password": "lantern by the river"} -> 401  $.code == "access/wrong_credentials"
as ayana
POST /api/users/{made}/deactivate -> 403
