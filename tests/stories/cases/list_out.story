# The list goes out as a file only with a reason, for those who work with it; each case of it says so to its team.
given about = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Supervision", "note": "Keep it safe", "fictional": "Fictional"}
given headings = {"reference": "R", "name": "N", "state": "S", "trafficking_status": "T", "exploitation": "E", "citizenship": "C", "country_of_exploitation": "W", "gender": "G", "age_band": "A", "caseworker": "K", "next_step": "X", "due_on": "D"}
given words = {"about": {about}, "sheet": "Cases", "headings": {headings}, "codes": []}
given why = {"purpose": "supervision", "text": "monthly look"}
as ayana, caseworker
GET /api/cases?limit=1 -> 200  first = $.items[0].id
POST /api/cases/export {"names": false, "why": {why}, "words": {words}}
    -> 200  header Content-Type has "spreadsheetml"  header Content-Disposition has "attachment; filename=\"cases-"  header Cache-Control == "no-store"
GET /api/cases/{first}/history -> 200  $.items[0].action == "case_list_export"  $.items[0].purpose == "supervision"  $.items[0].detail == "with:codes"  $ lacks "monthly look"
POST /api/cases/export {"names": true, "state": "active", "why": {why}, "words": {words}} -> 200
POST /api/cases/export {"names": false, "why": {"purpose": "supervision", "text": "  "}, "words": {words}} -> 422  $.code == "export/why_missing"  $.field == "why.text"
POST /api/cases/export {"names": false, "why": {"purpose": "supervision", "text": "a\nb"}, "words": {words}} -> 422  $.code == "export/why_not_a_line"
POST /api/cases/export {"names": false, "why": {"purpose": "curiosity", "text": "x"}, "words": {words}} -> 422  $.code == "json/code_unknown"
POST /api/cases/export {"names": false, "words": {words}} -> 422
POST /api/cases/export {"names": false, "why": {why}, "words": {"about": {about}, "sheet": "a\nb", "headings": {headings}, "codes": []}} -> 422  $.code == "export/words_invalid"
as gulzat, screener
POST /api/cases/export {"names": false, "why": {why}, "words": {words}} -> 403
as saltanat, clinician
POST /api/cases/export {"names": false, "why": {why}, "words": {words}} -> 403
as nurlan, coordinator: codes of the whole organisation, and no name
POST /api/cases/export {"names": false, "why": {why}, "words": {words}} -> 200
POST /api/cases/export {"names": true, "why": {why}, "words": {words}} -> 403
as jyldyz, administrator
POST /api/cases/export {"names": false, "why": {why}, "words": {words}} -> 403
as nobody
POST /api/cases/export {"names": false, "why": {why}, "words": {words}} -> 401
