# Somebody leaves: refused on the next request, and the keys get a new epoch by the hands of whoever works next.
on a fresh server
as gulzat, screener of the shelter
GET /api/session -> 200  gulzat = $.user.id  team = $.teams[0].id
given consent = {"given": true, "mode": "written"}
given name = {"names": [{"given": "Fictional Nodira", "family": "Before", "script": "Latin", "kind": "current"}], "birth": {"year": 1994}}
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {name}} -> 201  case = $.id
as jyldyz, administrator
GET /api/keys -> 200  $.rotations.length == 0
POST /api/users/{gulzat}/deactivate -> 200
as gulzat
GET /api/cases/{case}/identity -> 401
# Whoever holds the keys makes the new epoch as they work; an administrator holds none.
as ayana, caseworker
GET /api/cases/{case}/identity -> 200  $.names[0].family == "Before"  etag = header ETag
as daniyar, supervisor
until GET /api/keys -> 200  $.rotations.length == 0
as ayana
GET /api/cases/{case}/identity -> 200  $.names[0].family == "Before"  etag = header ETag
given name = {"names": [{"given": "Fictional Nodira", "family": "After", "script": "Latin", "kind": "current"}], "birth": {"year": 1994}}
PUT /api/cases/{case}/identity [If-Match: {etag}] {name} -> 200
as daniyar
GET /api/cases/{case}/identity -> 200  $.names[0].family == "After"
GET /api/cases?names=shown&limit=50 -> 200  $.items[0].name.family == "After"
POST /api/cases/find {"name": "Nodira After"} -> 200  $.matches.length > 0
# Elsewhere nothing changed, and nobody there learns of it.
as yermek, supervisor elsewhere
GET /api/keys -> 200  $.rotations.length == 0
as aigerim, caseworker elsewhere
GET /api/keys -> 403
