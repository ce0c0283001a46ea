# One cell that is not allowed, and nothing is written; each is told with line, column and code.
on a fresh server
as meerim
POST /api/datasets/imports?name=Refused from refused.csv -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "refused"  $.refused_total == 3  $.dataset == null
GET /api/datasets/imports/{import} -> 200  $.refused[0] == {"line": 4, "column": "yearOfRegistration", "code": "release/year_invalid"}
    $.refused[1] == {"line": 4, "column": "citizenship", "code": "release/country_unknown"}
    $.refused[2] == {"line": 10, "column": "", "code": "release/column_count"}
GET /api/datasets -> 200  $.items.length == 0
POST /api/datasets/imports?name=Empty [Content-Type: text/csv] hello -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "refused"  $.refused[0].code == "release/column_count"
POST /api/datasets/imports from small.csv -> 422  $.code == "release/name_missing"  $.field == "name"
POST /api/datasets/imports?name=%20 from small.csv -> 422  $.field == "name"
POST /api/datasets/imports?name=x [Content-Type: application/json] from small.csv -> 415  $.code == "http/content_type"
GET /api/datasets/imports/00000000-0000-4000-8000-000000000000 -> 404  $.code == "release/import_not_found"
GET /api/datasets/00000000-0000-4000-8000-000000000000/statistics -> 404  $.code == "release/dataset_not_found"
GET /api/datasets/nonsense/export -> 404  $.code == "release/dataset_not_found"
GET /api/datasets -> 200  $.items.length == 0
