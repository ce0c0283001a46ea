# Who forgot the password comes back with the printed code and the second factor, and keeps the keys.
on a real node
panoh user add nazira --name "Nazira Node" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0  code = last word
as nobody
POST /api/activation {"user_name": "nazira", "activation_code": "{code}", "password": "a lamp in the window"} -> 201  secret = $.totp_secret  recovery = $.recovery_code
given first = totp {secret}
POST /api/session/code {"code": "{first}"} -> 200
as nobody
given second = totp {secret} +1
POST /api/recovery {"user_name": "nazira", "recovery_code": "{recovery}", "code": "000000", "password": "the other side of the hill"} -> 401  $.code == "access/recovery_wrong"
POST /api/recovery {"user_name": "nazira", "recovery_code": "WRONG", "code": "{second}", "password": "the other side of the hill"} -> 401  $.code == "access/recovery_wrong"
POST /api/recovery {"user_name": "nazira", "recovery_code": "{recovery}", "code": "{second}", "password": "the other side of the hill"}
    -> 201  $.stage == "open"  next_recovery = $.recovery_code  $.recovery_code != "{recovery}"
GET /api/users -> 200  $.items[0].user_name == "nazira"
# The old password, the old recovery code and the old session are gone.
as nobody
POST /api/session {"user_name": "nazira", "password": "a lamp in the window"} -> 401
POST /api/session {"user_name": "nazira", "password": "the other side of the hill"} -> 201  $.stage == "code"
