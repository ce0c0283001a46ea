# A volunteer's account has an end: it lies ahead, is shown, is taken out again, and is the end when it comes.
on a fresh server
as jyldyz
GET /api/session -> 200  organisation = $.organisation.id
POST /api/users {"user_name": "story.helper", "name": "Story Helper", "role": "screener", "organisation": "{organisation}", "teams": [], "ends_at": "2001-01-01T00:00:00.000Z"} -> 422  $.code == "access/end_passed"  $.field == "ends_at"
POST /api/users {"user_name": "story.helper", "name": "Story Helper", "role": "screener", "organisation": "{organisation}", "teams": [], "ends_at": "tomorrow"} -> 422  $.code == "json/not_an_instant"  $.field == "ends_at"
POST /api/users {"user_name": "story.helper", "name": "Story Helper", "role": "screener", "organisation": "{organisation}", "teams": [], "ends_at": "2199-01-01T00:00:00.000Z"} -> 201  made = $.user.id  $.user.ends_at == "2199-01-01T00:00:00.000Z"
GET /api/users -> 200  $.items[*].ends_at has "2199-01-01T00:00:00.000Z"
PATCH /api/users/{made} [If-Match: "1"] {"name": "Story Volunteer"} -> 200  $.ends_at == "2199-01-01T00:00:00.000Z"
PATCH /api/users/{made} [If-Match: "2"] {"ends_at": "2001-01-01T00:00:00.000Z"} -> 422  $.code == "access/end_passed"  $.field == "ends_at"
PATCH /api/users/{made} [If-Match: "2"] {"ends_at": null} -> 200  $.ends_at == null
# From that moment on the next request is refused, and so is signing in: who knows the password is told why.
as gulzat
GET /api/session -> 200  gulzat = $.user.id
as jyldyz
given soon = in 2 seconds
PATCH /api/users/{gulzat} [If-Match: "1"] {"ends_at": "{soon}"} -> 200  $.ends_at == "{soon}"
as gulzat
until GET /api/session -> 401  $.code == "access/no_session"
GET /api/cases -> 401
as nobody
POST /api/session {"user_name": "gulzat", "password": "lantern by the river"} -> 403  $.code == "access/account_ended"
POST /api/session {"user_name": "gulzat", "password": "not that one at all"} -> 401  $.code == "access/wrong_credentials"
# No end for the only lead: nobody could hand the finding key on after it.
as daniyar
GET /api/session -> 200  daniyar = $.user.id
as jyldyz
PATCH /api/users/{daniyar} [If-Match: "1"] {"ends_at": "2199-01-01T00:00:00.000Z"} -> 409  $.code == "access/last_key_holder"
as ayana
PATCH /api/users/{made} [If-Match: "3"] {"ends_at": null} -> 403
