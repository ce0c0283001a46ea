# Another organisation does not learn that a case exists: 404, whatever it asks.
as ayana
GET /api/cases?limit=1 -> 200  case = $.items[0].id  team = $.items[0].team
as aigerim
GET /api/cases/{case} -> 404  $.code == "case/not_found"
GET /api/cases/00000000-0000-4000-8000-000000000000 -> 404  $.code == "case/not_found"
GET /api/cases/{case}/identity -> 404  $.code == "case/not_found"
GET /api/cases/{case}/whereabouts -> 404  $.code == "case/not_found"
GET /api/cases/{case}/notes -> 404  $.code == "case/not_found"
GET /api/cases/{case}/history -> 404  $.code == "case/not_found"
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 404  $.code == "case/not_found"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "active"} -> 404  $.code == "case/not_found"
POST /api/cases/{case}/assign [If-Match: "1"] {"to": "{case}"} -> 404  $.code == "case/not_found"
PUT /api/cases/{case}/identity [If-Match: "1"] {"names": [], "birth": {}} -> 404  $.code == "case/not_found"
PUT /api/cases/{case}/whereabouts [If-Match: "1"] {"lives_in": null} -> 404  $.code == "case/not_found"
POST /api/cases/{case}/notes {"kind": "narrative", "text": "x"} -> 404  $.code == "case/not_found"
GET /api/cases?team={team} -> 400  $.code == "case/team_unknown"  $.field == "team"
GET /api/cases?limit=200 -> 200  $.items[*].team lacks "{team}"
# Nor can it put a case there.
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 403  $.code == "access/not_allowed"
POST /api/cases {"country": "KG", "team": "00000000-0000-4000-8000-000000000000", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 403  $.code == "access/not_allowed"
