# A release goes its whole way by the hands of two data officers: forecast, proposal, approval, making, publishing, taking back.
on a fresh server
as jyldyz, administrator
GET /api/session -> 200  home = $.organisation.id
POST /api/users {"user_name": "burul", "name": "Burul Second", "role": "data_officer", "organisation": "{home}", "teams": []} -> 201  code = $.activation_code
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
as meerim, data officer
POST /api/datasets/imports?name=People from people.csv -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "done"  dataset = $.dataset
# A series begins with a schema, here a ready one, and its budget.
GET /api/lineages/presets -> 200  $.items[*].name has "ctdc-63"  $.items[*].name has "cases"  $.items[*].name has "sdg-16-2-2"
given series = {"name": "story-people", "title": "People of the story", "epsilon": "8", "preset": "sdg-16-2-2"}
POST /api/lineages [Idempotency-Key: series] {series} -> 201  lineage = $.id  header Location == "/api/lineages/{lineage}"  $.epsilon == "8"  $.epsilon_spent == "0"  $.epsilon_left == "8"  $.delta_one_in == 1000000  $.lines == 1  $.behind == false  $.schema.lineage == "story-people"
POST /api/lineages [Idempotency-Key: series] {series} -> 201  $.id == "{lineage}"
POST /api/lineages {series} -> 409  $.code == "release/lineage_taken"
POST /api/lineages {"name": "x", "title": "X", "epsilon": "4"} -> 422  $.code == "release/schema_or_preset"
POST /api/lineages {"name": "Big Name", "title": "X", "epsilon": "4", "preset": "cases"} -> 422  $.code == "schema/lineage_invalid"
POST /api/lineages {"name": "x", "title": "X", "epsilon": "many", "preset": "cases"} -> 422  $.code == "privacy/epsilon_invalid"  $.field == "epsilon"
POST /api/lineages {"name": "x", "title": "X", "epsilon": "4", "preset": "shoes"} -> 422  $.code == "release/preset_unknown"
# The plan: every fault with its place.
POST /api/releases {"titles": [], "lineage": "{lineage}", "source": {"kind": "dataset"}, "kind": "tables", "length": 9}
    -> 422  $.faults[*].field has "titles"  $.faults[*].field has "source/dataset"  $.faults[*].field has "epsilon"  $.faults[*].field has "length"
