# The root of an organisation is shown once; with its code it signs for the node again.
on a fresh server
as ayana, caseworker
POST /api/recovery/root -> 403
as jyldyz, administrator
GET /api/keys -> 200  $.root == null
POST /api/recovery/root-renewal {"code": "0000"} -> 409  $.code == "recovery/root_missing"
POST /api/recovery/root -> 200  code = $.code  print = $.fingerprint
POST /api/recovery/root -> 409  $.code == "recovery/root_made"
GET /api/keys -> 200  $.root.fingerprint == "{print}"  $.root.holds == true
POST /api/recovery/root-renewal {"code": "0000-0000"} -> 422  $.code == "recovery/root_code_wrong"  $.field == "code"
POST /api/recovery/root-renewal {"code": "{code}"} -> 204
GET /api/keys -> 200  $.root.holds == true
