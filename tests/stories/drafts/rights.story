# A draft of a case is taken and given only while its writer may save it there.
on a fresh server
given consent = {"given": true, "mode": "written"}
given mine = "0f8fad5b-d9cb-469f-a165-70867728950e"
as ayana, caseworker
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id
PUT /api/drafts/case_identity.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
PUT /api/drafts/case_medical_note.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403  $.code == "access/not_allowed"
PUT /api/drafts/case_note.00000000-0000-4000-8000-000000000000 {"sitting": "{mine}", "count": 1, "text": "{}"} -> 404  $.code == "case/not_found"
PUT /api/drafts/new_case.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
as saltanat, clinician
PUT /api/drafts/case_identity.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403
PUT /api/drafts/new_case.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403
PUT /api/drafts/case_medical_note.{case} {"sitting": "{mine}", "count": 1, "text": "for clinicians only"} -> 200
as aigerim, of another organisation
PUT /api/drafts/case_identity.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 404  $.code == "case/not_found"
GET /api/drafts/case_identity.{case} -> 404  $.code == "case/not_found"
as nurlan, coordinator
GET /api/drafts -> 403
# A story of the bulletin is of no case: who writes editions keeps it, and nothing of a case.
as asel, programme officer
PUT /api/drafts/edition_story.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
GET /api/drafts/edition_story.{mine} -> 200  $.text == "{}"
GET /api/drafts -> 200  $.items.length == 1
PUT /api/drafts/case_identity.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 404  $.code == "case/not_found"
PUT /api/drafts/new_case.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403
as bermet, communications officer
GET /api/drafts/edition_story.{mine} -> 404  $.code == "draft/not_found"
as ayana
PUT /api/drafts/edition_story.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403  $.code == "access/not_allowed"
PUT /api/drafts/edition_words.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403  $.code == "access/not_allowed"
# So do a plan of a release, a schema and a new series: who writes releases keeps them, for nobody else.
as meerim, data officer
PUT /api/drafts/release_plan.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
PUT /api/drafts/lineage_schema.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
PUT /api/drafts/new_lineage.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
GET /api/drafts/release_plan.{mine} -> 200  $.text == "{}"
PUT /api/drafts/case_identity.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 404  $.code == "case/not_found"
PUT /api/drafts/edition_words.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403  $.code == "access/not_allowed"
as asel
GET /api/drafts/release_plan.{mine} -> 403  $.code == "access/not_allowed"
PUT /api/drafts/release_plan.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 403  $.code == "access/not_allowed"
# A closed case takes no more: the draft waits for the reopening.
as daniyar, supervisor
POST /api/cases/{case}/move [If-Match: "1"] {"to": "assessment"} -> 200
POST /api/cases/{case}/move [If-Match: "2"] {"to": "active"} -> 200
POST /api/cases/{case}/move [If-Match: "3"] {"to": "closed", "closure_reason": "lost_contact"} -> 200
as ayana
GET /api/drafts/case_identity.{case} -> 403  $.code == "access/not_allowed"
PUT /api/drafts/case_identity.{case} {"sitting": "{mine}", "count": 2, "text": "{}"} -> 403
panoh user list -> 0
POST /api/cases/{case}/move [If-Match: "4"] {"to": "active"} -> 200
GET /api/drafts/case_identity.{case} -> 200  $.text == "{}"
# What is no key and no draft.
PUT /api/drafts/poem.{case} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 404  $.code == "draft/not_found"
PUT /api/drafts/case_note {"sitting": "{mine}", "count": 1, "text": "{}"} -> 404  $.code == "draft/not_found"
PUT /api/drafts/case_note.{case} {"sitting": "{mine}", "count": 1, "text": ""} -> 422  $.code == "draft/empty"  $.field == "text"
PUT /api/drafts/case_note.{case} {"sitting": "me", "count": 1, "text": "x"} -> 422  $.code == "json/not_an_id"  $.field == "sitting"
PUT /api/drafts/case_note.{case} {"text": "x"} -> 422  $.code == "json/missing"
PUT /api/drafts/case_note.{case} repeat 1100000 -> 413
# A new activation makes new keys, and what the old ones sealed is gone.
GET /api/session -> 200  ayana = $.user.id
GET /api/drafts -> 200  $.items.length == 2
as jyldyz, administrator
POST /api/users/{ayana}/activate-again -> 200  code = $.activation_code
as nobody, who is ayana
POST /api/activation {"user_name": "ayana", "activation_code": "{code}", "password": "nine quiet houses here"} -> 201
GET /api/drafts -> 200  $.items.length == 0
GET /api/drafts/new_case.{mine} -> 404  $.code == "draft/not_found"
PUT /api/drafts/new_case.{mine} {"sitting": "{mine}", "count": 1, "text": "{}"} -> 200
GET /api/drafts/new_case.{mine} -> 200  $.text == "{}"
