# A save moves a case within the lists when it changes what they go by, and leaves it where it is when it does not.
as ayana
GET /api/session -> 200  team = $.teams[0].id  me = $.user.id
given consent = {"given": true, "mode": "written"}
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}, "due_on": "2001-02-03"} -> 201  case = $.id
GET /api/cases?sort=due&limit=1 -> 200  $.items[0].id == "{case}"
PATCH /api/cases/{case} [If-Match: "1"] {"gender": "Feminine"} -> 200  $.version == 2
GET /api/cases?sort=due&limit=1 -> 200  $.items[0].id == "{case}"  $.items[0].gender == "Feminine"
GET /api/cases?sort=updated&limit=1 -> 200  $.items[0].id == "{case}"
GET /api/cases?sort=due&state=intake&assigned_to=me&limit=1 -> 200  $.items[0].id == "{case}"
PATCH /api/cases/{case} [If-Match: "2"] {"due_on": null} -> 200  $.due_on == null
GET /api/cases?sort=due&limit=1 -> 200  $.items[0].id != "{case}"
PATCH /api/cases/{case} [If-Match: "3"] {"due_on": "2001-02-03"} -> 200
GET /api/cases?sort=due&limit=1 -> 200  $.items[0].id == "{case}"
POST /api/cases/{case}/move [If-Match: "4"] {"to": "active"} -> 200
GET /api/cases?sort=due&state=active&limit=1 -> 200  $.items[0].id == "{case}"
GET /api/cases?sort=due&state=intake&limit=200 -> 200  $.items[*].id lacks "{case}"
POST /api/cases/{case}/move [If-Match: "5"] {"to": "closed", "closure_reason": "other"} -> 200
GET /api/cases?sort=due&limit=1 -> 200  $.items[0].id != "{case}"
