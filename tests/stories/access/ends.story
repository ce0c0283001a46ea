# A volunteer's account has an end: it lies ahead, is shown, and is taken out again.
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
as ayana
PATCH /api/users/{made} [If-Match: "3"] {"ends_at": null} -> 403
