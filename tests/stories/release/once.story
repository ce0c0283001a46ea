# A table that is sent twice under one key, over a bad line, is loaded once.
on a fresh server
as meerim, data officer
POST /api/datasets/imports?name=Once [Idempotency-Key: "first"] from small.csv -> 202  import = $.import
POST /api/datasets/imports?name=Once [Idempotency-Key: "first"] from small.csv -> 202  $.import == "{import}"
until GET /api/datasets/imports/{import} -> 200  $.state == "done"
POST /api/datasets/imports?name=Once [Idempotency-Key: "first"] from small.csv -> 202  $.import == "{import}"
GET /api/datasets -> 200  $.items.length == 1
# The same key for another table, or under another name, is a mistake; another key is another table.
POST /api/datasets/imports?name=Once [Idempotency-Key: "first"] from refused.csv -> 409  $.code == "http/idempotency_key_reused"
POST /api/datasets/imports?name=Twice [Idempotency-Key: "first"] from small.csv -> 409  $.code == "http/idempotency_key_reused"
POST /api/datasets/imports?name=Once [Idempotency-Key: "second"] from small.csv -> 409  $.code == "release/name_taken"
POST /api/datasets/imports?name=Twice [Idempotency-Key: "second"] from small.csv -> 202
