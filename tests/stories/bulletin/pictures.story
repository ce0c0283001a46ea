# A picture loses all but its pixels, is printed as the people on it agreed, and is gone when they take that back.
as asel, programme officer
POST /api/pictures [Content-Type: image/jpeg] from with_place.jpg -> 201  picture = $.id  etag = header ETag  $.width == 400  $.height == 600  $.value == null  $.may_print == false
POST /api/pictures [Content-Type: image/png] from bands.png -> 201  other = $.id  other_etag = header ETag  $.width == 600
GET /api/pictures/{picture}/small -> 200  $ is with_place_small.jpg  header Cache-Control == "private, no-cache"  header Content-Type == "image/jpeg"
GET /api/pictures/{picture}/large -> 200
# What is no picture is refused by its bytes, whatever it is called.
POST /api/pictures [Content-Type: image/jpeg] from cut_off.jpg -> 422  $.code == "pictures/not_a_picture"
POST /api/pictures [Content-Type: image/png] from pictures.story -> 422  $.code == "pictures/not_a_picture"
POST /api/pictures [Content-Type: image/gif] from bands.png -> 415  $.code == "http/content_type"
# Who is seen says whether it may be printed; who can be recognised has agreed.
PUT /api/pictures/{picture} [If-Match: {etag}] {"credit": "A. Photographer (fictional)", "people_shown": "agreed"} -> 422  $.code == "bulletin/picture_consent_missing"  $.field == "consent"
PUT /api/pictures/{picture} [If-Match: {etag}] {"credit": " ", "people_shown": "everybody"} -> 422
PUT /api/pictures/{picture} [If-Match: {etag}] {"credit": "A. Photographer (fictional)", "people_shown": "agreed", "consent": {"given_on": "2021-07-02", "ends_on": "2021-07-01", "kept_where": "Green folder"}} -> 422  $.code == "outreach/ends_before_it_starts"  $.field == "consent/ends_on"
PUT /api/pictures/{picture} [If-Match: {etag}] {"credit": "A. Photographer (fictional)", "people_shown": "agreed", "consent": {"given_on": "2021-07-02", "ends_on": "2021-08-01", "kept_where": "Green folder"}} -> 200  $.may_print == false  $.version == 2  second = header ETag
PUT /api/pictures/{picture} [If-Match: {etag}] {"credit": "B", "people_shown": "nobody"} -> 412  $.code == "bulletin/picture_stale"  $.current.version == 2
PUT /api/pictures/{picture} [If-Match: {second}] {"credit": "A. Photographer (fictional)", "people_shown": "agreed", "consent": {"given_on": "2021-07-02", "kept_where": "Green folder"}} -> 200  $.may_print == true
PUT /api/pictures/{other} [If-Match: {other_etag}] {"credit": "B", "taken_on": "2021-07-30", "people_shown": "nobody"} -> 200  $.may_print == true  other_etag = header ETag
GET /api/pictures -> 200  $.items[*].id has "{picture}"  $.items[*].id has "{other}"
# Of the own organisation alone.
as kamola, of another organisation
GET /api/pictures -> 200  $.items[*].id lacks "{picture}"
GET /api/pictures/{picture} -> 404  $.code == "bulletin/picture_not_found"
GET /api/pictures/{picture}/small -> 404
PUT /api/pictures/{picture} [If-Match: {second}] {"credit": "X", "people_shown": "nobody"} -> 404
DELETE /api/pictures/{picture} [If-Match: {second}] -> 404
POST /api/pictures/{picture}/withdraw -> 404
as ayana, caseworker
GET /api/pictures/{picture}/large -> 403  $.code == "access/not_allowed"
POST /api/pictures [Content-Type: image/png] from bands.png -> 403
as nobody
GET /api/pictures/{picture}/small -> 401
# Taken back: gone, for good, and the same file does not come in again.
as bermet, communications officer
POST /api/pictures/{picture}/withdraw -> 204
POST /api/pictures/{picture}/withdraw -> 204
GET /api/pictures/{picture} -> 200  $.may_print == false  $.withdrawn_on != null  third = header ETag
GET /api/pictures/{picture}/small -> 404
GET /api/pictures/{picture}/large -> 404
PUT /api/pictures/{picture} [If-Match: {third}] {"credit": "A", "people_shown": "nobody"} -> 409  $.code == "bulletin/picture_withdrawn"
POST /api/pictures [Content-Type: image/jpeg] from with_place.jpg -> 409  $.code == "bulletin/picture_withdrawn"
DELETE /api/pictures/{picture} [If-Match: {third}] -> 204
DELETE /api/pictures/{other} -> 428
DELETE /api/pictures/{other} [If-Match: {other_etag}] -> 204
GET /api/pictures/{other} -> 404
GET /api/pictures/{other}/small -> 404
GET /api/pictures -> 200  $.items.length == 0
