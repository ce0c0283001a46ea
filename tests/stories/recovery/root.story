# The root of an organisation is shown once; made anew until its paper is kept; with its code it signs for the node again.
on a fresh server
as ayana, caseworker
POST /api/recovery/root -> 403
POST /api/recovery/root-kept {"fingerprint": "0000"} -> 403
as jyldyz, administrator
GET /api/keys -> 200  $.root == null
POST /api/recovery/root-renewal {"code": "0000"} -> 409  $.code == "recovery/root_missing"
POST /api/recovery/root-kept {"fingerprint": "0000"} -> 409  $.code == "recovery/root_missing"
# The line broke before anybody saw the code: nobody kept it, and another one takes its place.
POST /api/recovery/root -> 200  unseen = $.code  first = $.fingerprint
GET /api/keys -> 200  $.root.fingerprint == "{first}"  $.root.kept == false  $.root.holds == false
POST /api/recovery/root -> 200  code = $.code  print = $.fingerprint
POST /api/recovery/root-kept {"fingerprint": "{first}"} -> 409  $.code == "recovery/root_other"
POST /api/recovery/root-renewal {"code": "{unseen}"} -> 422  $.code == "recovery/root_code_wrong"  $.field == "code"
POST /api/recovery/root-kept {"fingerprint": "{print}"} -> 204
POST /api/recovery/root-kept {"fingerprint": "{print}"} -> 204
GET /api/keys -> 200  $.root.fingerprint == "{print}"  $.root.kept == true  $.root.holds == true
# One that is kept is not made anew by anybody.
POST /api/recovery/root -> 409  $.code == "recovery/root_made"
POST /api/recovery/root-renewal {"code": "0000-0000"} -> 422  $.code == "recovery/root_code_wrong"  $.field == "code"
POST /api/recovery/root-renewal {"code": "{code}"} -> 204
GET /api/keys -> 200  $.root.fingerprint == "{print}"  $.root.holds == true
