# A testimony is used as its giver agreed; taken back, its words are gone from every version, and nobody undoes that.
as asel, programme officer
given consent = {"given_on": "2026-05-02", "publications": ["bulletin_web", "bulletin_email"], "countries": ["KG"], "kept_where": "Green folder, shelf 2"}
POST /api/testimonies {"title": "Ten years", "pseudonym": "Gulnara", "form": "text", "text": "I was not asked. (fictional)", "consent": {consent}} -> 201  testimony = $.id  etag = header ETag
PUT /api/testimonies/{testimony} [If-Match: {etag}] {"title": "Ten years", "pseudonym": "Gulnara", "form": "text", "text": "I was never asked. (fictional)", "consent": {consent}} -> 200  second = header ETag
POST /api/testimonies {"title": "X", "pseudonym": "Y", "form": "text", "consent": {"given_on": "2026-05-02"}} -> 422  $.code == "outreach/consent_for_nothing"  $.field == "consent/publications"
POST /api/testimonies {"title": "X", "pseudonym": "Y", "form": "text", "consent": {consent}, "withdrawn_on": "2026-05-03"} -> 422  $.code == "outreach/withdraw_instead"  $.field == "withdrawn_on"
as kamola, of another organisation
GET /api/testimonies -> 200  $.items[*].id lacks "{testimony}"
GET /api/testimonies/{testimony} -> 404  $.code == "outreach/item_not_found"
GET /api/testimonies/{testimony}/versions -> 404
PUT /api/testimonies/{testimony} [If-Match: {second}] {"title": "X", "pseudonym": "Y", "form": "text", "consent": {consent}} -> 404  $.code == "outreach/item_not_found"
POST /api/testimonies/{testimony}/withdraw -> 404
as bermet, communications officer
POST /api/testimonies/{testimony}/withdraw -> 204
POST /api/testimonies/{testimony}/withdraw -> 204
GET /api/testimonies/{testimony} -> 200  $ lacks "never asked"  $.value.withdrawn_on != null  $.value.text == null  $.version == 3  third = header ETag
GET /api/testimonies/{testimony}/versions -> 200  $.items.length == 2  $ lacks "not asked"  $ lacks "never asked"
PUT /api/testimonies/{testimony} [If-Match: {third}] {"title": "Ten years", "pseudonym": "Gulnara", "form": "text", "text": "Again", "consent": {consent}} -> 409  $.code == "outreach/testimony_withdrawn"
