# A duty officer opens one case of another team for four hours when nobody there can be reached. It shows who that is and where, nothing else;
# whoever answers for the case hears of it at once, and a review closes it.
on a fresh server
given consent = {"given": true, "mode": "written"}
as gulzat, screener
GET /api/session -> 200  gulzat = $.user.id
as daniyar, supervisor
GET /api/session -> 200  daniyar = $.user.id  home = $.organisation.id  shelter = $.teams[0].id
GET /api/emergencies/officers -> 200  $.officers.length == 0  $.keys_left == 0  $.candidates.length == 2
as ayana, caseworker of the shelter
GET /api/session -> 200  ayana = $.user.id
POST /api/cases {"country": "KG", "team": "{shelter}", "consent": {consent}, "identity": {"names": [{"given": "Fictional Nodira", "family": "Early", "script": "Latin", "kind": "current"}], "birth": {"year": 1993}}} -> 201  case = $.id  reference = $.reference
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"lives_in": "Fictional house", "safe_contact": "Ring twice"} -> 200
POST /api/cases/{case}/notes {"kind": "narrative", "text": "Fictional note of the team"} -> 201
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 403  $.code == "emergency/not_officer"
as jyldyz, administrator
POST /api/teams {"name": "Street team", "organisation": "{home}", "members": ["{daniyar}"]} -> 201  street = $.id
POST /api/users {"user_name": "burul", "name": "Burul Street", "role": "caseworker", "organisation": "{home}", "teams": ["{street}"]} -> 201  burul = $.user.id  code = $.activation_code
PUT /api/emergencies/officers {"users": []} -> 403
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
GET /api/emergencies -> 200  $.officer == false  $.own.length == 0  $.to_review.length == 0
# Two at least, and only those whose role may know who it is and where.
as daniyar
PUT /api/emergencies/officers {"users": ["{burul}"]} -> 422  $.code == "access/officers_two"  $.field == "users"
PUT /api/emergencies/officers {"users": ["{burul}", "{burul}"]} -> 422  $.code == "access/officers_two"
PUT /api/emergencies/officers {"users": ["{burul}", "{gulzat}"]} -> 409  $.code == "access/role_without_key"  $.field == "users/1"
PUT /api/emergencies/officers {"users": ["{burul}", "{shelter}"]} -> 422  $.code == "access/user_not_found"  $.field == "users/1"
PUT /api/emergencies/officers {"users": ["{burul}", "{daniyar}"]} -> 204
until GET /api/emergencies/officers -> 200  $.officers.length == 2  $.keys_left == 0
as jyldyz
GET /api/notices -> 200  $.items[0].kind == "officers_changed"  $.items[0].about == "Daniyar Orozov"
GET /api/emergencies/officers -> 200  $.officers[0].name == "Burul Street"
# She was told the reference on the telephone.
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/emergencies -> 200  $.officer == true
POST /api/emergencies {"reference": "9ZZ-9ZZ", "reason": "danger", "why": "x"} -> 404  $.code == "case/not_found"
POST /api/emergencies {"reference": "nonsense", "reason": "danger", "why": "x"} -> 404  $.code == "case/not_found"
POST /api/emergencies {"reference": "{reference}", "reason": "love", "why": "x"} -> 422  $.field == "reason"
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": " "} -> 422  $.code == "emergency/why_missing"  $.field == "why"
POST /api/emergencies [Idempotency-Key: night-1] {"reference": " {reference} ", "reason": "danger", "why": "Fictional call: somebody stands before the house"}
    -> 201  opening = $.id  $.open == true  $.mine == true  $.reference == "{reference}"  $.case_id == null  $.team_name == "Shelter team"  $ lacks "{case}"
POST /api/emergencies [Idempotency-Key: night-1] {"reference": " {reference} ", "reason": "danger", "why": "Fictional call: somebody stands before the house"} -> 201  $.id == "{opening}"
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "again"} -> 409  $.code == "emergency/open_already"
GET /api/emergencies/{opening}
    -> 200  $.identity.names[0].family == "Early"  $.whereabouts.safe_contact == "Ring twice"  $.opening.reason == "danger"
    $ lacks "note of the team"  $ lacks "{case}"
