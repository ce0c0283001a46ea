# What anybody may know of a node, and how it answers what it does not serve.
as nobody
GET /healthz -> 200  $.status == "ok"
GET /api/node -> 200  $.demo == true  $.country == "KG"  $.languages.length == 7  $.demo_accounts.length == 17
GET /api/openapi.json -> 200  $.openapi == "3.1.0"
GET /metrics -> 200  $ has "panoh_http_requests_total"
GET /api/nothing -> 404  $.code == "http/not_found"
GET /api -> 404
DELETE /api/node -> 405  header Allow has "GET"
GET /api/node?x=1 -> 400  $.code == "http/query_unknown"  $.field == "x"
GET /api/node?x=1&x=2 -> 400
GET /api//node -> 400  $.code == "http/path_invalid"
GET /api/../api/node -> 400  $.code == "http/path_invalid"
GET /api/node [Host: elsewhere.example] -> 421  $.code == "http/host_unknown"
# What every answer of the interface carries.
GET /api/node -> 200  header Cache-Control == "no-store"  header X-Content-Type-Options == "nosniff"  header X-Frame-Options == "DENY"  header Referrer-Policy == "no-referrer"  header Content-Security-Policy has "default-src 'none'"  header Server == null
