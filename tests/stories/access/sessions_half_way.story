# Half a sign-in sees and ends no session but its own; its person sees that somebody knows the password, and ends it.
on a real node
panoh user add asel --name "Asel Node" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0  admin_code = last word
as nobody, who is asel
POST /api/activation {"user_name": "asel", "activation_code": "{admin_code}", "password": "a lamp in the window"} -> 201  secret = $.totp_secret
GET /api/sessions -> 403  $.code == "access/not_finished"
given one = totp {secret}
POST /api/session/code {"code": "{one}"} -> 200  asel = $.user.id
GET /api/sessions -> 200  $.items.length == 1  open = $.items[0].id
as nobody, who knows the password
POST /api/session {"user_name": "asel", "password": "a lamp in the window"} -> 201  $.stage == "code"
GET /api/sessions -> 403  $.code == "access/not_finished"
DELETE /api/sessions -> 403  $.code == "access/not_finished"
DELETE /api/sessions/others -> 403  $.code == "access/not_finished"
DELETE /api/sessions/{open} -> 403  $.code == "access/not_finished"
DELETE /api/users/{asel}/sessions -> 403  $.code == "access/not_finished"
POST /api/users/end-sessions {"sure": true} -> 403  $.code == "access/not_finished"
as nobody, who is asel on another device
POST /api/session {"user_name": "asel", "password": "a lamp in the window"} -> 201
given two = totp {secret} +1
POST /api/session/code {"code": "{two}"} -> 200
GET /api/sessions -> 200  $.items.length == 3  $.items[0].this == true  $.items[1].stage == "code"  half = $.items[1].id
DELETE /api/sessions/{half} -> 204
GET /api/sessions -> 200  $.items.length == 2  $.items[*].stage lacks "code"