# The ordinary ways stay closed, and so do others to it.
GET /api/cases/{case} -> 404
GET /api/cases/{case}/identity -> 404
GET /api/cases/{case}/notes -> 404
GET /api/cases -> 200  $ lacks "{case}"
GET /api/emergencies/{opening}/why -> 404  $.code == "emergency/not_found"
POST /api/emergencies/{opening}/review {"verdict": "needed"} -> 404
as saltanat, clinician
GET /api/emergencies/{opening} -> 403
GET /api/emergencies -> 403
as aigerim, caseworker elsewhere
GET /api/emergencies/{opening} -> 404  $.code == "emergency/not_found"
GET /api/emergencies/{opening}/why -> 404
POST /api/emergencies/{opening}/review {"verdict": "needed"} -> 404
GET /api/emergencies -> 200  $.to_review.length == 0
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 404  $.code == "case/not_found"
# Whoever answers for it was told, without a word of the case.
as daniyar
GET /api/notices -> 200  $.items[0].kind == "emergency_opened"  $.items[0].about == "Burul Street"  $ lacks "{reference}"
GET /api/emergencies/{opening} -> 404
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 409  $.code == "emergency/own_team"
as azat, auditor
GET /api/notices -> 200  $.items[0].kind == "emergency_opened"
# What is written meanwhile is open to her, too; the team sees that she looked.
as ayana
GET /api/cases/{case}/identity -> 200  etag = header ETag
PUT /api/cases/{case}/identity [If-Match: {etag}] {"names": [{"given": "Fictional Nodira", "family": "Later", "script": "Latin", "kind": "current"}], "birth": {"year": 1993}} -> 200
GET /api/cases/{case}/history -> 200  $.items[*].action has "emergency_open"  $.items[*].action has "emergency_read"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/emergencies/{opening} -> 200  $.identity.names[0].family == "Later"
# The review closes it.
as ayana
GET /api/emergencies -> 200  $.to_review.length == 1  $.to_review[0].case_id == "{case}"  $.to_review[0].officer_name == "Burul Street"  $.to_review[0].open == false  $ lacks "somebody stands"
GET /api/emergencies/{opening}/why -> 200  $.why == "Fictional call: somebody stands before the house"
POST /api/emergencies/{opening}/review {"verdict": "love"} -> 422  $.field == "verdict"
POST /api/emergencies/{opening}/review {"verdict": "needed"} -> 204
POST /api/emergencies/{opening}/review {"verdict": "not_right"} -> 409  $.code == "emergency/reviewed"
GET /api/emergencies -> 200  $.to_review.length == 0
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/emergencies/{opening} -> 404  $.code == "emergency/not_found"
GET /api/emergencies -> 200  $.own[0].verdict == "needed"  $.own[0].reviewed_by == "Ayana Bekova"  $.own[0].open == false
GET /api/notices -> 200  $.items[*].kind has "emergency_reviewed"
# Done early, and no more than three that nobody looked at.
POST /api/emergencies {"reference": "{reference}", "reason": "health", "why": "second"} -> 201  opening = $.id
POST /api/emergencies/{opening}/end -> 204
GET /api/emergencies/{opening} -> 404
POST /api/emergencies {"reference": "{reference}", "reason": "health", "why": "third"} -> 201  opening = $.id
POST /api/emergencies/{opening}/end -> 204
POST /api/emergencies {"reference": "{reference}", "reason": "health", "why": "fourth"} -> 201  opening = $.id
POST /api/emergencies/{opening}/end -> 204
POST /api/emergencies {"reference": "{reference}", "reason": "health", "why": "fifth"} -> 409  $.code == "emergency/too_many"
# A case that is opened now is open to the officers from the start.
as ayana
POST /api/cases {"country": "KG", "team": "{shelter}", "consent": {consent}, "identity": {"names": [{"given": "Fictional Zarina", "family": "New", "script": "Latin", "kind": "current"}], "birth": {"year": 1990}}} -> 201  reference = $.reference
GET /api/emergencies -> 200  first = $.to_review[0].id
POST /api/emergencies/{first}/review {"verdict": "avoidable"} -> 204
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/emergencies {"reference": "{reference}", "reason": "asks_for_help", "why": "x"} -> 201  opening = $.id
GET /api/emergencies/{opening} -> 200  $.identity.names[0].family == "New"
# Nobody on duty any more: the key is gone, and what she had open with it.
as daniyar
PUT /api/emergencies/officers {"users": []} -> 204
GET /api/emergencies/officers -> 200  $.officers.length == 0  $.keys_left == 0
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/emergencies/{opening} -> 403  $.code == "vault/no_key"
POST /api/emergencies {"reference": "{reference}", "reason": "danger", "why": "x"} -> 403  $.code == "emergency/not_officer"
