# An officer who leaves loses the emergency key on the next request, and it gets a new epoch; with the last one gone it is made anew.
on a fresh server
given consent = {"given": true, "mode": "written"}
as ayana, caseworker
GET /api/session -> 200  ayana = $.user.id  home = $.organisation.id
as daniyar, supervisor
GET /api/session -> 200  daniyar = $.user.id  shelter = $.teams[0].id
as jyldyz, administrator
POST /api/users {"user_name": "burul", "name": "Burul Street", "role": "caseworker", "organisation": "{home}", "teams": []} -> 201  burul = $.user.id  code = $.activation_code
POST /api/users {"user_name": "cholpon", "name": "Cholpon Lead", "role": "supervisor", "organisation": "{home}", "teams": []} -> 201  cholpon = $.user.id  other = $.activation_code
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
as nobody, who is cholpon
POST /api/activation {"user_name": "cholpon", "activation_code": "{other}", "password": "five boats on the lake"} -> 201
as jyldyz
POST /api/teams {"name": "Street team", "organisation": "{home}", "members": ["{cholpon}"]} -> 201  street = $.id
as nobody, who is cholpon
POST /api/session {"user_name": "cholpon", "password": "five boats on the lake"} -> 201
PUT /api/emergencies/officers {"users": ["{burul}", "{daniyar}"]} -> 204
# Who holds no emergency key cannot give it to one more.
PUT /api/emergencies/officers {"users": ["{burul}", "{daniyar}", "{cholpon}"]} -> 403  $.code == "vault/no_key"
# Nobody of the shelter has worked since; the street has no case yet.
GET /api/emergencies/officers -> 200  $.officers.length == 2  of_shelter = $.keys_left
POST /api/cases {"country": "KG", "team": "{street}", "consent": {consent}, "identity": {"names": [{"given": "Fictional Nodira", "family": "Early", "script": "Latin", "kind": "current"}], "birth": {"year": 1993}}} -> 201  reference = $.reference
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 201  opening = $.id
GET /api/emergencies/{opening} -> 200  $.identity.names[0].family == "Early"
as jyldyz
GET /api/keys -> 200  $.rotations.length == 0
POST /api/users/{burul}/deactivate -> 200
GET /api/emergencies/officers -> 200  $.officers.length == 1  $.officers[0].user == "{daniyar}"
GET /api/keys -> 200  $.rotations.length == 2  $.rotations[0].emergency == true
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 401
# The officer who is left makes the new epoch while he works.
as daniyar
until GET /api/keys -> 200  $.rotations.length == 0
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 201  opening = $.id
GET /api/emergencies/{opening} -> 200  $.identity.names[0].family == "Early"
as jyldyz
POST /api/users/{daniyar}/deactivate -> 200
GET /api/emergencies/officers -> 200  $.officers.length == 0
# Another key, for two others; who holds the team's key seals what is there to it while she works.
as nobody, who is cholpon
POST /api/session {"user_name": "cholpon", "password": "five boats on the lake"} -> 201
PUT /api/emergencies/officers {"users": ["{ayana}", "{cholpon}"]} -> 204
until GET /api/emergencies/officers -> 200  $.officers.length == 2  $.keys_left == {of_shelter}
as ayana
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 201  opening = $.id
GET /api/emergencies/{opening} -> 200  $.identity.names[0].family == "Early"
