# Who finds a case of another team learns the team, the reference and how well it fits, and can ask; nothing else.
on a fresh server
given consent = {"given": true, "mode": "written"}
as daniyar, supervisor
GET /api/session -> 200  daniyar = $.user.id  home = $.organisation.id  shelter = $.teams[0].id
as ayana, caseworker of the shelter
POST /api/cases {"country": "KG", "team": "{shelter}", "consent": {consent}, "identity": {"names": [{"given": "Чолпонзер", "family": "Канаркулова", "patronymic": "Бекзатовна", "script": "Cyrillic", "kind": "current"}], "birth": {"year": 1993}, "mother_name": "Зымырык", "birthplace": "Канарсуу", "phone": "+996 555 012 345"}} -> 201  case = $.id  reference = $.reference
# With one team there is nothing elsewhere, and no word of it.
POST /api/cases/find {"name": "Cholponzer Kanarkulova"} -> 200  $.matches[0].case == "{case}"  $.elsewhere == {"has_key": false, "searched": 0, "not_searched": 0, "matches": []}
as jyldyz, administrator
POST /api/teams {"name": "Street team", "organisation": "{home}", "members": ["{daniyar}"]} -> 201  street = $.id
POST /api/users {"user_name": "burul", "name": "Burul Street", "role": "caseworker", "organisation": "{home}", "teams": ["{street}"]} -> 201  burul = $.user.id  code = $.activation_code
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
# Without the finding key she is told how much was not searched.
POST /api/cases/find {"name": "Cholponzer Kanarkulova", "birth": {"year": 1993}} -> 200  $.matches.length == 0  $.elsewhere.has_key == false  $.elsewhere.searched == 0  $.elsewhere.not_searched > 10
as daniyar
GET /api/today -> 200  $.waiting_for_keys[*].user has "{burul}"  $.waiting_to_find.length == 0
POST /api/teams/{street}/members/{burul}/keys -> 204
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/cases/find {"name": "Cholponzer Kanarkulova", "birth": {"year": 1993}}
    -> 200  $.searched == 0  $.elsewhere.has_key == true  $.elsewhere.not_searched == 0
    $.elsewhere.matches == [{"case": "{case}", "reference": "{reference}", "team_name": "Shelter team", "strength": 3, "asked": false}]
    $ lacks "Чолпон"  $ lacks "Канар"  $ lacks "Cholpon"  $ lacks "Kanar"  $ lacks "1993"  $ lacks "Бекзат"  $ lacks "Зымырык"
