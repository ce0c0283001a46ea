# What somebody types and has not saved is kept for that person alone, until it is saved or thrown away.
on a fresh server
given consent = {"given": true, "mode": "written"}
given mine = "0f8fad5b-d9cb-469f-a165-70867728950e"
given other = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
as ayana, caseworker
GET /api/session -> 200  team = $.teams[0].id  $.may has "draft_keep"  $.may has "draft_open"
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id
GET /api/drafts -> 200  $.items.length == 0
GET /api/drafts/case_note.{case} -> 404  $.code == "draft/not_found"
PUT /api/drafts/case_note.{case} {"sitting": "{mine}", "count": 1, "text": "Ышык-Көлдө"} -> 200  $.key == "case_note.{case}"  begun = $.begun_at
PUT /api/drafts/case_note.{case} {"sitting": "{mine}", "count": 3, "text": "Ышык-Көлдө жолуктук. Йиғлади."} -> 200  $.begun_at == "{begun}"
# One that was on its way for longer comes late.
PUT /api/drafts/case_note.{case} {"sitting": "{mine}", "count": 2, "text": "Ышык-Көлдө жол"} -> 200
GET /api/drafts -> 200  $.items.length == 1  $.items[0].key == "case_note.{case}"  $.items[0].begun_at == "{begun}"  $ lacks "Ышык"
GET /api/drafts/case_note.{case} -> 200  $.text == "Ышык-Көлдө жолуктук. Йиғлади."  $.sitting == "{mine}"
# Another window of the same person puts nothing over it that it has not seen.
PUT /api/drafts/case_note.{case} {"sitting": "{other}", "count": 1, "text": "x"} -> 409  $.code == "draft/elsewhere"
PUT /api/drafts/case_note.{case} {"sitting": "{other}", "count": 1, "goes_on_from": "{mine}", "text": "Ышык-Көлдө. Андан ары."} -> 200  $.begun_at == "{begun}"
PUT /api/drafts/case_note.{case} {"sitting": "{mine}", "count": 4, "text": "x"} -> 409  $.code == "draft/elsewhere"
GET /api/drafts/case_note.{case} -> 200  $.text == "Ышык-Көлдө. Андан ары."
# Keeping ten times is one row of the log, and none among who looked at the case; opening is.
GET /api/cases/{case}/history -> 200  $.items[*].action has "draft_open"  $.items[*].action lacks "draft_keep"  $ lacks "Ышык"
# A colleague of the team, her lead and who runs the node.
as timur, lawyer
GET /api/drafts -> 200  $.items.length == 0
GET /api/drafts/case_note.{case} -> 404  $.code == "draft/not_found"
as daniyar, supervisor
GET /api/drafts/case_note.{case} -> 404  $.code == "draft/not_found"
DELETE /api/drafts/case_note.{case} -> 204
as jyldyz, administrator
GET /api/drafts -> 403  $.code == "access/not_allowed"
GET /api/drafts/case_note.{case} -> 403
as nobody
GET /api/drafts -> 401
as ayana
GET /api/drafts/case_note.{case} -> 200  $.text == "Ышык-Көлдө. Андан ары."
DELETE /api/drafts/case_note.{case} -> 204
DELETE /api/drafts/case_note.{case} -> 204
GET /api/drafts/case_note.{case} -> 404  $.code == "draft/not_found"
GET /api/drafts -> 200  $.items.length == 0
