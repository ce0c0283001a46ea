# What hands out keys, accounts or factors needs a second factor of the last five minutes: without it nothing happens, and
# a code serves once.
on a real node
panoh user add asel --name "Asel Node" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0  admin_code = last word
as nobody, who is asel
POST /api/activation {"user_name": "asel", "activation_code": "{admin_code}", "password": "a lamp in the window"} -> 201  secret = $.totp_secret  $.key_here == false
# Half-way through signing in nothing of it can be reached.
POST /api/session/step-up {"code": "000000"} -> 403  $.code == "access/not_finished"
GET /api/security-keys -> 403  $.code == "access/not_finished"
GET /api/notices -> 403  $.code == "access/not_finished"
POST /api/session/challenge {"use": "step_up"} -> 409  $.code == "access/not_finished"
given one = totp {secret}
POST /api/session/code {"code": "{one}"} -> 200  home = $.organisation.id  asel = $.user.id  $.presence == "code"  $.key_advised == true  $.notices == 0
# Signing in was a proof.
POST /api/users {"user_name": "burul", "name": "Burul Lead", "role": "supervisor", "organisation": "{home}", "teams": []} -> 201  burul = $.user.id
DELETE /api/session/step-up -> 204
POST /api/users {"user_name": "cholpon", "name": "Cholpon Work", "role": "caseworker", "organisation": "{home}", "teams": []} -> 403  $.code == "access/step_up_needed"
PATCH /api/users/{burul} [If-Match: "1"] {"role": "administrator"} -> 403  $.code == "access/step_up_needed"
POST /api/users/{burul}/deactivate -> 403  $.code == "access/step_up_needed"
POST /api/users/{burul}/activate-again -> 403  $.code == "access/step_up_needed"
POST /api/teams {"name": "Harbour team", "organisation": "{home}", "members": []} -> 403  $.code == "access/step_up_needed"
POST /api/organisations {"name": "Other Harbour", "type": "NGO", "country": "KG"} -> 403  $.code == "access/step_up_needed"
POST /api/session/password {"current": "a lamp in the window", "next": "five boats on the lake"} -> 403  $.code == "access/step_up_needed"
POST /api/session/challenge {"use": "new_key"} -> 403  $.code == "access/step_up_needed"
POST /api/security-keys/spare-codes -> 403  $.code == "access/step_up_needed"
GET /api/users -> 200  $.items.length == 2  $.items[*].active lacks false
GET /api/teams -> 200  $.items.length == 0
POST /api/session/step-up {"code": "000000"} -> 401  $.code == "access/code_wrong"  $.field == "code"
POST /api/session/step-up {} -> 401  $.code == "access/code_wrong"
given two = totp {secret} +1
POST /api/session/step-up {"code": "{two}"} -> 200  $.stage == "open"  header Set-Cookie has "HttpOnly"
POST /api/users {"user_name": "cholpon", "name": "Cholpon Work", "role": "caseworker", "organisation": "{home}", "teams": []} -> 201
POST /api/session/step-up {"code": "{two}"} -> 401  $.code == "access/code_wrong"
# Browsers offer no security keys where the node is called by an address.
GET /api/security-keys -> 200  $.possible == false  $.needed == false  $.items.length == 0  $.spare_codes == 0
POST /api/session/challenge {"use": "new_key"} -> 409  $.code == "access/keys_need_a_name"
POST /api/security-keys {"name": "blue", "client_data": "AA", "attestation": "AA"} -> 409  $.code == "access/keys_need_a_name"
POST /api/security-keys {"name": "blue", "client_data": "!", "attestation": "AA"} -> 400  $.code == "access/key_unreadable"
PATCH /api/security-keys/{asel} {"name": "blue"} -> 404  $.code == "access/key_not_found"
DELETE /api/security-keys/{asel} -> 404  $.code == "access/key_not_found"
# Ten codes for a lost second factor: each once, and they are told of.
POST /api/security-keys/spare-codes -> 200  $.codes.length == 10  first = $.codes[0]  second = $.codes[1]
GET /api/security-keys -> 200  $.spare_codes == 10
as nobody, who is asel on another device
POST /api/session {"user_name": "asel", "password": "a lamp in the window"} -> 201  $.stage == "code"
POST /api/session/code {"code": "{first}"} -> 200  $.stage == "open"
GET /api/security-keys -> 200  $.spare_codes == 9
POST /api/session/step-up {"code": "{first}"} -> 401  $.code == "access/code_wrong"
GET /api/notices -> 200  $.items[*].kind has "spare_codes_made"  $.items[*].kind has "spare_code_used"  $.items[*].kind has "new_device"  $.items[*].about lacks "Asel Node"  latest = $.items[0].made_at
POST /api/notices/seen {"until": "yesterday"} -> 400  $.code == "json/not_an_instant"
POST /api/notices/seen {"until": "{latest}"} -> 204
GET /api/session -> 200  $.notices == 0
# And every session of the person ends at once.
DELETE /api/sessions -> 204  header Clear-Site-Data == "\"storage\""
GET /api/session -> 401  $.code == "access/no_session"
