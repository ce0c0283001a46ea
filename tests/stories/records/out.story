# Whole cases go out with a reason, for supervisors and their own teams alone.
given words = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Handover", "note": "Keep it safe", "fictional": "Fictional"}
given why = {"purpose": "handover", "text": "to the new server"}
as daniyar, supervisor
GET /api/session -> 200  team = $.teams[0].id
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {words}}
    -> 200  header Content-Type has "text/csv"  header Content-Disposition has "htcds-"  header Cache-Control == "no-store"  body has "prs_FirstName"
GET /api/cases?team={team}&limit=1 -> 200  first = $.items[0].id
GET /api/cases/{first}/history -> 200  $.items[0].action == "case_export"  $.items[0].purpose == "handover"  $ lacks "to the new server"
POST /api/records/export {"team": "{team}", "format": "xlsx", "why": {why}, "words": {words}} -> 200  header Content-Type has "spreadsheetml"
POST /api/records/export {"team": "{team}", "format": "xls", "why": {why}, "words": {words}} -> 422
POST /api/records/export {"team": "{team}", "format": "csv", "why": {"purpose": "handover", "text": ""}, "words": {words}} -> 422  $.code == "export/why_missing"
POST /api/records/export {"team": "00000000-0000-4000-8000-000000000000", "format": "csv", "why": {why}, "words": {words}} -> 403  $.code == "access/not_allowed"
as otabek, supervisor of another organisation
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {words}} -> 403
as ayana, caseworker
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {words}} -> 403
as nobody
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {words}} -> 401
