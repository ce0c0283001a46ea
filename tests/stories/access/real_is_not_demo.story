# A demonstration never starts as a real node.
on a fresh server
panoh serve -> 1  prints "demo/demo_node"
as nobody
GET /api/node -> 200  $.demo == true  $.demo_accounts.length == 17
