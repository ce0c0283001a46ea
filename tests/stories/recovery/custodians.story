# Two custodians bring back the keys of a team that lost everybody who held them; one alone cannot.
on a fresh server
as ayana, caseworker
GET /api/session -> 200  ayana = $.user.id  team = $.teams[0].id
given consent = {"given": true, "mode": "written"}
given name = {"names": [{"given": "Fictional Nodira", "family": "Kept", "script": "Latin", "kind": "current"}], "birth": {"year": 1994}}
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {name}} -> 201  case = $.id
as daniyar, supervisor
GET /api/session -> 200  daniyar = $.user.id
as gulzat, screener
GET /api/session -> 200  gulzat = $.user.id
as saltanat, clinician
GET /api/session -> 200  saltanat = $.user.id
as timur, lawyer
GET /api/session -> 200  timur = $.user.id
as meerim, data officer
GET /api/session -> 200  meerim = $.user.id
as nurlan, coordinator
GET /api/session -> 200  nurlan = $.user.id  $.custodian == false
GET /api/keys -> 403
GET /api/recovery/requests -> 403  $.code == "recovery/not_custodian"
# The administrator names them; a refusal would be kept with its reason.
as jyldyz, administrator
GET /api/session -> 200  jyldyz = $.user.id
GET /api/keys -> 200  $.custodians.length == 0  $.not_in_escrow == 0  $.refusal == null
POST /api/recovery/refusal {"reason": "Meerim is not to be trusted"} -> 422  $.code == "json/code_unknown"  $.field == "reason"
POST /api/recovery/refusal {"reason": "too_few"} -> 204
GET /api/keys -> 200  $.refusal.by == "Jyldyz Osmonova"  $.refusal.reason == "too_few"
PUT /api/recovery/custodians {"custodians": ["{meerim}"]} -> 422  $.code == "vault/custodians"  $.field == "custodians"
PUT /api/recovery/custodians {"custodians": ["{meerim}", "{meerim}"]} -> 422  $.code == "vault/custodians"
PUT /api/recovery/custodians {"custodians": ["{meerim}", "{nurlan}", "{jyldyz}"]} -> 204
GET /api/keys -> 200  $.refusal == null  $.custodians.length == 3  $.custodians[0].can_help == true  $.not_in_escrow == 5
# A custodian who is in the team brings nothing back for herself: neither by asking nor by agreeing.
PUT /api/recovery/custodians {"custodians": ["{meerim}", "{saltanat}"]} -> 204
as saltanat
GET /api/session -> 200  $.custodian == true
POST /api/recovery/requests {"team": "{team}", "for_user": "{saltanat}", "reason": "device_lost"} -> 422  $.code == "recovery/not_for_oneself"  $.field == "for_user"
as meerim
POST /api/recovery/requests {"team": "{team}", "for_user": "{saltanat}", "reason": "device_lost"} -> 204
as saltanat
GET /api/recovery/requests -> 200  hers = $.items[0].id  $.items[0].may_agree == false  $.items[0].reason == "device_lost"
POST /api/recovery/requests/{hers}/agreement -> 403  $.code == "recovery/not_for_oneself"
as jyldyz
PUT /api/recovery/custodians {"custodians": ["{meerim}", "{nurlan}", "{jyldyz}"]} -> 204
as ayana
PUT /api/recovery/custodians {"custodians": ["{meerim}", "{nurlan}"]} -> 403
GET /api/session -> 200  $.custodian == false
as saltanat
GET /api/session -> 200  $.custodian == false
as nurlan
GET /api/session -> 200  $.custodian == true
# Holders put the keys into escrow while they work.
as daniyar
until GET /api/keys -> 200  $.not_in_escrow == 0
# Everybody who held the keys is gone.
as jyldyz
GET /api/keys -> 200  $.not_in_escrow == 0  $.lonely.length == 0
POST /api/users/{daniyar}/deactivate -> 200
POST /api/users/{gulzat}/deactivate -> 200
POST /api/users/{saltanat}/deactivate -> 200
POST /api/users/{timur}/deactivate -> 200
POST /api/users/{ayana}/deactivate -> 200
GET /api/keys -> 200  $.rotations[0].can_do_it == 0
GET /api/session -> 200  home = $.organisation.id
POST /api/users {"user_name": "burul", "name": "Burul Lead", "role": "supervisor", "organisation": "{home}", "teams": ["{team}"]} -> 201  burul = $.user.id  code = $.activation_code
as meerim
POST /api/recovery/requests {"team": "{team}", "for_user": "{burul}", "reason": "emergency"} -> 409  $.code == "access/not_activated"
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
GET /api/cases/{case}/identity -> 403  $.code == "vault/no_key"
as meerim
POST /api/recovery/requests {"team": "{team}", "for_user": "{burul}", "reason": "Burul lost her keys"} -> 422  $.code == "json/code_unknown"  $.field == "reason"
POST /api/recovery/requests {"team": "{team}", "for_user": "{jyldyz}", "reason": "device_lost"} -> 422  $.code == "access/member_not_found"
POST /api/recovery/requests {"team": "{team}", "for_user": "{burul}", "reason": "colleague_left"} -> 204
GET /api/recovery/requests -> 200  $.items[0].reason == "colleague_left"  request = $.items[0].id  $.items[0].may_agree == false  $.items[0].for_name == "Burul Lead"
POST /api/recovery/requests/{request}/agreement -> 403  $.code == "recovery/another_custodian"
as azat, auditor
POST /api/recovery/requests/{request}/agreement -> 403  $.code == "recovery/not_custodian"
as nurlan
GET /api/recovery/requests -> 200  $.items[0].may_agree == true
POST /api/recovery/requests/nothing/agreement -> 404  $.code == "recovery/request_not_found"
POST /api/recovery/requests/{request}/agreement -> 204
POST /api/recovery/requests/{request}/agreement -> 409  $.code == "recovery/request_over"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/cases/{case}/identity -> 200  $.names[0].family == "Kept"
# All of the team's keys get a new epoch then.
until GET /api/keys -> 200  $.rotations.length == 0
GET /api/cases/{case}/identity -> 200  $.names[0].family == "Kept"
