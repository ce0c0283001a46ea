# Organisations: made and changed by administrators, read by everybody who signs in.
on a fresh server
as jyldyz
POST /api/organisations {"name": "Story House", "country": "KG", "type": "NGO"} -> 201  made = $.id
POST /api/organisations {"name": "story house", "country": "KG", "type": "NGO"} -> 409  $.code == "directory/name_taken"
POST /api/organisations {"name": "", "country": "KG", "type": "NGO"} -> 422  $.field == "name"
POST /api/organisations {"name": "X", "country": "KG", "type": "Club"} -> 422  $.code == "json/code_unknown"  $.field == "type"
as ayana
GET /api/organisations -> 200  $.items.length > 3
POST /api/organisations {"name": "Mine", "country": "KG", "type": "NGO"} -> 403
GET /api/teams -> 200
