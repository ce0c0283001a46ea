# Who looked is written down, for the team to see: each opening, and a page of names as one row with its cases.
given consent = {"given": true, "mode": "written"}
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "TJ", "team": "{team}", "consent": {consent}, "identity": {"names": [{"given": "Шабнам", "family": "Раҳимова", "script": "Cyrillic", "kind": "current"}], "birth": {"year": 1998}, "phone": "+992 000"}} -> 201  case = $.id
# The coded file and the list carry no name.
GET /api/cases/{case} -> 200  $ lacks "Шабнам"  $ lacks "Раҳимова"  $ lacks "+992"
GET /api/cases?country=TJ -> 200  $ lacks "Шабнам"  $.items[0].name == null
GET /api/cases/{case}/history -> 200  $.items.length == 1
as timur, lawyer of the team
GET /api/cases/{case}/identity -> 200  $.names[0].given == "Шабнам"  $.phone == "+992 000"
as daniyar
GET /api/cases?country=TJ&limit=200&names=shown -> 200  $.items[*].name.given has "Шабнам"
GET /api/cases/{case}/whereabouts -> 200  $.lives_in == null  $.version == 0
as ayana
GET /api/cases/{case}/history -> 200  $.items[*].actor_name has "Timur Asanov"  $.items[*].detail has "names:list"  $.items[*].action has "whereabouts_read"
# One page of names is one row in each of its cases.
GET /api/cases?limit=2&names=shown -> 200  one = $.items[0].id  other = $.items[1].id
GET /api/cases/{one}/history -> 200  row = $.items[0].seq  $.items[0].detail == "names:list"  $.items[0].action == "identity_read"
GET /api/cases/{other}/history -> 200  $.items[0].seq == {row}
# What was refused is written down as well, for the auditor; the history of the case shows who did look.
as aigerim, of another organisation
GET /api/cases/{case}/identity -> 404
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 404
as gulzat, a screener who did not open it
GET /api/cases/{case}/identity -> 404
as ayana
GET /api/cases/{case}/history -> 200  $.items[*].actor_name lacks "Aigerim Sultanova"  $.items[*].actor_name lacks "Gulzat Sadykova"
# Every row can be reached, a page at a time.
GET /api/cases/{case}/history?limit=3 -> 200  $.items.length == 3  last = $.items[2].seq  next = $.next
GET /api/cases/{case}/history?limit=3&cursor={next} -> 200  $.items.length == 2  $.items[0].seq < {last}  $.items[1].action == "case_open"  $.next == null
GET /api/cases/{case}/history?cursor=eHg -> 400  $.code == "case/cursor_invalid"  $.field == "cursor"
GET /api/cases/{case}/history?cursor=x -> 422  $.code == "http/query_invalid"
GET /api/cases/{case}/history?limit=0 -> 422  $.code == "http/query_invalid"  $.field == "limit"
# However often names were seen in lists: how the case went stands on its own.
POST /api/cases/{case}/move [If-Match: "1"] {"to": "active"} -> 200
12 times GET /api/cases?country=TJ&limit=200&names=shown -> 200
GET /api/cases/{case}/history?limit=3 -> 200  $.items[*].action lacks "case_move"
GET /api/cases/{case}/history?rows=stages&limit=3 -> 200  $.items.length == 2  $.items[0].action == "case_move"  $.items[0].detail == "state:active"  $.items[1].action == "case_open"
GET /api/cases/{case}/history?rows=all -> 400  $.code == "json/code_unknown"  $.field == "rows"