given plan = {"titles": [{"language": "en", "text": "People who were helped (fictional)"}, {"language": "ru", "text": "Кому помогли (вымышлено)"}], "notes": [{"language": "en", "text": "Made up."}], "lineage": "{lineage}", "source": {"kind": "dataset", "dataset": "{dataset}"}, "kind": "tables", "epsilon": "2", "length": 2}
POST /api/releases [Idempotency-Key: plan] {plan} -> 201  release = $.id  tag = header ETag  $.state == "draft"  $.may_change == true  $.may_approve == false  $.lineage_name == "story-people"
POST /api/releases [Idempotency-Key: plan] {plan} -> 201  $.id == "{release}"
PUT /api/releases/{release} {plan} -> 428
# What it would do and cost, before anything is spent; the table is not looked at.
GET /api/releases/{release}/forecast -> 200  $.epsilon == "2"  $.epsilon_spent == "0"  $.epsilon_after == "2"  $.epsilon_budget == "8"  $.within_budget == true  $.covered == true  $.share_of_budget > 0  $.share_of_budget < 0.25  $.lengths.length == 2  $.lengths[1].combinations > 100  $.lengths[1].deviation > 0  $.deviation_of_people > 0
# What a reading meets is exact, and for data officers alone.
GET /api/releases/{release}/reading -> 200  $.internal == true  $.rows == 400  $.people == 400  $.undeclared.length == 0
# The proposer cannot approve; a stale step changes nothing.
POST /api/releases/{release}/approve [If-Match: {tag}] -> 409  $.code == "release/not_in_this_state"
POST /api/releases/{release}/propose [If-Match: {tag}] -> 200  next = header ETag  $.state == "proposed"  $.proposed_by == "Meerim Abdyldaeva"  $.schema_number == 1
POST /api/releases/{release}/propose [If-Match: {tag}] -> 412  $.code == "release/stale"  $.current.state == "proposed"  $.current.version == 2
POST /api/releases/{release}/approve [If-Match: {next}] -> 403  $.code == "release/second_person"
as azat, auditor: sees what is made, and the ledger
GET /api/releases -> 200  $.items.length == 0
GET /api/releases/{release} -> 404  $.code == "release/release_not_found"
GET /api/releases/{release}/forecast -> 403  $.code == "access/not_allowed"
GET /api/releases/{release}/reading -> 403
GET /api/releases/{release}/files/tables.csv -> 404
POST /api/releases/{release}/approve [If-Match: {next}] -> 403
GET /api/lineages -> 200  $.items[*].name has "story-people"  $.items[0].may_write == false
GET /api/lineages/{lineage} -> 200  $.schema == null
GET /api/lineages/presets -> 403
as jyldyz, administrator
GET /api/releases -> 403
GET /api/lineages -> 403
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/releases?state=proposed -> 200  $.items.length == 1  $.items[0].waits_for_me == true
POST /api/releases/{release}/send-back [If-Match: {next}] {"note": " "} -> 422  $.code == "release/note_missing"  $.field == "note"
POST /api/releases/{release}/send-back [If-Match: {next}] {"note": "Say that it is fiction."} -> 200  $.state == "draft"  $.note == "Say that it is fiction."  $.note_by == "Burul Second"
as meerim
GET /api/releases/{release} -> 200  tag = header ETag
PUT /api/releases/{release} [If-Match: {tag}] {plan} -> 200  tag = header ETag
POST /api/releases/{release}/propose [If-Match: {tag}] -> 200  tag = header ETag  $.note == ""
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
GET /api/releases/{release} -> 200  $.may_approve == true
GET /api/releases/{release}/forecast -> 200  $.epsilon_after == "2"
POST /api/releases/{release}/approve [If-Match: {tag}] -> 200  $.state == "approved"  $.approved_by == "Burul Second"
until GET /api/releases/{release} -> 200  $.state == "made"  tag = header ETag  $.epsilon_after == "2"  $.files[*].name has "tables.csv"  $.files[*].name has "schema.json"  $.files[*].name has "ledger.jsonl"  $.files[*].name has "MANIFEST.sha256"
GET /api/lineages/{lineage}/ledger -> 200  $.lines.length == 3  $.lines[1].kind == "debit"  $.lines[1].release == "{release}"  $.lines[1].epsilon == "2"  $.lines[1].by == ["Meerim Abdyldaeva", "Burul Second"]  $.lines[2].kind == "finished"  $.lines[2].epsilon_after == "2"
GET /api/lineages/{lineage}/ledger.jsonl -> 200  header Content-Disposition has "ledger.jsonl"  body has "story-people"  body lacks "Meerim"  body lacks "Burul"
# Made is not published: the organisation reads it, nobody else.
as azat, auditor
GET /api/releases -> 200  $.items.length == 1  $.items[0].state == "made"
GET /api/releases/{release}/files/tables.csv -> 200  header Content-Type has "text/csv"  body has "length,column_1,value_1"
GET /api/releases/{release}/files/secrets.csv -> 404  $.code == "release/file_not_found"
as kamola, of another organisation
GET /api/releases -> 200  $.items.length == 0
GET /api/releases/{release} -> 404  $.code == "release/release_not_found"
GET /api/releases/{release}/files/tables.csv -> 404
GET /api/lineages -> 200  $.items.length == 0
GET /api/lineages/{lineage} -> 404  $.code == "release/lineage_not_found"
GET /api/lineages/{lineage}/ledger -> 404
GET /api/lineages/{lineage}/ledger.jsonl -> 404
as nobody
GET /api/published-releases -> 200  $.items.length == 0
GET /api/published-releases/{release} -> 404  $.code == "release/release_not_found"
GET /api/published-releases/{release}/files/tables.csv -> 404
GET /api/releases/{release} -> 401
# Publishing takes a second person too.
as meerim
POST /api/releases/{release}/publish [If-Match: {tag}] -> 403  $.code == "release/second_person"
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{release}/publish [If-Match: {tag}] -> 200  tag = header ETag  $.state == "published"  $.published_by == "Burul Second"
as nobody
GET /api/published-releases -> 200  $.items.length == 1  $.items[0].id == "{release}"  $.items[0].titles[0].text == "People who were helped (fictional)"  $ lacks "Burul"  $ lacks "Meerim"
GET /api/published-releases/{release} -> 200  $.organisation != ""  $.kind == "tables"  $.epsilon == "2"  $.epsilon_after == "2"  $.delta_one_in == 1000000  $.citation == "CTDC, IOM, 2021"  $.lineage == "story-people"  $.length == 2  $.withdrawn_at == null  $.files[*].name has "tables.csv"  $ lacks "Burul"  $ lacks "Meerim"
GET /api/published-releases/{release}/files/tables.csv -> 200  body has "length,column_1,value_1"
GET /api/published-releases/{release}/files/ledger.jsonl -> 200  body lacks "Meerim"  body lacks "Burul"
GET /api/published-releases/{release}/files/MANIFEST.sha256 -> 200  body has "tables.csv"
# Taken back: the files are gone for everybody else, and the page says why.
as meerim
POST /api/releases/{release}/discard [If-Match: {tag}] -> 409  $.code == "release/not_in_this_state"
POST /api/releases/{release}/withdraw [If-Match: {tag}] {"note": ""} -> 422  $.code == "release/note_missing"
POST /api/releases/{release}/withdraw [If-Match: {tag}] {"note": "The years were wrong."} -> 200  $.state == "withdrawn"  $.files[*].name has "tables.csv"
as nobody
GET /api/published-releases/{release} -> 200  $.why_withdrawn == "The years were wrong."  $.withdrawn_at != null  $.files.length == 0
GET /api/published-releases/{release}/files/tables.csv -> 404  $.code == "release/withdrawn"
GET /api/published-releases -> 200  $.items.length == 1  $.items[0].withdrawn_at != null
