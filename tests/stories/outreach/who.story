# Who may: everybody who works here reads the programme, its officers write what is their organisation's.
as asel, programme officer
POST /api/projects {"title": "Of the shelter (fictional)"} -> 201  project = $.id  etag = header ETag
as bermet, communications officer of the same organisation
PUT /api/projects/{project} [If-Match: {etag}] {"title": "Of the shelter, renamed (fictional)"} -> 200  etag = header ETag
as kamola, programme officer of another organisation
GET /api/projects/{project} -> 200  $.may_change == false  $.organisation_name has "Ak-Kuu"
PUT /api/projects/{project} [If-Match: {etag}] {"title": "Taken"} -> 403  $.code == "outreach/of_another_organisation"
DELETE /api/projects/{project} [If-Match: {etag}] -> 403  $.code == "outreach/of_another_organisation"
POST /api/projects/{project}/bring-back [If-Match: {etag}] -> 403  $.code == "outreach/of_another_organisation"
as ayana, caseworker
GET /api/projects/{project} -> 200  $.may_change == false
GET /api/projects/{project}/versions -> 200  $.items.length == 1
POST /api/projects {"title": "X"} -> 403  $.code == "access/not_allowed"
PUT /api/projects/{project} [If-Match: {etag}] {"title": "X"} -> 403  $.code == "access/not_allowed"
GET /api/testimonies -> 403  $.code == "access/not_allowed"
as jyldyz, administrator
GET /api/projects -> 403  $.code == "access/not_allowed"
as asel, programme officer
GET /api/cases -> 403  $.code == "access/not_allowed"
GET /api/projects/{project}/versions -> 200  $.items.length == 1
as nobody
GET /api/projects -> 401
