# Who leads a team is told when a colleague takes names away as a file, and not when nobody is named in it.
on a fresh server
given about = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Supervision", "note": "Keep it safe", "fictional": "Fictional"}
given headings = {"reference": "R", "name": "N", "state": "S", "trafficking_status": "T", "exploitation": "E", "citizenship": "C", "country_of_exploitation": "W", "gender": "G", "age_band": "A", "caseworker": "K", "next_step": "X", "due_on": "D"}
given words = {"about": {about}, "sheet": "Cases", "headings": {headings}, "codes": []}
given why = {"purpose": "supervision", "text": "monthly look"}
as ayana, caseworker
POST /api/cases/export {"names": false, "why": {why}, "words": {words}} -> 200
as daniyar, supervisor
GET /api/notices -> 200  $.items[*].kind lacks "colleague_took_names"
as ayana
POST /api/cases/export {"names": true, "why": {why}, "words": {words}} -> 200
GET /api/notices -> 200  $.items[*].kind lacks "colleague_took_names"
as daniyar
GET /api/notices -> 200  $.items[0].kind == "colleague_took_names"  $.items[0].about == "Ayana Bekova"
# Whole cases too, whoever takes them.
GET /api/session -> 200  team = $.teams[0].id
as ayana
GET /api/session -> 200  ayana = $.user.id
as jyldyz
PATCH /api/users/{ayana} [If-Match: "1"] {"role": "supervisor"} -> 200
as daniyar
given out = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Handover", "note": "Keep it safe", "fictional": "Fictional"}
POST /api/records/export {"team": "{team}", "format": "csv", "why": {why}, "words": {out}} -> 200
as ayana
GET /api/notices -> 200  $.items[0].kind == "colleague_took_names"  $.items[0].about == "Daniyar Orozov"
