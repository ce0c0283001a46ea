# Names and whole cases leave, and an import is taken back, only for who showed just now that they are there. A demonstration
# has no second factor and takes the word for it.
given about = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Supervision", "note": "Keep it safe", "fictional": "Fictional"}
given headings = {"reference": "R", "name": "N", "state": "S", "trafficking_status": "T", "exploitation": "E", "citizenship": "C", "country_of_exploitation": "W", "gender": "G", "age_band": "A", "caseworker": "K", "next_step": "X", "due_on": "D"}
given words = {"about": {about}, "sheet": "Cases", "headings": {headings}, "codes": []}
given why = {"purpose": "supervision", "text": "monthly look"}
as daniyar, supervisor
GET /api/session -> 200  $.presence == "nothing"  team = $.teams[0].id
DELETE /api/session/step-up -> 204
POST /api/cases/export {"names": true, "state": "active", "why": {why}, "words": {words}} -> 403  $.code == "access/step_up_needed"
POST /api/cases/export {"names": false, "state": "active", "why": {why}, "words": {words}} -> 200
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {about}} -> 403  $.code == "access/step_up_needed"  $ lacks "prs_FirstName"
POST /api/records/imports/{team}/take-back -> 403  $.code == "access/step_up_needed"
POST /api/session/step-up {} -> 200
POST /api/cases/export {"names": true, "state": "active", "why": {why}, "words": {words}} -> 200
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {about}} -> 200  body has "prs_FirstName"
POST /api/records/imports/{team}/take-back -> 404  $.code == "records/import_not_found"
