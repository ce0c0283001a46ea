# A creating request that is sent twice makes one thing, also after a restart and from nobody else.
on a fresh server
given consent = {"given": true, "mode": "written"}
as ayana
GET /api/session -> 200  team = $.teams[0].id
given body = {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}}
GET /api/cases?limit=1 -> 200  before = $.totals.all
POST /api/cases [Idempotency-Key: 7d0c6f2e] {body} -> 201  case = $.id  first = header Location
POST /api/cases [Idempotency-Key: 7d0c6f2e] {body} -> 201  $.id == "{case}"  header Location == "{first}"
panoh audit verify -> 0
POST /api/cases [Idempotency-Key: 7d0c6f2e] {body} -> 201  $.id == "{case}"
POST /api/cases [Idempotency-Key: 7d0c6f2e] {"country": "KZ", "team": "{team}", "consent": {consent}, "identity": {"names": [], "birth": {}}} -> 409  $.code == "http/idempotency_key_reused"
GET /api/cases?limit=1 -> 200  $.totals.all == {before} + 1
POST /api/cases [Idempotency-Key: another] {body} -> 201  $.id != "{case}"
# A refused one used nothing up.
POST /api/cases [Idempotency-Key: third] {"country": "KG"} -> 422
POST /api/cases [Idempotency-Key: third] {body} -> 201
# Keys are each person's own.
as daniyar
POST /api/cases [Idempotency-Key: 7d0c6f2e] {body} -> 201  $.id != "{case}"
GET /api/cases?limit=1 -> 200  $.totals.all == {before} + 4
