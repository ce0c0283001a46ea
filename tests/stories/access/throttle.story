# Guessing is slowed down, and nobody outside can lock a person out of their own browser.
on a fresh server
as ayana, in the browser she always uses
DELETE /api/session -> 204
as nobody, who guesses from elsewhere
6 times POST /api/session {"user_name": "ayana", "password": "guessing once more"} -> 401  $.code == "access/wrong_credentials"
POST /api/session {"user_name": "ayana", "password": "guessing once more"} -> 429  $.code == "access/too_many_tries"  header Retry-After != null
# Even the right password waits here: otherwise the wait would tell nothing to those who guess right.
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 429
# A name that does not exist is answered the same way.
6 times POST /api/session {"user_name": "no-such-person", "password": "guessing once more"} -> 401  $.code == "access/wrong_credentials"
POST /api/session {"user_name": "no-such-person", "password": "guessing once more"} -> 429  $.code == "access/too_many_tries"
# Colleagues are not held up by it.
POST /api/session {"user_name": "daniyar", "password": "lantern by the river"} -> 201
as ayana
POST /api/session {"user_name": "ayana", "password": "lantern by the river"} -> 201  $.user.user_name == "ayana"
GET /api/cases -> 200
