# A spreadsheet is looked at, checked, brought in and taken back; nothing is written before it is confirmed.
on a fresh server
as ayana, caseworker
GET /api/session -> 200  team = $.teams[0].id
GET /api/cases -> 200  before = $.totals.all
GET /api/records/columns -> 200  $.items[*].name has "panoh_FullName"  $.items[*].name has "vic_TypeOfExploitation"  $.items[*].name lacks "panoh_Exact"
GET /api/records/imports -> 200  $.items.length == 0

# Its sheets, its headings with first values, and the values of a column where they are few.
POST /api/records/uploads [Content-Type: application/octet-stream] from people.csv
    -> 201  upload = $.id  $.sheets.length == 1  $.encoding == "utf8"  $.delimiter == ";"
GET /api/records/uploads/{upload}/sheets/0
    -> 200  $.lines == 7  $.columns.length == 8  $.columns[1].heading == "ФИО"  $.columns[1].samples[0] == "Токтосунова Айгүл Асан кызы"
       $.columns[2].values[0].value == "ж"  $.columns[2].values[0].count == 4  $.columns[6].filled == 1
GET /api/records/uploads/{upload}/sheets/1 -> 404  $.code == "records/sheet_unknown"

# Checked under a mapping: what is wrong, with its place, and the first cases as they would become.
given columns = [{"heading": "ФИО", "column": "panoh_FullName", "values": []}, {"heading": "Пол", "column": "prs_Gender", "values": [{"value": "ж", "code": "Feminine"}, {"value": "м", "code": "Masculine"}]}, {"heading": "Дата рождения", "column": "prs_Birthdate", "values": []}, {"heading": "Гражданство", "column": "prs_Citizenship", "values": []}, {"heading": "Что было", "column": "vic_TypeOfExploitation", "values": [{"value": "стройка", "code": "ForcedLabour"}, {"value": "секс", "code": "SexualExploitation"}, {"value": "не известно", "code": "~unknown"}]}, {"heading": "Где живёт", "column": "panoh_LivesIn", "values": []}]
given strict = {"sheet": "", "mapping": {"columns": {columns}, "month_first": false}, "defaults": {"country": "KG", "consent": {"given": true, "mode": "written"}}, "leave_out_faulty": false, "leave_out_duplicates": true}
given lenient = {"sheet": "", "mapping": {"columns": {columns}, "month_first": false}, "defaults": {"country": "KG", "consent": {"given": true, "mode": "written"}}, "leave_out_faulty": true, "leave_out_duplicates": true}
POST /api/records/uploads/{upload}/check {strict}
    -> 200  $.found == 7  $.faulty == 2  $.duplicates == 1  $.ready == 4  $.first.length == 4
       $.first[0].identity.names[0].given == "Айгүл"  $.first[0].answers.gender == "Feminine"  $.first[0].whereabouts.lives_in == "у тёти"
       $.first[2].answers.exploitation[0] == "~unknown"
       $.problems[*].place has "D4"  $.problems[*].place has "F6"  $.problems[*].code has "records/duplicate"
POST /api/records/uploads/{upload}/check {"sheet": "other", "mapping": null, "defaults": {"country": "KG", "consent": {"given": true, "mode": "written"}}, "leave_out_faulty": false, "leave_out_duplicates": true}
    -> 422  $.code == "records/sheet_unknown"
GET /api/cases -> 200  $.totals.all == {before}

# It belongs to who brought it, in that session.
as gulzat, screener
GET /api/records/uploads/{upload}/sheets/0 -> 404  $.code == "records/upload_not_found"
POST /api/records/imports {"upload": "{upload}", "team": "{team}", "name": "Spring", "expected": 4, "reading": {lenient}} -> 404  $.code == "records/upload_not_found"
as jyldyz, administrator
POST /api/records/uploads [Content-Type: application/octet-stream] from people.csv -> 403
as nobody
GET /api/records/imports -> 401

# Confirmed: it goes on by itself; only what was checked comes in.
as ayana
GET /api/records/uploads/{upload}/sheets/0 -> 200
DELETE /api/records/uploads -> 204
GET /api/records/uploads/{upload}/sheets/0 -> 404
POST /api/records/uploads [Content-Type: application/octet-stream] from people.csv -> 201  upload = $.id
POST /api/records/imports {"upload": "{upload}", "team": "{team}", "name": "Spring", "expected": 4, "reading": {strict}} -> 409  $.code == "records/cases_faulty"
POST /api/records/imports {"upload": "{upload}", "team": "{team}", "name": "Spring", "expected": 5, "reading": {lenient}} -> 409  $.code == "records/checked_otherwise"
POST /api/records/imports {"upload": "{upload}", "team": "{team}", "name": " ", "expected": 4, "reading": {lenient}} -> 422  $.code == "records/import_name"  $.field == "name"
POST /api/records/imports [Idempotency-Key: one] {"upload": "{upload}", "team": "{team}", "name": "Spring", "expected": 4, "reading": {lenient}} -> 202  import = $.import
until GET /api/records/imports/{import} -> 200  $.import.state == "done"  $.import.cases == 4  $.import.wanted == 4  $.first.length == 4  touched = $.first[0].id  reference = $.first[0].reference  noted = $.first[1].id  drafted = $.first[2].id  left = $.first[3].id
POST /api/records/imports [Idempotency-Key: one] {"upload": "{upload}", "team": "{team}", "name": "Spring", "expected": 4, "reading": {lenient}} -> 202  $.import == "{import}"
GET /api/records/uploads/{upload}/sheets/0 -> 404
GET /api/cases -> 200  $.totals.all == {before} + 4
POST /api/cases/find {"name": "Айгүл Токтосунова"} -> 200  $.matches.length > 0

# Somebody works on one, and writes a note into another; the rest is taken back.
PATCH /api/cases/{touched} [If-Match: "1"] {"risk_level": "high"} -> 200
POST /api/cases/{noted}/notes {"kind": "narrative", "text": "called"} -> 201
as daniyar, supervisor: is writing
PUT /api/drafts/case_note.{drafted} {"sitting": "6f0c2f5e-5c57-4f5b-9d3c-3f4a3d1f9a10", "count": 1, "text": "not saved"} -> 200
as gulzat, screener: not who brought it in
GET /api/records/imports -> 200  $.items[0].name == "Spring"  $.items[0].may_take_back == false
POST /api/records/imports/{import}/take-back -> 403
as aigerim, of another organisation
GET /api/records/imports -> 200  $.items.length == 0
GET /api/records/imports/{import} -> 404  $.code == "records/import_not_found"
POST /api/records/imports/{import}/take-back -> 404
as ayana
POST /api/records/imports/{import}/take-back -> 202
until GET /api/records/imports/{import} -> 200  $.import.state == "taken_back"  $.import.cases == 3  $.import.taken_back_by_name == "Ayana Bekova"  $.import.may_take_back == true  $.first.length == 3  $.first[*].reference has "{reference}"
GET /api/cases/{touched} -> 200
GET /api/cases/{noted} -> 200
GET /api/cases/{left} -> 404
GET /api/cases/{drafted} -> 200
GET /api/cases/{left}/identity -> 404
GET /api/cases -> 200  $.totals.all == {before} + 3
# A supervisor of the team takes back what can be taken back later.
as daniyar
DELETE /api/drafts/case_note.{drafted} -> 204
POST /api/records/imports/{import}/take-back -> 202
until GET /api/records/imports/{import} -> 200  $.import.state == "taken_back"  $.import.cases == 2
GET /api/cases/{drafted} -> 404
panoh audit verify -> 0
