# The first days of a real node: accounts, a team with its keys, a first case; who is activated again opens nothing
# until a colleague hands over the keys.
on a real node
panoh user add asel --name "Asel Node" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0  admin_code = last word
as nobody, who is asel
POST /api/activation {"user_name": "asel", "activation_code": "{admin_code}", "password": "a lamp in the window"} -> 201  admin_secret = $.totp_secret
given one = totp {admin_secret}
POST /api/session/code {"code": "{one}"} -> 200  home = $.organisation.id
POST /api/users {"user_name": "burul", "name": "Burul Lead", "role": "supervisor", "organisation": "{home}", "teams": []} -> 201  burul = $.user.id  burul_code = $.activation_code
POST /api/users {"user_name": "cholpon", "name": "Cholpon Work", "role": "caseworker", "organisation": "{home}", "teams": []} -> 201  cholpon = $.user.id  cholpon_code = $.activation_code
# A team needs somebody activated who can hold its keys.
POST /api/teams {"name": "Harbour team", "organisation": "{home}", "members": ["{burul}", "{cholpon}"]} -> 422  $.code == "access/team_needs_supervisor"
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{burul_code}", "password": "Burul of Small Harbour"} -> 422  $.code == "access/password_common"
POST /api/activation {"user_name": "burul", "activation_code": "{burul_code}", "password": "seven grey geese fly"} -> 201  burul_secret = $.totp_secret
given two = totp {burul_secret}
POST /api/session/code {"code": "{two}"} -> 200
as nobody, who is asel
POST /api/session {"user_name": "asel", "password": "a lamp in the window"} -> 201
given three = totp {admin_secret} +1
POST /api/session/code {"code": "{three}"} -> 200
POST /api/teams {"name": "Harbour team", "organisation": "{home}", "members": ["{burul}", "{cholpon}"]} -> 201  team = $.id  $.members.length == 2
POST /api/teams {"name": "Harbour team", "organisation": "{home}", "members": ["{burul}"]} -> 409  $.code == "access/team_name_taken"
# The last who holds the keys can neither leave nor be activated again.
DELETE /api/teams/{team}/members/{burul} -> 409  $.code == "access/last_key_holder"
POST /api/users/{burul}/activate-again -> 409  $.code == "access/last_key_holder"
# Nor may the last administrator go.
GET /api/session -> 200  asel = $.user.id
POST /api/users/{asel}/deactivate -> 409  $.code == "access/last_administrator"
as nobody, who is cholpon
POST /api/activation {"user_name": "cholpon", "activation_code": "{cholpon_code}", "password": "nine quiet houses here"} -> 201  cholpon_secret = $.totp_secret
given four = totp {cholpon_secret}
POST /api/session/code {"code": "{four}"} -> 200  $.teams[0].has_keys == false
# Writing needs no keys: she opens a case. Reading it does.
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [{"given": "Bermet", "family": "", "script": "Latin", "kind": "current"}], "birth": {}}} -> 201  case = $.id
GET /api/cases/{case}/identity -> 403  $.code == "vault/no_key"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
given five = totp {burul_secret} +1
POST /api/session/code {"code": "{five}"} -> 200
GET /api/today -> 200  $.waiting_for_keys[0].name == "Cholpon Work"
POST /api/teams/{team}/members/{cholpon}/keys -> 204
GET /api/today -> 200  $.waiting_for_keys.length == 0
as nobody, who is cholpon
POST /api/session {"user_name": "cholpon", "password": "nine quiet houses here"} -> 201
given six = totp {cholpon_secret} +1
POST /api/session/code {"code": "{six}"} -> 200  $.teams[0].has_keys == true
GET /api/cases/{case}/identity -> 200  $.names[0].given == "Bermet"
