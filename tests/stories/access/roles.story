# Duty, not rank: who runs the node sees no case, who audits it neither, who counts neither.
as ayana, caseworker
GET /api/cases?limit=1 -> 200  case = $.items[0].id  team = $.items[0].team
GET /api/users -> 200  $.items[*].organisation_name lacks "Dala Support Centre (fictional)"
POST /api/users {"user_name": "mine", "name": "Mine", "role": "caseworker", "organisation": "{team}", "teams": []} -> 403  $.code == "access/not_allowed"
POST /api/datasets/imports?name=mine [Content-Type: text/csv] {} -> 403  $.code == "access/not_allowed"
as jyldyz, administrator
GET /api/session -> 200  $.may lacks "case_list"  $.may has "people_manage"
GET /api/cases -> 403  $.code == "access/not_allowed"
GET /api/cases/{case} -> 403  $.code == "access/not_allowed"
GET /api/cases/00000000-0000-4000-8000-000000000000 -> 403  $.code == "access/not_allowed"
GET /api/cases/{case}/identity -> 403
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 403
POST /api/cases/find {"name": "Aigul"} -> 403
GET /api/users -> 200  $.items.length > 10
GET /api/datasets -> 403
GET /api/today -> 200  $.late.length == 0  $.recent.length == 0
as azat, auditor
GET /api/session -> 200  $.may has "audit_read"  $.may lacks "case_read"
GET /api/cases -> 403
GET /api/cases/{case}/history -> 403
POST /api/cases/find {"name": "Aigul"} -> 403
as meerim, data officer
GET /api/cases -> 403
GET /api/cases?names=shown -> 403
GET /api/datasets -> 200
as nurlan, coordinator
GET /api/cases?limit=1 -> 200  $.items.length == 1
GET /api/cases?limit=1&names=shown -> 403
GET /api/cases/{case}/identity -> 403
as saltanat, clinician
GET /api/cases?limit=1 -> 200
GET /api/cases/{case}/whereabouts -> 403
GET /api/cases/{case}/history -> 403
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 403  $.code == "access/not_allowed"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "active"} -> 403
as timur, lawyer
GET /api/cases/{case}/identity -> 200
POST /api/cases/{case}/notes {"kind": "medical", "text": "not a lawyer's to write"} -> 403
as gulzat, screener
GET /api/cases/{case} -> 404  $.code == "case/not_found"
