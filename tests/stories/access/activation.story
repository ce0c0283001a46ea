# On a real node a person comes in with an activation code, a password of their own and a second factor.
on a real node
panoh user add asel --name "Asel Node" --role administrator --organisation "Small Harbour" --organisation-type NGO --country KG -> 0  code = last word
as nobody
GET /api/node -> 200  $.demo == false  $.demo_accounts.length == 0
POST /api/session {"user_name": "asel", "password": "whatever she may try"} -> 401  $.code == "access/wrong_credentials"
POST /api/activation {"user_name": "asel", "activation_code": "AAAA-BBBB-CCCC", "password": "a lamp in the window"} -> 401  $.code == "access/activation_wrong"
POST /api/activation {"user_name": "asel", "activation_code": "{code}", "password": "short"} -> 422  $.code == "access/password_too_short"  $.field == "password"
POST /api/activation {"user_name": "asel", "activation_code": "{code}", "password": "1234567890123"} -> 422  $.field == "password"
POST /api/activation {"user_name": "asel", "activation_code": "{code}", "password": "a lamp in the window"}
    -> 201  $.stage == "enrol"  secret = $.totp_secret  recovery = $.recovery_code  $.totp_address has "otpauth://totp/"
# Half-way through, nothing is open but finishing.
GET /api/session -> 200  $.stage == "enrol"  $.may lacks "people_list"
GET /api/users -> 403  $.code == "access/not_finished"
POST /api/session/code {"code": "000000"} -> 401  $.code == "access/code_wrong"  $.field == "code"
POST /api/session/code {"code": "abc"} -> 401  $.code == "access/code_wrong"
given now = totp {secret}
POST /api/session/code {"code": "{now}"} -> 200  $.stage == "open"  $.user.role == "administrator"
GET /api/users -> 200  $.items.length == 1
# The code of the sheet worked once.
as nobody
POST /api/activation {"user_name": "asel", "activation_code": "{code}", "password": "another lamp in a window"} -> 401  $.code == "access/activation_wrong"
# From now on: password, then a code that was not used before.
POST /api/session {"user_name": "asel", "password": "a lamp in the window"} -> 201  $.stage == "code"  $.totp_secret == null
GET /api/users -> 403  $.code == "access/not_finished"
POST /api/session/code {"code": "{now}"} -> 401  $.code == "access/code_wrong"
given next = totp {secret} +1
POST /api/session/code {"code": "{next}"} -> 200  $.stage == "open"
GET /api/users -> 200
POST /api/session/code {"code": "{next}"} -> 403  $.code == "access/not_allowed"
