# What a column of a spreadsheet is, is kept for the team: headings and short words, nothing that may name somebody.
on a fresh server
as ayana, caseworker
GET /api/session -> 200  team = $.teams[0].id
GET /api/records/mappings -> 200  $.items.length == 0
given mapping = {"columns": [{"heading": "ФИО", "column": "panoh_FullName", "values": []}, {"heading": "Пол", "column": "prs_Gender", "values": [{"value": "жен", "code": "Feminine"}, {"value": "ушла 12.05 с тётей", "code": "~unknown"}, {"value": "она сама рассказала об этом нам", "code": "Feminine"}, {"value": "прочее", "code": ""}]}], "month_first": false}
POST /api/records/mappings [Idempotency-Key: m] {"team": "{team}", "name": "Hotline", "mapping": {mapping}}
    -> 201  saved = $.id  $.version == 1  $.saved_by_name == "Ayana Bekova"  $.mapping.columns[1].values == [{"value": "жен", "code": "Feminine"}]
POST /api/records/mappings [Idempotency-Key: m] {"team": "{team}", "name": "Hotline", "mapping": {mapping}} -> 201  $.id == "{saved}"
POST /api/records/mappings {"team": "{team}", "name": "Hotline", "mapping": {mapping}} -> 409  $.code == "records/mapping_name_taken"  $.field == "name"
POST /api/records/mappings {"team": "{team}", "name": " ", "mapping": {mapping}} -> 422  $.code == "records/mapping_name"  $.field == "name"
as gulzat, screener of the same team
GET /api/records/mappings -> 200  $.items.length == 1  $.items[0].name == "Hotline"
PUT /api/records/mappings/{saved} [If-Match: "1"] {"columns": [{"heading": "Имя", "column": "prs_FirstName", "values": []}], "month_first": true} -> 200  $.version == 2  $.mapping.month_first == true
as ayana
PUT /api/records/mappings/{saved} [If-Match: "1"] {"columns": [], "month_first": false} -> 412  $.code == "records/mapping_stale"
PUT /api/records/mappings/{saved} {"columns": [], "month_first": false} -> 428
as aigerim, of another organisation
GET /api/records/mappings -> 200  $.items.length == 0
PUT /api/records/mappings/{saved} [If-Match: "2"] {"columns": [], "month_first": false} -> 404  $.code == "records/mapping_not_found"
DELETE /api/records/mappings/{saved} -> 404
POST /api/records/mappings {"team": "{team}", "name": "Other", "mapping": {mapping}} -> 403
as jyldyz, administrator
GET /api/records/mappings -> 403
as ayana
DELETE /api/records/mappings/{saved} -> 204
DELETE /api/records/mappings/{saved} -> 404
GET /api/records/mappings -> 200  $.items.length == 0
panoh audit verify -> 0
