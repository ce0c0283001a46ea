# A table comes in whole, with its progress, and goes out byte for byte; its figures expose nobody.
on a fresh server
as meerim, data officer
GET /api/datasets -> 200  $.items.length == 0
POST /api/datasets/imports?name=Small%20table from small.csv -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "done"  $.rows_read == 30  $.refused_total == 0  dataset = $.dataset
GET /api/datasets -> 200  $.items.length == 1  $.items[0].name == "Small table"  $.items[0].rows == 30  $.items[0].imported_by_name == "Meerim Abdyldaeva"
GET /api/datasets/{dataset}/export -> 200  body is small.csv  header Content-Type has "text/csv"  header Content-Disposition has "attachment"
# 14 people in 2015, 12 in 2016, 4 in 2017: 4 is hidden, and a neighbour with it, so that no difference tells it.
GET /api/datasets/{dataset}/statistics -> 200  $.small_cell == 11  $.tables[0].id == "year"  $.tables[0].total == 30  $.tables[0].rows[*].people has null  $.tables[*].rows[*].people lacks 4
GET /api/datasets/{dataset}/statistics?view=central_asia -> 200  $.view == "central_asia"
GET /api/datasets/{dataset}/statistics?view=moon -> 422  $.code == "release/view_unknown"  $.field == "view"
# A name is taken once.
POST /api/datasets/imports?name=Small%20table from small.csv -> 409  $.code == "release/name_taken"
as azat, auditor: may read figures, not take the table out
GET /api/datasets/{dataset}/statistics -> 200
GET /api/datasets/{dataset}/export -> 403  $.code == "access/not_allowed"
GET /api/datasets/imports/{import} -> 403
as ayana
GET /api/datasets/{dataset}/statistics -> 200
GET /api/datasets/{dataset}/export -> 403
as jyldyz, administrator
GET /api/datasets/{dataset}/statistics -> 403
as nobody
GET /api/datasets/{dataset}/statistics -> 401
panoh export dataset "Small table" - -> 0
panoh export dataset "Other table" - -> 1  prints "release/dataset_not_found"
