# What leaves as a file: IATI for donors' machines, a spreadsheet for their people, measurements with the tags of HXL.
as asel, programme officer
POST /api/projects {"title": "Nothing more (fictional)"} -> 201  bare = $.id
GET /api/projects/{bare}/iati -> 422  $.code == "outreach/iati_missing"  $.faults[*].field has "iati_identifier"  $.faults[*].field has "summary"  $.faults[*].field has "countries"
POST /api/projects {"title": "Files & <facts> (fictional)", "iati_identifier": "XX-TEST-1-KG7", "summary": "For trying out.", "countries": ["KG", "KZ", "UZ"], "aims": ["prevention", "protection"], "starts_on": "2026-01-01", "ends_on": "2027-12-31", "parties": [{"name": "Invented Ministry", "role": "supporter"}], "grants": [{"donor": "Invented Fund", "amount": 250000, "currency": "USD"}]} -> 201  project = $.id
POST /api/indicators {"title": "People trained", "code": "CAP-01", "project": "{project}", "unit": "people", "adds_up": true, "less_is_better": false, "baseline": 0, "baseline_on": "2026-01-01", "targets": [{"value": 200, "by": "2027-12-31"}]} -> 201  indicator = $.id
POST /api/measurements {"measure": "people_trained", "value": 30, "basis": "counted", "source": "=list of names", "indicator": "{indicator}", "project": "{project}", "starts_on": "2026-03-02", "channel": "in_person", "countries": ["KG"]} -> 201
GET /api/projects/{project}/iati -> 200  header Content-Type == "application/xml"
as ayana, caseworker
GET /api/programme/measurements.csv -> 200  header Content-Type has "text/csv"
POST /api/projects/{project}/report {"words": [{"list": "report", "code": "indicators", "word": "Indicators"}]} -> 200  header Content-Type has "spreadsheetml"
POST /api/projects/{project}/report {"words": [{"list": "report", "code": "indicators", "word": "a\u202eb"}]} -> 422  $.code == "export/words_invalid"
GET /api/projects/00000000-0000-4000-8000-000000000000/iati -> 404
as jyldyz, administrator
GET /api/projects/{project}/iati -> 403
GET /api/programme/measurements.csv -> 403
POST /api/projects/{project}/report {"words": []} -> 403
