# Two people save the same field: the second gets 412 and sees what stands now. Nothing is written over silently.
given consent = {"given": true, "mode": "written"}
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {"names": [{"given": "Aidai", "family": "", "script": "Latin", "kind": "current"}], "birth": {}}} -> 201  case = $.id  etag = header ETag
as daniyar
GET /api/cases/{case} -> 200  same = header ETag
PATCH /api/cases/{case} [If-Match: {same}] {"risk_level": "high"} -> 200  $.risk_level == "high"  newer = header ETag
as ayana
PATCH /api/cases/{case} [If-Match: {etag}] {"risk_level": "low"}
    -> 412  $.code == "case/stale"  $.current.risk_level == "high"  $.current.version == 2  $.current.id == "{case}"
GET /api/cases/{case} -> 200  $.risk_level == "high"  $.version == 2
PATCH /api/cases/{case} [If-Match: {newer}] {"risk_level": "low"} -> 200  $.version == 3
# Without a version nothing is saved, with a strange one neither.
PATCH /api/cases/{case} {"risk_level": "high"} -> 428  $.code == "http/if_match_missing"
PATCH /api/cases/{case} [If-Match: 3] {"risk_level": "high"} -> 400  $.code == "http/if_match_invalid"
PATCH /api/cases/{case} [If-Match: *] {"risk_level": "high"} -> 400  $.code == "http/if_match_invalid"
PATCH /api/cases/{case} [If-Match: "x"] {"risk_level": "high"} -> 400  $.code == "http/if_match_invalid"
PATCH /api/cases/{case} [If-Match: "99999999999999999999999"] {"risk_level": "high"} -> 400  $.code == "http/if_match_invalid"
PATCH /api/cases/{case} [If-Match: "99"] {"risk_level": "high"} -> 412
# Sealed parts have versions of their own; a stale one is told without opening anything.
PUT /api/cases/{case}/identity [If-Match: "1"] {"names": [{"given": "Aidai", "family": "Osmon", "script": "Latin", "kind": "current"}], "birth": {}} -> 200  $.version == 2  header ETag == "\"2\""
PUT /api/cases/{case}/identity [If-Match: "1"] {"names": [], "birth": {}} -> 412  $.code == "case/identity_stale"  $ lacks "Osmon"
PUT /api/cases/{case}/identity {"names": [], "birth": {}} -> 428
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"lives_in": "with an aunt", "safe_contact": null} -> 200  $.version == 1
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"lives_in": "elsewhere", "safe_contact": null} -> 412  $.code == "case/whereabouts_stale"  $ lacks "aunt"
PUT /api/cases/{case}/whereabouts [If-Match: "5"] {"lives_in": "elsewhere", "safe_contact": null} -> 412
GET /api/cases/{case}/whereabouts -> 200  $.lives_in == "with an aunt"  header ETag == "\"1\""
# What the coded file shows of an identity is part of its version.
GET /api/cases/{case} -> 200  $.version == 3  $.age_band == null  before = $.updated_at
PUT /api/cases/{case}/identity [If-Match: "2"] {"names": [], "birth": {"year": 1990}} -> 200  $.version == 3
GET /api/cases/{case} -> 200  $.version == 4  header ETag == "\"4\""  $.age_band != null  $.birth_year_known == true  $.updated_at != "{before}"
PATCH /api/cases/{case} [If-Match: "3"] {"risk_level": "low"} -> 412  $.current.version == 4
PUT /api/cases/{case}/identity [If-Match: "3"] {"names": [], "birth": {"year": 1990}, "phone": "+996"} -> 200
GET /api/cases/{case} -> 200  $.version == 4
