# Only the server's own pages may act for a person.
as ayana
GET /api/session -> 200  team = $.teams[0].id
given body = {"country": "KG", "team": "x", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}}
GET /api/cases?limit=1 -> 200  before = $.totals.all
POST /api/cases [Origin: https://elsewhere.example] {body} -> 403  $.code == "access/wrong_origin"
POST /api/cases [Origin: null] {body} -> 403  $.code == "access/wrong_origin"
POST /api/cases [Origin: absent] {body} -> 403  $.code == "access/wrong_origin"
POST /api/cases [Sec-Fetch-Site: cross-site] {body} -> 403  $.code == "access/wrong_origin"
POST /api/cases [Sec-Fetch-Site: same-site] {body} -> 403  $.code == "access/wrong_origin"
POST /api/cases [Sec-Fetch-Site: none] {body} -> 403  $.code == "access/wrong_origin"
DELETE /api/session [Origin: https://elsewhere.example] -> 403  $.code == "access/wrong_origin"
GET /api/cases [Sec-Fetch-Site: cross-site] -> 403  $.code == "access/wrong_origin"
GET /api/cases?limit=1 [Origin: absent] -> 200  $.totals.all == {before}
GET /api/session -> 200
