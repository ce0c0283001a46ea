# People and teams: made by an administrator, keys given by a colleague who holds them.
on a fresh server
as jyldyz
GET /api/session -> 200  organisation = $.organisation.id
POST /api/users {"user_name": "Story Person", "name": "X", "role": "caseworker", "organisation": "{organisation}", "teams": []} -> 422  $.field == "user_name"
POST /api/users {"user_name": "story.person", "name": "Story Person", "role": "king", "organisation": "{organisation}", "teams": []} -> 422  $.code == "json/code_unknown"  $.field == "role"
POST /api/users {"user_name": "story.person", "name": "Story Person", "role": "caseworker", "organisation": "{organisation}", "teams": []} -> 201  person = $.user.id  code = $.activation_code
POST /api/users {"user_name": "STORY.person", "name": "Other", "role": "caseworker", "organisation": "{organisation}", "teams": []} -> 409  $.code == "access/user_name_taken"
as nobody
POST /api/activation {"user_name": "story.person", "activation_code": "WRONGWRONG", "password": "a long enough sentence"} -> 401  $.code == "access/activation_wrong"
POST /api/activation {"user_name": "story.person", "activation_code": "{code}", "password": "short"} -> 422  $.code == "access/password_too_short"
POST /api/activation {"user_name": "story.person", "activation_code": "{code}", "password": "a long enough sentence"} -> 201  $.recovery_code != null
GET /api/session -> 200  $.user.user_name == "story.person"
as ayana
GET /api/session -> 200  team = $.teams[0].id
as jyldyz
POST /api/teams/{team}/members {"user": "{person}"} -> 204
as daniyar
GET /api/today -> 200  $.waiting_for_keys[0].user == "{person}"
POST /api/teams/{team}/members/{person}/keys -> 204
GET /api/today -> 200  $.waiting_for_keys.length == 0
as jyldyz
GET /api/users?limit=200 -> 200  $.items.length > 12
