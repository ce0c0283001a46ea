# In how many cases of a team each field has an answer: one answer more is one more, and nothing sealed is opened for it.
on a fresh server
as daniyar
GET /api/session -> 200  team = $.teams[0].id
GET /api/records/fields?team={team} -> 200  $.items[*].field has "prs_Gender"  $.items[*].field lacks "org_Name"  cases = $.cases  deceased = $.items[6].filled  not_known = $.items[6].not_known
    $.items[6].field == "prs_Deceased"  $.items[6].place == "coded"  $.items[0].place == "identity"  $.items[0].filled == {cases}
as ayana
POST /api/cases  {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}, "deceased": "yes"} -> 201  case = $.id  etag = header ETag
as daniyar
GET /api/records/fields?team={team} -> 200  $.cases == {cases} + 1  $.items[6].filled == {deceased} + 1
as ayana
PATCH /api/cases/{case} [If-Match: {etag}] {"deceased": "~refused"} -> 200
as daniyar
GET /api/records/fields?team={team} -> 200  $.items[6].filled == {deceased}  $.items[6].not_known == {not_known} + 1
GET /api/cases/{case}/history -> 200  $ lacks "identity_read"
GET /api/records/fields?team=x -> 400  $.code == "case/team_unknown"
GET /api/records/fields?team=00000000-0000-4000-8000-000000000000 -> 403  $.code == "access/not_allowed"
as otabek, supervisor of another organisation
GET /api/records/fields?team={team} -> 403
as ayana, caseworker
GET /api/records/fields?team={team} -> 403
as jyldyz, administrator
GET /api/records/fields?team={team} -> 403
