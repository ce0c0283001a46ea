# The record of who did what leaves for an auditor who showed just now that they are there, with a reason; how it stands is told to administrators too.
given why = {"purpose": "audit", "text": "the yearly look"}
as azat, auditor
GET /api/audit/state -> 200  $.alarm == null  $.checkpoint.rows > 0
DELETE /api/session/step-up -> 204
POST /api/audit/export {"from": null, "to": null, "why": {why}} -> 403  $.code == "access/step_up_needed"
POST /api/session/step-up {} -> 200
POST /api/audit/export {"from": null, "to": null, "why": {"purpose": "audit", "text": ""}} -> 422  $.code == "export/why_missing"
POST /api/audit/export {"from": "2026-02-02", "to": "2026-02-01", "why": {why}} -> 422  $.code == "audit/days_invalid"  $.field == "to"
as jyldyz, administrator
GET /api/audit/state -> 200  $.alarm == null  $.origin != null
POST /api/audit/export {"from": null, "to": null, "why": {why}} -> 403  $.code == "access/not_allowed"
as daniyar, supervisor
GET /api/audit/state -> 403  $.code == "access/not_allowed"
