# Commands that only look make nothing: no database, no secret, no migration.
on a real node
panoh audit verify -> 1  prints "store/"
panoh user list -> 1  prints "store/"
panoh config check -> 0  prints "ok"
panoh user add asel --name "Asel" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0
panoh audit verify -> 0  prints "chain whole"
panoh audit verify --demo -> 1  prints "demo/real_node"
