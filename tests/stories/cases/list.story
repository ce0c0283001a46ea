# Lists: pages in a stable order, filters by code, names only when asked for and then recorded once.
as ayana
GET /api/cases?limit=3 -> 200  $.items.length == 3  first = $.items[0].id  next = $.next  $.items[0].name == null
GET /api/cases?limit=3&cursor={next} -> 200  $.items.length == 3  $.items[0].id != "{first}"
GET /api/cases?limit=3&names=shown -> 200  $.items[0].name != null
GET /api/cases/{first}/history -> 200  $.items[0].action == "identity_read"  $.items[0].detail == "names:list"
GET /api/cases?sort=due&limit=200 -> 200
GET /api/cases?sort=updated&state=active&country=KG&assigned_to=me -> 200
GET /api/cases?state=sleeping -> 400  $.code == "json/code_unknown"  $.field == "state"
GET /api/cases?country=Kyrgyzstan -> 400  $.field == "country"
GET /api/cases?limit=201 -> 400  $.field == "limit"
GET /api/cases?cursor=x -> 400  $.code == "case/cursor_invalid"
GET /api/cases?sort=updated&cursor={next} -> 400  $.code == "case/cursor_invalid"
GET /api/cases?sort=due&cursor={next} -> 400  $.code == "case/cursor_invalid"
GET /api/cases?order=x -> 400  $.code == "http/query_unknown"  $.field == "order"
GET /api/cases?limit=1&limit=2 -> 400  $.code == "http/query_repeated"
GET /api/today -> 200
as saltanat
GET /api/cases?limit=1&names=shown -> 200  $.items[0].name != null
as gulzat
GET /api/cases -> 200  $.items.length == 0
