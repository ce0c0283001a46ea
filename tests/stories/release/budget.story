# What a series may give away is bounded: no release passes its budget, a larger one has a reason, another table is said to be one.
on a fresh server
as jyldyz, administrator
GET /api/session -> 200  home = $.organisation.id
POST /api/users {"user_name": "burul", "name": "Burul Second", "role": "data_officer", "organisation": "{home}", "teams": []} -> 201  code = $.activation_code
as nobody, who is burul
POST /api/activation {"user_name": "burul", "activation_code": "{code}", "password": "seven grey geese fly"} -> 201
as meerim, data officer
POST /api/datasets/imports?name=People from people.csv -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "done"  dataset = $.dataset
POST /api/lineages {"name": "small", "title": "A small budget", "epsilon": "1", "preset": "sdg-16-2-2"} -> 201  lineage = $.id
POST /api/releases {"titles": [{"language": "en", "text": "Too dear"}], "lineage": "{lineage}", "source": {"kind": "dataset", "dataset": "{dataset}"}, "kind": "tables", "epsilon": "2", "length": 1} -> 201  dear = $.id  tag = header ETag
GET /api/releases/{dear}/forecast -> 200  $.within_budget == false  $.epsilon_after == "2"  $.epsilon_budget == "1"
POST /api/releases/{dear}/propose [If-Match: {tag}] -> 409  $.code == "ledger/overspent"  $.field == "1"
GET /api/lineages/{lineage}/ledger -> 200  $.lines.length == 1
GET /api/releases/{dear} -> 200  $.state == "draft"  $.version == 1
# Rows of k-anonymity have no amount; the ledger notes them all the same.
POST /api/releases {"titles": [{"language": "en", "text": "Rows"}], "lineage": "{lineage}", "source": {"kind": "dataset", "dataset": "{dataset}"}, "kind": "k", "k": 5, "length": 2, "joined": [{"column": "yearOfRegistration", "width": 4}], "crossed": [{"row": "gender", "column": "majorityStatus"}], "columns": ["yearOfRegistration", "gender", "majorityStatus", "isForcedLabour"]} -> 201  rows = $.id  tag = header ETag
GET /api/releases/{rows}/forecast -> 200  $.covered == false  $.epsilon == null  $.epsilon_after == "0"
POST /api/releases/{rows}/propose [If-Match: {tag}] -> 200  tag = header ETag
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{rows}/approve [If-Match: {tag}] -> 200
until GET /api/releases/{rows} -> 200  $.state == "made"  $.files[*].name has "microdata.csv"  $.files[*].name has "cross_tables.csv"
GET /api/lineages/{lineage}/ledger -> 200  $.lines.length == 3  $.lines[1].kind == "exact"  $.lines[1].epsilon == ""
# A larger budget by somebody who says why; the version that was read counts.
POST /api/lineages/{lineage}/raise [If-Match: "1"] {"epsilon": "0.5", "reason": "Less."} -> 409  $.code == "ledger/not_larger"
POST /api/lineages/{lineage}/raise [If-Match: "1"] {"epsilon": "3", "reason": " "} -> 422  $.code == "ledger/reason_missing"
POST /api/lineages/{lineage}/raise {"epsilon": "3", "reason": "A second year."} -> 428
POST /api/lineages/{lineage}/raise [If-Match: "1"] {"epsilon": "3", "reason": "A second year."} -> 200  $.epsilon == "3"  $.version == 2
POST /api/lineages/{lineage}/raise [If-Match: "1"] {"epsilon": "4", "reason": "Again."} -> 412  $.code == "release/stale"
GET /api/lineages/{lineage}/ledger -> 200  $.lines.length == 4  $.lines[3].kind == "raised"  $.lines[3].what == "A second year."
# Another table than the one the ledger knows is refused, with nothing debited, until the plan says that it is one.
as meerim
POST /api/datasets/imports?name=Other from small.csv -> 202  import = $.import
until GET /api/datasets/imports/{import} -> 200  $.state == "done"  other = $.dataset
given rest = {"titles": [{"language": "en", "text": "Rows anew"}], "lineage": "{lineage}", "source": {"kind": "dataset", "dataset": "{other}"}, "kind": "k", "k": 2, "length": 1, "columns": ["gender"]}
POST /api/releases {rest} -> 201  anew = $.id  tag = header ETag
POST /api/releases/{anew}/propose [If-Match: {tag}] -> 200  tag = header ETag
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{anew}/approve [If-Match: {tag}] -> 200
until GET /api/releases/{anew} -> 200  $.state == "failed"  $.failure == "release/table_changed"  tag = header ETag  $.files.length == 0
GET /api/lineages/{lineage}/ledger -> 200  $.lines.length == 4
as meerim
PUT /api/releases/{anew} [If-Match: {tag}] {"titles": [{"language": "en", "text": "Rows anew"}], "lineage": "{lineage}", "source": {"kind": "dataset", "dataset": "{other}"}, "kind": "k", "k": 2, "length": 1, "columns": ["gender"], "new_table": true} -> 200  tag = header ETag  $.state == "draft"
POST /api/releases/{anew}/propose [If-Match: {tag}] -> 200  tag = header ETag  $.failure == ""
as nobody, who is burul
POST /api/session {"user_name": "burul", "password": "seven grey geese fly"} -> 201
POST /api/releases/{anew}/approve [If-Match: {tag}] -> 200
until GET /api/releases/{anew} -> 200  $.state == "made"  tag = header ETag
POST /api/releases/{anew}/discard [If-Match: {tag}] -> 200  $.state == "discarded"  $.files.length == 0
GET /api/releases/{anew}/files/microdata.csv -> 404
