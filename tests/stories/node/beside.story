# What only looks runs beside a running server, and sees what it has just written; what writes does not.
on a fresh server
as ayana
GET /api/cases?limit=1&names=shown -> 200
beside panoh audit verify --demo -> 0  prints "chain whole"
beside panoh user list -> 0  prints "ayana"  prints "active"
beside panoh user add asel --name "Asel" --role caseworker --organisation "Small Harbour" --organisation-type NGO -> 1  prints "store/in_use"
beside panoh import ctdc ./beside.story -> 1  prints "store/in_use"
# The server has not noticed.
GET /api/session -> 200
GET /healthz -> 200  $.status == "ok"
panoh audit verify -> 0  prints "chain whole"
panoh user list -> 0  prints "ayana"
