# Who opens very many cases shows a second factor again; after five times as many nothing more opens for a while, and whoever leads the team is told.
on a fresh server with access.cases_an_hour=40
as ayana
GET /api/session -> 200  team = $.teams[0].id
45 times POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [{"given": "Айпери", "family": "Сынакова", "script": "Cyrillic", "kind": "current"}], "birth": {}}} -> 201
DELETE /api/session/step-up -> 204
GET /api/cases?names=shown&limit=40 -> 200  one = $.items[0].id  next = $.next
# What is open already opens again, in whatever way.
GET /api/cases?names=shown&limit=40 -> 200
GET /api/cases/{one}/identity -> 200
GET /api/cases/{one}/notes -> 200
GET /api/cases?names=shown&limit=1&cursor={next} -> 403  $.code == "access/step_up_needed"
GET /api/cases?limit=1&cursor={next} -> 200  other = $.items[0].id
GET /api/cases/{other}/identity -> 403  $.code == "access/step_up_needed"
GET /api/cases/{other}/whereabouts -> 403  $.code == "access/step_up_needed"
GET /api/cases/{other}/story -> 403  $.code == "access/step_up_needed"
GET /api/cases/{other}/identity/before -> 403  $.code == "access/step_up_needed"
POST /api/cases/{other}/print {"with_name": true, "why": {"purpose": "person_asked", "text": "at the meeting"}} -> 403  $.code == "access/step_up_needed"
# Nothing was opened, so nobody is said to have looked; what names nobody stays open.
GET /api/cases/{other} -> 200
GET /api/cases/{other}/history -> 200  $.items.length == 1  $.items[0].action == "case_open"
40 times POST /api/cases/find {"name": "Айпери Сынакова"} -> 200
POST /api/cases/find {"name": "Айпери Сынакова"} -> 403  $.code == "access/step_up_needed"
POST /api/session/step-up {} -> 200
GET /api/cases/{other}/identity -> 200
160 times POST /api/cases/find {"name": "Айпери Сынакова"} -> 200
2 times POST /api/cases/find {"name": "Айпери Сынакова"} -> 429  $.code == "access/read_enough"
# Work goes on.
GET /api/cases/{other}/identity -> 200
GET /api/today -> 200
as daniyar
GET /api/notices -> 200  $.items[0].kind == "colleague_read_enough"  $.items[0].about == "Ayana Bekova"  $.items[1].kind != "colleague_read_enough"
