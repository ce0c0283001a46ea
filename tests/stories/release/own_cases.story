# The organisation's own coded cases are a table like another, of which nobody but the node sees a row; its schema is changed by versions.
on a fresh server
as jyldyz, administrator
GET /api/session -> 200  home = $.organisation.id
POST /api/users {"user_name": "burul", "name": "Burul Second", "role": "data_officer", "organisation": "{home}", "teams": []} -> 201  code = $.activation_code
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
as meerim, data officer: sees no case
GET /api/cases -> 403
POST /api/lineages {"name": "our-cases", "title": "Our cases", "epsilon": "8", "preset": "cases"} -> 201  lineage = $.id
given plan = {"titles": [{"language": "en", "text": "Whom we helped"}], "lineage": "{lineage}", "source": {"kind": "cases"}, "kind": "k", "k": 3, "length": 1, "columns": ["gender", "age_band"]}
POST /api/releases {plan} -> 201  release = $.id  tag = header ETag
GET /api/releases/{release}/reading -> 200  $.internal == true  $.people > 10  $.undeclared.length == 0
# A schema whose domain a person has not confirmed blocks; the change is a version of its own.
GET /api/lineages/{lineage} -> 200  $.schema_number == 1  $.schema.columns[2].name == "gender"
given schema = {"schema": 1, "lineage": "our-cases", "people": 1000, "person": {"each_row": true}, "caps": {"values": 2}, "columns": [{"name": "gender", "values": [{"name": "Feminine"}, {"name": "Masculine"}]}, {"name": "age_band", "values": [{"name": "child", "from": ["0-8", "9-17"]}, {"name": "adult", "from": ["18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48+"]}]}], "identifying": ["gender", "age_band"], "from_data": ["gender"], "left_out": []}
PUT /api/lineages/{lineage}/schema [If-Match: "1"] {schema} -> 200  $.schema_number == 2  $.version == 2
PUT /api/lineages/{lineage}/schema [If-Match: "1"] {schema} -> 412  $.code == "release/stale"
PUT /api/lineages/{lineage}/schema [If-Match: "2"] {"schema": 1, "lineage": "other", "people": 1000, "person": {"each_row": true}, "caps": {"values": 1}, "columns": [{"name": "gender", "values": [{"name": "Feminine"}]}]} -> 422  $.code == "release/other_lineage"  $.field == "lineage"
PUT /api/lineages/{lineage}/schema [If-Match: "2"] {"schema": 1, "lineage": "our-cases", "people": 1234, "person": {"each_row": true}, "columns": []} -> 422  $.faults[*].code has "schema/people_not_round"  $.faults[*].code has "schema/caps_missing"  $.faults[*].code has "schema/no_columns"
POST /api/releases/{release}/propose [If-Match: {tag}] -> 409  $.code == "schema/from_data"
GET /api/lineages/{lineage}/schemas?number=1 -> 200  $.items.length == 2  $.items[0].number == 2  $.items[0].value == null  $.items[1].value.caps.values == 14  $.items[1].written_by == "Meerim Abdyldaeva"
# The other columns of the table are neither described nor left out: the reading says so.
GET /api/releases/{release}/reading -> 422  $.code == "microdata/column_undeclared"
# A series of the ready schema, and rows in which at least three look the same.
POST /api/lineages {"name": "our-cases-2", "title": "Our cases, again", "epsilon": "8", "preset": "cases"} -> 201  lineage = $.id
POST /api/releases {"titles": [{"language": "en", "text": "Whom we helped"}], "lineage": "{lineage}", "source": {"kind": "cases"}, "kind": "k", "k": 3, "length": 1, "columns": ["gender", "age_band"]} -> 201  release = $.id  tag = header ETag
POST /api/releases/{release}/propose [If-Match: {tag}] -> 200  tag = header ETag
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{release}/approve [If-Match: {tag}] -> 200
until GET /api/releases/{release} -> 200  $.state == "made"  tag = header ETag  $.files[*].name has "microdata.csv"
GET /api/releases/{release}/files/microdata.csv -> 200  body has "gender,age_band"
POST /api/releases/{release}/publish [If-Match: {tag}] -> 200
as nobody
GET /api/published-releases/{release} -> 200  $.source == "cases"  $.citation == ""  $.k == 3
