# Where the node demands security keys, an administrator or lead without one does nothing that is privileged, whatever else they
# show; everything else goes on, and so does everybody whose role needs none.
on a real node with access.security_keys=required
panoh user add asel --name "Asel Node" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0  admin_code = last word
panoh user add burul --name "Burul Lead" --role supervisor --organisation "Small Harbour" --organisation-type NGO -> 0  lead_code = last word
panoh user add meerim --name "Meerim Table" --role data_officer --organisation "Small Harbour" --organisation-type NGO -> 0  data_code = last word
as nobody, who is asel
POST /api/activation {"user_name": "asel", "activation_code": "{admin_code}", "password": "a lamp in the window"} -> 201  secret = $.totp_secret
given one = totp {secret}
POST /api/session/code {"code": "{one}"} -> 200  home = $.organisation.id  asel = $.user.id  $.presence == "code"  $.key_advised == true
GET /api/security-keys -> 200  $.needed == true  $.items.length == 0
# Signing in was a proof, and is none here.
POST /api/users {"user_name": "cholpon", "name": "Cholpon Work", "role": "caseworker", "organisation": "{home}", "teams": []} -> 403  $.code == "access/security_key_needed"
POST /api/teams {"name": "Harbour team", "organisation": "{home}", "members": []} -> 403  $.code == "access/security_key_needed"
POST /api/recovery/root -> 403  $.code == "access/security_key_needed"
# Nor are digits or a spare code, in the middle of work.
given two = totp {secret} +1
POST /api/session/step-up {"code": "{two}"} -> 200
POST /api/users/{asel}/deactivate -> 403  $.code == "access/security_key_needed"
POST /api/security-keys/spare-codes -> 200  spare = $.codes[0]
POST /api/session/step-up {"code": "{spare}"} -> 200
PATCH /api/users/{asel} [If-Match: "1"] {"name": "Asel Other"} -> 403  $.code == "access/security_key_needed"
GET /api/users -> 200  $.items.length == 3
GET /api/teams -> 200  $.items.length == 0
GET /api/keys -> 200  $.root == null
# What is their own goes on, so that a key can be added at all.
POST /api/session/password {"current": "a lamp in the window", "next": "five boats on the lake"} -> 204
DELETE /api/session/step-up -> 204
POST /api/security-keys/spare-codes -> 403  $.code == "access/step_up_needed"
# A lead takes no list with names out; without names nothing is privileged.
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{lead_code}", "password": "six goats on the hill"} -> 201  lead_secret = $.totp_secret
given three = totp {lead_secret}
POST /api/session/code {"code": "{three}"} -> 200  $.key_advised == true
given about = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Supervision", "note": "Keep it safe", "fictional": "Fictional"}
given headings = {"reference": "R", "name": "N", "state": "S", "trafficking_status": "T", "exploitation": "E", "citizenship": "C", "country_of_exploitation": "W", "gender": "G", "age_band": "A", "caseworker": "K", "next_step": "X", "due_on": "D"}
given words = {"about": {about}, "sheet": "Cases", "headings": {headings}, "codes": []}
given why = {"purpose": "supervision", "text": "monthly look"}
POST /api/cases/export {"names": true, "state": "active", "why": {why}, "words": {words}} -> 403  $.code == "access/security_key_needed"
# Who holds nobody's keys shows the digits, as ever.
as nobody, who is meerim
POST /api/activation {"user_name": "meerim", "activation_code": "{data_code}", "password": "seven grey geese fly"} -> 201  data_secret = $.totp_secret
given four = totp {data_secret}
POST /api/session/code {"code": "{four}"} -> 200  $.key_advised == false
GET /api/security-keys -> 200  $.needed == false
POST /api/security-keys/spare-codes -> 200