# A part of a name is too little to be told, and so is a name with what speaks against it.
POST /api/cases/find {"name": "Cholponzer"} -> 200  $.elsewhere.matches.length == 0
POST /api/cases/find {"name": "Cholponzer Kanarkulova", "birth": {"year": 1950}} -> 200  $.elsewhere.matches.length == 0
POST /api/cases/find {"name": "Cholponzer", "mother_name": "Zymyryk"} -> 200  $.elsewhere.matches[0].strength == 2
# The case itself stays hidden.
GET /api/cases/{case} -> 404  $.code == "case/not_found"
GET /api/cases/{case}/identity -> 404
GET /api/cases/{case}/notes -> 404
GET /api/cases/{case}/history -> 404
GET /api/cases -> 200  $ lacks "{case}"
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "high"} -> 404
# She asks, once.
POST /api/cases/{case}/asks {"purpose": "love"} -> 422  $.field == "purpose"
POST /api/cases/{case}/asks {"purpose": "safety", "text": "call me"} -> 422  $.field == "text"
POST /api/cases/{case}/asks [Idempotency-Key: ask-1] {"purpose": "safety"} -> 201  ask = $.id  $.reference == "{reference}"  $.team_name == "Shelter team"  $.answer == null  $ lacks "{case}"
POST /api/cases/{case}/asks [Idempotency-Key: ask-1] {"purpose": "safety"} -> 201  $.id == "{ask}"
POST /api/cases/{case}/asks [Idempotency-Key: ask-1] {"purpose": "same_help"} -> 409  $.code == "http/idempotency_key_reused"
POST /api/cases/{case}/asks {"purpose": "safety"} -> 409  $.code == "case/asked_already"
POST /api/cases/find {"name": "Cholponzer Kanarkulova"} -> 200  $.elsewhere.matches[0].asked == true
GET /api/today -> 200  $.asked.length == 1  $.asked[0].reference == "{reference}"  $.asked[0].answer == null  $ lacks "{case}"  $.asks.length == 0
# She cannot answer for the team.
POST /api/asks/{ask}/answer {"answer": "contacted"} -> 404  $.code == "case/ask_not_found"
as saltanat, clinician of the shelter
GET /api/today -> 200  $.asks.length == 0
POST /api/asks/{ask}/answer {"answer": "contacted"} -> 403
POST /api/cases/{case}/asks {"purpose": "safety"} -> 403
as gulzat, screener of the shelter
POST /api/cases/{case}/asks {"purpose": "safety"} -> 403
GET /api/today -> 200  $.asks.length == 0
as aigerim, of another organisation
GET /api/today -> 200  $.asks.length == 0
POST /api/asks/{ask}/answer {"answer": "contacted"} -> 404
POST /api/cases/{case}/asks {"purpose": "safety"} -> 404  $.code == "case/not_found"
POST /api/cases/find {"name": "Cholponzer Kanarkulova"} -> 200  $.elsewhere.matches.length == 0
as ayana
POST /api/cases/{case}/asks {"purpose": "safety"} -> 409  $.code == "case/own_team"
GET /api/today -> 200  $.asks.length == 1  $.asks[0].case == "{case}"  $.asks[0].reference == "{reference}"  $.asks[0].asked_by_name == "Burul Street"  $.asks[0].team_name == "Street team"  $.asks[0].purpose == "safety"
POST /api/asks/{ask}/answer {"answer": "maybe"} -> 422
POST /api/asks/{ask}/answer {"answer": "contacted"} -> 204
POST /api/asks/{ask}/answer {"answer": "declined"} -> 409  $.code == "case/ask_answered"
GET /api/today -> 200  $.asks.length == 0
# Everything stands in "Who looked".
GET /api/cases/{case}/history -> 200  $.items[0].action == "case_answer"  $.items[0].detail == "answer:contacted"  $.items[1].action == "case_find"  $.items[1].detail == "found:other_team"  $.items[1].actor_name == "Burul Street"  $.items[2].action == "case_ask"  $.items[2].detail == "purpose:safety"  $.items[*].detail lacks "Чолпонзер"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/today -> 200  $.asked[0].answer == "contacted"  $.asked[0].answered_by_name == "Ayana Bekova"
POST /api/cases/{case}/asks {"purpose": "same_help"} -> 201
# A case that a screener opened, who does not hold the key, is found too, and so are her own ones by others.
as gulzat
POST /api/cases {"country": "KG", "team": "{shelter}", "consent": {consent}, "identity": {"names": [{"given": "Назикжан", "family": "Тундукова", "script": "Cyrillic", "kind": "current"}], "birth": {}}} -> 201  boxed = $.id
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/cases/find {"name": "Nazikjan Tundukova"} -> 200  $.elsewhere.matches[*].case == ["{boxed}"]
POST /api/cases/find {"name": "Nazikzhan Tundukova"} -> 200  $.elsewhere.matches[*].case == ["{boxed}"]
POST /api/cases {"country": "KG", "team": "{street}", "consent": {consent}, "identity": {"names": [{"given": "Айжангүл", "family": "Сырттанова", "script": "Cyrillic", "kind": "current"}], "birth": {}}} -> 201  hers = $.id
POST /api/cases/find {"name": "Aijangul Syrttanova"} -> 200  $.matches[0].case == "{hers}"  $.elsewhere.matches.length == 0
as ayana
POST /api/cases/find {"name": "Aijangul Syrttanova"} -> 200  $.matches.length == 0  $.elsewhere.matches[*].case == ["{hers}"]  $.elsewhere.matches[0].team_name == "Street team"
# What is corrected is found by the new name and no more by the old one.
GET /api/cases/{case}/identity -> 200  version = $.version
PUT /api/cases/{case}/identity [If-Match: "{version}"] {"names": [{"given": "Мээримжан", "family": "Жайлоова", "script": "Cyrillic", "kind": "current"}], "birth": {}} -> 200
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/cases/find {"name": "Cholponzer Kanarkulova"} -> 200  $.elsewhere.matches.length == 0
POST /api/cases/find {"name": "Meerimjan Jailoova"} -> 200  $.elsewhere.matches[*].case == ["{case}"]
# Who leaves the last team finds in none.
as jyldyz
DELETE /api/teams/{street}/members/{burul} -> 204
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/cases/find {"name": "Meerimjan Jailoova"} -> 200  $.elsewhere.has_key == false  $.elsewhere.matches.length == 0
