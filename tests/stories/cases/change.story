# Two people save the same field: the second gets 412 and sees both.
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {"given": true, "mode": "written"}, "identity": {"names": [], "birth": {}}} -> 201  case = $.id
PATCH /api/cases/{case} {"risk_level": "high"} -> 428  $.code == "http/if_match_missing"
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "high"} -> 200  $.version == 2  $.risk_level == "high"
as daniyar
PATCH /api/cases/{case} [If-Match: "1"] {"risk_level": "low"} -> 412  $.code == "case/stale"  $.current.version == 2  $.current.risk_level == "high"
PATCH /api/cases/{case} [If-Match: "2"] {"risk_level": null, "gender": "~refused"} -> 200  $.risk_level == null  $.gender == "~refused"
# Handing over: only to somebody of the team.
GET /api/session -> 200  daniyar = $.user.id
as aigerim
GET /api/session -> 200  aigerim = $.user.id
as ayana
POST /api/cases/{case}/assign [If-Match: "3"] {"to": "{aigerim}"} -> 409  $.code == "case/not_on_team"
POST /api/cases/{case}/assign [If-Match: "3"] {"to": "{daniyar}"} -> 200  $.assigned_name == "Daniyar Orozov"
# States follow each other as the house says.
POST /api/cases/{case}/move [If-Match: "4"] {"to": "follow_up"} -> 409  $.code == "case/state_not_allowed"
POST /api/cases/{case}/move [If-Match: "4"] {"to": "closed"} -> 422  $.code == "case/closure_reason_missing"  $.field == "closure_reason"
POST /api/cases/{case}/move [If-Match: "4"] {"to": "closed", "closure_reason": "goals_met"} -> 200  $.state == "closed"  $.htcds_status == "Closed"
PATCH /api/cases/{case} [If-Match: "5"] {"risk_level": "low"} -> 403
POST /api/cases/{case}/move [If-Match: "5"] {"to": "active"} -> 200  $.state == "active"  $.closure_reason == null
# A stale identity says so, and shows nothing.
PUT /api/cases/{case}/identity [If-Match: "7"] {"names": [], "birth": {}} -> 412  $.code == "case/identity_stale"
PUT /api/cases/{case}/identity [If-Match: "1"] {"names": [{"given": "Бермет", "family": "", "script": "Cyrillic", "kind": "current"}], "birth": {"year": 2001, "month": 2}} -> 200  $.version == 2
GET /api/cases/{case} -> 200  $.age_band == "24-26"
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"lives_in": null, "safe_contact": "ask for the code word"} -> 200  $.version == 1
GET /api/cases/{case}/whereabouts -> 200  $.safe_contact == "ask for the code word"
POST /api/cases/{case}/notes {"kind": "narrative", "text": "first words"} -> 201  $.written_by_name == "Ayana Bekova"
GET /api/cases/{case}/notes -> 200  $.items[0].text == "first words"
as saltanat
POST /api/cases/{case}/notes {"kind": "medical", "text": "for clinicians only"} -> 201
GET /api/cases/{case}/notes -> 200  $.items.length == 1  $.items[0].kind == "medical"
as ayana
GET /api/cases/{case}/notes -> 200  $.items.length == 1  $.items[0].kind == "narrative"
