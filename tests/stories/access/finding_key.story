# The finding key of an organisation goes from a supervisor's hand to who may find by name, and to nobody else.
on a fresh server
as daniyar, supervisor of the shelter
GET /api/session -> 200  daniyar = $.user.id  home = $.organisation.id
GET /api/today -> 200  $.waiting_to_find.length == 0
as jyldyz, administrator
GET /api/session -> 200  jyldyz = $.user.id
POST /api/users {"user_name": "burul", "name": "Burul Lead", "role": "supervisor", "organisation": "{home}", "teams": []} -> 201  burul = $.user.id  code = $.activation_code
POST /api/users/{burul}/finding-key -> 403
as daniyar
POST /api/users/{burul}/finding-key -> 409  $.code == "access/not_activated"
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
as jyldyz
POST /api/teams {"name": "Street team", "organisation": "{home}", "members": ["{burul}"]} -> 201  street = $.id
# She has the keys of her own team, and of finding in others not yet.
as daniyar
GET /api/today -> 200  $.waiting_to_find == [{"user": "{burul}", "name": "Burul Lead"}]  $.waiting_for_keys.length == 0
POST /api/users/{jyldyz}/finding-key -> 409  $.code == "access/role_without_key"
POST /api/users/nobody/finding-key -> 404  $.code == "access/user_not_found"
as aigerim, caseworker elsewhere
POST /api/users/{burul}/finding-key -> 403
as yermek, supervisor elsewhere
GET /api/today -> 200  $.waiting_to_find.length == 0
POST /api/users/{burul}/finding-key -> 404  $.code == "access/user_not_found"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/today -> 200  $.waiting_to_find.length == 0
POST /api/cases/find {"name": "Айгүл"} -> 200  $.elsewhere.has_key == false
as daniyar
POST /api/users/{burul}/finding-key -> 204
POST /api/users/{burul}/finding-key -> 204
GET /api/today -> 200  $.waiting_to_find.length == 0
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/cases/find {"name": "Айгүл"} -> 200  $.elsewhere.has_key == true  $.elsewhere.searched > 10  $.elsewhere.not_searched == 0
# Another role loses it.
as jyldyz
GET /api/users?limit=200 -> 200
PATCH /api/users/{burul} [If-Match: "1"] {"role": "coordinator"} -> 409  $.code == "access/last_key_holder"
POST /api/users/{burul}/deactivate -> 200
as daniyar
GET /api/today -> 200  $.waiting_to_find.length == 0
