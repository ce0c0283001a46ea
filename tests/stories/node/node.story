# What anybody may know of a node.
as nobody
GET /healthz -> 200  $.status == "ok"
GET /api/node -> 200  $.demo == true  $.country == "KG"  $.languages.length == 7
GET /api/openapi.json -> 200  $.openapi == "3.1.0"
GET /metrics -> 200  $ has "panoh_http_requests_total"
GET /api/nothing -> 404
DELETE /api/node -> 405
GET /api/node?x=1 -> 400
