# What the programme adds up to: direct and indirect reach apart, nothing counted twice, small counts hidden.
on a fresh server
as kamola, programme officer
POST /api/projects {"title": "Listening first (fictional)", "countries": ["UZ"]} -> 201  project = $.id
POST /api/indicators {"title": "People trained", "code": "CAP-01", "project": "{project}", "unit": "people", "adds_up": true, "less_is_better": false, "targets": [{"value": 100, "by": "2031-12-31"}]} -> 201  indicator = $.id
POST /api/campaigns {"title": "Week of listening", "project": "{project}", "countries": ["UZ"], "starts_on": "2031-07-26", "ends_on": "2031-07-30", "posts": [{"key": "p1", "title": "First", "channel": "facebook", "posted_on": "2031-07-26"}, {"key": "p2", "title": "Second", "channel": "telegram", "posted_on": "2031-07-27"}]} -> 201  campaign = $.id
POST /api/media-pieces {"title": "Nobody deserves it", "kind": "op_ed", "campaign": "{campaign}", "appearances": [{"key": "a", "outlet": "Invented Times", "published_on": "2031-07-30"}, {"key": "b", "outlet": "Invented News", "published_on": "2031-07-30"}]} -> 201
POST /api/events {"title": "Round table", "kind": "round_table", "campaign": "{campaign}", "starts_on": "2031-07-30", "participation": {"people": 60, "attendances": 60, "basis": "counted", "cells": [{"gender": "Feminine", "count": 41}, {"gender": "Masculine", "count": 16}, {"gender": "NonConforming", "count": 3}]}, "proposals": [{"key": "p", "kind": "finding", "text": "People were not listened to.", "state": "collected"}], "tests": [{"key": "t", "topic": "Rights", "highest": 10, "mean_before": 4, "people_after": 50, "mean_after": 7}]} -> 201
POST /api/events {"title": "Too many", "kind": "forum", "participation": {"people": 2, "attendances": 1, "cells": [{"count": 3}]}} -> 422  $.faults[0].code == "outreach/more_than_all"  $.faults[0].field == "participation/cells"  $.faults[1].code == "outreach/fewer_than_people"
POST /api/measurements {"measure": "people_indirect", "value": 7500, "basis": "estimated", "source": "Own estimate", "campaign": "{campaign}", "starts_on": "2031-07-26", "ends_on": "2031-07-30", "channel": "news_site"} -> 201  whole = $.id  etag = header ETag
POST /api/measurements {"measure": "people_indirect", "value": 900, "basis": "platform", "campaign": "{campaign}", "part": "p1", "starts_on": "2031-07-26", "channel": "news_site"} -> 201
POST /api/measurements {"measure": "people_direct", "value": 60, "basis": "counted", "campaign": "{campaign}", "starts_on": "2031-07-30", "channel": "in_person"} -> 201
POST /api/measurements {"measure": "people_trained", "value": 25, "basis": "counted", "indicator": "{indicator}", "project": "{project}", "starts_on": "2031-05-02"} -> 201
GET /api/programme/figures?from=2031-01-01&to=2031-12-31&project={project} -> 200
    $.indirect.length == 1  $.indirect[0].value == 7500  $.indirect[0].channel == "news_site"  $.indirect[0].bases[0] == "estimated"
    $.direct.length == 2  $.direct[0].measure == "people_direct"  $.direct[0].value == 60  $.direct[1].value == 25
    $.indicators[0].progress.value == 25  $.indicators[0].progress.share == 0.25
    $.media_appearances == 2  $.posts == 2  $.events[0].code == "round_table"  $.proposals[0].count == 1
    $.participants.people == 60  $.participants.by_gender[0].count == 41  $.participants.by_gender[2].count == null  $.participants.by_gender[2].hidden == true  $.participants.by_gender[1].hidden == true
    $.knowledge.before == 40  $.knowledge.after == 70
# Who got in touch stands beside the days of the campaign.
POST /api/measurements {"measure": "contacts", "value": 31, "basis": "counted", "campaign": "{campaign}", "starts_on": "2031-07-26", "ends_on": "2031-08-01", "channel": "hotline"} -> 201
GET /api/programme/figures?from=2031-01-01&to=2031-12-31&project={project} -> 200  $.contacts.length == 1  $.contacts[0].id == "{campaign}"  $.contacts[0].contacts[0].count == 31  $.contacts[0].contacts[0].channel == "hotline"
# A correction is everywhere at once.
PUT /api/measurements/{whole} [If-Match: {etag}] {"measure": "people_indirect", "value": 7400, "basis": "counted", "source": "Outlets", "campaign": "{campaign}", "starts_on": "2031-07-26", "ends_on": "2031-07-30", "channel": "news_site"} -> 200
GET /api/programme/figures?from=2031-01-01&to=2031-12-31&project={project} -> 200  $.indirect[0].value == 7400  $.indirect[0].bases[0] == "counted"
# Other days, another country, another project: nothing.
GET /api/programme/figures?from=2032-01-01&to=2032-12-31 -> 200  $.indirect.length == 0  $.participants.people == 0  $.contacts.length == 0
GET /api/programme/figures?from=2031-01-01&to=2031-12-31&country=KZ -> 200  $.indirect.length == 0  $.posts == 0
GET /api/programme/figures?from=2031-12-31&to=2031-01-01 -> 422  $.field == "to"
GET /api/programme/calendar?from=2031-07-30&to=2031-07-30 -> 200  $.items.length == 3  $.items[0].id == "{campaign}"  $.parts.length == 2  $.parts[0].part == "appearance"
# Posts and milestones stand on their own days, those of a plan that has no days too.
POST /api/commitments {"title": "Plan without days (fictional)", "kind": "action_plan", "state": "under_way", "items": [{"key": "a", "text": "One office", "due_on": "2033-02-01", "state": "late", "milestones": [{"text": "Room found", "due_on": "2033-01-05", "reached_on": "2033-01-03"}]}]} -> 201  plan = $.id
GET /api/programme/calendar?from=2033-01-03&to=2033-02-01 -> 200  $.items.length == 0  $.parts.length == 2  $.parts[0].part == "milestone"  $.parts[0].day == "2033-01-03"  $.parts[0].state == "done"  $.parts[0].item == "{plan}"  $.parts[1].part == "promise"  $.parts[1].state == "late"
GET /api/programme/calendar?from=2033-01-04&to=2033-01-31 -> 200  $.parts.length == 0
GET /api/programme/calendar?from=2031-07-26&to=2031-07-26 -> 200  $.parts.length == 1  $.parts[0].part == "post"  $.parts[0].title == "First"
as jyldyz, administrator
GET /api/programme/figures -> 403
GET /api/programme/calendar -> 403
