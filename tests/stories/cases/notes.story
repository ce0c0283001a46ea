# Notes are added, never changed; narrative ones are for the team, medical ones for clinicians alone.
given consent = {"given": true, "mode": "written"}
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id
GET /api/cases/{case}/notes -> 200  $.items.length == 0
POST /api/cases/{case}/notes [Idempotency-Key: note-1] {"kind": "narrative", "text": "Ышык-Көлдө жолуктук. Йиғлади."} -> 201  note = $.id  $.written_by_name == "Ayana Bekova"
POST /api/cases/{case}/notes [Idempotency-Key: note-1] {"kind": "narrative", "text": "Ышык-Көлдө жолуктук. Йиғлади."} -> 201  $.id == "{note}"
POST /api/cases/{case}/notes [Idempotency-Key: note-1] {"kind": "narrative", "text": "something else"} -> 409  $.code == "http/idempotency_key_reused"
GET /api/cases/{case}/notes -> 200  $.items.length == 1  $.items[0].text == "Ышык-Көлдө жолуктук. Йиғлади."
POST /api/cases/{case}/notes {"kind": "narrative", "text": "   "} -> 422  $.code == "case/note_empty"  $.field == "text"
POST /api/cases/{case}/notes {"kind": "poem", "text": "x"} -> 422  $.code == "json/code_unknown"  $.field == "kind"
POST /api/cases/{case}/notes {"text": "x"} -> 422  $.code == "json/missing"  $.field == "kind"
POST /api/cases/{case}/notes {"kind": "medical", "text": "not hers to write"} -> 403  $.code == "access/not_allowed"
as saltanat, clinician
POST /api/cases/{case}/notes {"kind": "medical", "text": "for clinicians only"} -> 201
POST /api/cases/{case}/notes {"kind": "narrative", "text": "not hers"} -> 403
GET /api/cases/{case}/notes -> 200  $.items.length == 1  $.items[0].text == "for clinicians only"
as daniyar, supervisor
GET /api/cases/{case}/notes -> 200  $ lacks "for clinicians only"  $.items[*].kind lacks "medical"
as timur, lawyer
GET /api/cases/{case}/notes -> 200  $.items.length == 1
POST /api/cases/{case}/notes {"kind": "narrative", "text": "spoke with the court"} -> 201
GET /api/cases/{case}/notes -> 200  $.items[0].text == "spoke with the court"  $.items[1].id == "{note}"
# A page at a time; what one may not read takes no room on it.
as saltanat
3 times POST /api/cases/{case}/notes {"kind": "medical", "text": "once more"} -> 201
as timur
GET /api/cases/{case}/notes?limit=1 -> 200  $.items.length == 1  $.items[0].text == "spoke with the court"  next = $.next
GET /api/cases/{case}/notes?limit=1&cursor={next} -> 200  $.items.length == 1  $.items[0].id == "{note}"  $.next == null
GET /api/cases/{case}/notes?cursor=eHg -> 400  $.code == "case/cursor_invalid"
GET /api/cases/{case}/notes?limit=201 -> 422  $.field == "limit"
as aigerim
GET /api/cases/{case}/notes -> 404  $.code == "case/not_found"
POST /api/cases/{case}/notes {"kind": "narrative", "text": "from outside"} -> 404
as ayana
GET /api/cases/{case}/history -> 200  $.items[*].action has "medical_write"  $.items[*].action has "narrative_read"  $ lacks "Ышык"
