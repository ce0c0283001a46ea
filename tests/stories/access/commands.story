# What the owner of the machine does with commands, and what commands refuse.
on a real node
panoh user add x --name "X" --role king --organisation "Small Harbour" --organisation-type NGO -> 1  prints "json/code_unknown role"
panoh user add asel --name "Asel" --role administrator --organisation "Small Harbour" -> 1  prints "json/code_unknown organisation-type"
panoh user add "as el" --name "Asel" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 1  prints "access/user_name_invalid"
panoh user add asel --name "Asel" --role administrator --organisation "Small Harbour" --organisation-type NGO -> 0
panoh user add asel --name "Again" --role administrator --organisation "Small Harbour" -> 1  prints "access/user_name_taken"
panoh user list -> 0  prints "asel"  prints "invited"
panoh user deactivate nobody.here -> 1  prints "access/user_not_found"
panoh user deactivate asel -> 0
panoh user list -> 0  prints "inactive"
panoh user activate-again asel -> 0  code = last word
panoh demo -> 1  prints "demo/real_node"
panoh serve --demo -> 1  prints "demo/real_node"
panoh config check --set node.country=XX -> 1  prints "config/country node.country"
panoh config check --set server.port=70000 --set node.nothing=1 -> 1  prints "config/out_of_range server.port"  prints "config/unknown_setting node.nothing"
panoh config show -> 0  prints "[server]"
panoh export dataset nothing - -> 1  prints "release/dataset_not_found"
panoh audit verify -> 0  prints "chain whole"
as nobody
POST /api/activation {"user_name": "asel", "activation_code": "{code}", "password": "a lamp in the window"} -> 201
