# Duty, not rank: who runs the node sees no case, who audits it neither.
as jyldyz
GET /api/cases -> 403  $.code == "access/not_allowed"
GET /api/users -> 200  $.items.length > 10
GET /api/datasets -> 403
as azat
GET /api/cases -> 403
POST /api/cases/find {"name": "Aigul"} -> 403
as meerim
GET /api/cases -> 403
GET /api/datasets -> 200
as saltanat
GET /api/cases?limit=1 -> 200  case = $.items[0].id
GET /api/cases/{case}/whereabouts -> 403
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 403  $.code == "access/not_allowed"
as timur
POST /api/cases/{case}/notes {"kind": "medical", "text": "not a lawyer's to write"} -> 403
# Another organisation does not learn that the case exists.
as aigerim
GET /api/cases/{case} -> 404  $.code == "case/not_found"
GET /api/cases/{case}/identity -> 404
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 404
