# States follow each other as the house says; a closed case changes no more until it is reopened.
given consent = {"given": true, "mode": "written"}
given nobody_named = {"names": [], "birth": {}}
as ayana
GET /api/session -> 200  team = $.teams[0].id
POST /api/cases {"country": "KG", "team": "{team}", "consent": {consent}, "identity": {nobody_named}} -> 201  case = $.id  $.state == "intake"  $.next_states == ["assessment", "active", "closed"]
POST /api/cases/{case}/move [If-Match: "1"] {"to": "follow_up"} -> 409  $.code == "case/state_not_allowed"  $.field == "to"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "suspended"} -> 409  $.code == "case/state_not_allowed"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "closed_referred"} -> 409  $.code == "case/state_not_allowed"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "intake"} -> 409  $.code == "case/state_not_allowed"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "asleep"} -> 422  $.code == "json/code_unknown"  $.field == "to"
POST /api/cases/{case}/move [If-Match: "1"] {} -> 422  $.code == "json/missing"  $.field == "to"
POST /api/cases/{case}/move [If-Match: "1"] {"to": "assessment"} -> 200  $.state == "assessment"  $.version == 2
POST /api/cases/{case}/move [If-Match: "1"] {"to": "active"} -> 412  $.code == "case/stale"  $.current.state == "assessment"
POST /api/cases/{case}/move [If-Match: "2"] {"to": "active"} -> 200  $.htcds_status == "Active"
POST /api/cases/{case}/move [If-Match: "3"] {"to": "suspended"} -> 200  $.next_states == ["active", "closed"]
POST /api/cases/{case}/move [If-Match: "4"] {"to": "follow_up"} -> 409  $.code == "case/state_not_allowed"
POST /api/cases/{case}/move [If-Match: "4"] {"to": "active"} -> 200
POST /api/cases/{case}/move [If-Match: "5"] {"to": "follow_up"} -> 200  $.htcds_status == "FollowUp"
POST /api/cases/{case}/move [If-Match: "6"] {"to": "closed"} -> 422  $.code == "case/closure_reason_missing"  $.field == "closure_reason"
POST /api/cases/{case}/move [If-Match: "6"] {"to": "closed", "closure_reason": "bored"} -> 422  $.code == "json/code_unknown"  $.field == "closure_reason"
POST /api/cases/{case}/move [If-Match: "6"] {"to": "closed", "closure_reason": "lost_contact"} -> 200  $.state == "closed"  $.closure_reason == "lost_contact"  $.may lacks "case_change"
# Closed: read, not changed.
PATCH /api/cases/{case} [If-Match: "7"] {"risk_level": "low"} -> 403  $.code == "access/not_allowed"
POST /api/cases/{case}/notes {"kind": "narrative", "text": "after the end"} -> 403
PUT /api/cases/{case}/identity [If-Match: "1"] {nobody_named} -> 403
PUT /api/cases/{case}/whereabouts [If-Match: "0"] {"lives_in": "somewhere"} -> 403
GET /api/cases/{case}/identity -> 200
POST /api/cases/{case}/move [If-Match: "7"] {"to": "active"} -> 200  $.state == "active"  $.closure_reason == null
PATCH /api/cases/{case} [If-Match: "8"] {"risk_level": "low"} -> 200  $.version == 9
