"""One harmless question for each route, and which answers to it mean that the person may.

A change comes with a version that nothing has, or with a body that is refused behind the permit; what must really be done is
done to something that is there for it. `shows`: compartments whose words a permitted answer has, as far
as the person may read them; a word from anywhere else is a leak. `on_duty`: the same, whatever the person may read else. `lists`: whose cases are told of: "own" all that the person may
read, "team" those of the team, "house" any that a search or an ask may tell of, else no case but the one asked about.
"""

import json
import uuid

from matrix.marks import STEM
from matrix.world import EDITION, PROGRAMME, SCHEMA, STORY, mapping, release_plan

NOBODY = "00000000-0000-4000-8000-000000000000"
STALE = {"If-Match": '"9999"'}
FILE = {"Content-Type": "application/octet-stream"}
SITTING = str(uuid.UUID(int=7, version=4))
WHY = {"purpose": "supervision", "text": f"{STEM} asks"}
ABOUT = {"sheet": "About", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Supervision", "note": "Keep it safe",
         "fictional": "Fictional"}
HEADINGS = {name: name for name in ("reference", "name", "state", "trafficking_status", "exploitation", "citizenship", "country_of_exploitation",
                                    "gender", "age_band", "caseworker", "next_step", "due_on")}
WORDS = {"about": ABOUT, "sheet": "Cases", "headings": HEADINGS, "codes": []}


class Probe:
    """`path` may name {case}, {ask} and things; `when` are the answers that mean yes; `hides` the code of what is hidden."""

    def __init__(self, route, when, path=None, body=None, raw=None, headers=(), hides="case/not_found", shows=(), on_duty=(), relations=("-",), lists=""):
        self.route, self.when, self.hides = route, set(when.split(" | ")), hides
        self.method, _, pattern = route.partition(" (")[0].partition(" ")
        self.pattern = pattern
        self.path = path or pattern
        self.body = json.dumps(body).encode() if body is not None else raw
        self.headers = dict(headers)
        self.shows, self.on_duty, self.relations, self.lists = frozenset(shows), frozenset(on_duty), tuple(relations), lists


SEALED = {"identity": {"names": [], "birth": {}}, "whereabouts": {},
          "story": {"events": [], "perpetrators": [], "plans": [], "referred_in": {}, "referred_out": {}}}


def sealed_part(part, compartment):
    path = f"/api/cases/{{case}}/{part}"
    yield Probe(f"GET {path}", "200", shows=(compartment,))
    yield Probe(f"GET {path}/before", "200", shows=(compartment,))
    yield Probe(f"PUT {path}", f"412 case/{part}_stale", body=SEALED[part], headers=STALE)


# In the order they are asked: a form is kept before it is opened.
CASES = (
    Probe("GET /api/cases/{case}", "200"),
    Probe("GET /api/cases/{case}/answers/before", "200"),
    Probe("PATCH /api/cases/{case}", "412 case/stale", body={"risk_level": "low"}, headers=STALE),
    Probe("PUT /api/cases/{case}/consent", "412 case/stale", body={"given": True, "mode": "written"}, headers=STALE),
    Probe("POST /api/cases/{case}/move", "412 case/stale", body={"to": "active"}, headers=STALE),
    Probe("POST /api/cases/{case}/assign", "412 case/stale", body={"to": NOBODY}, headers=STALE),
    Probe("GET /api/cases/{case}/receivers", "200"),
    Probe("GET /api/cases/{case}/history", "200", path="/api/cases/{case}/history?limit=20"),
    Probe("POST /api/cases/{case}/asks", "201 | 409 case/own_team | 409 case/asked_already", body={"purpose": "with_us_now"}),
    Probe("POST /api/asks/{ask}/answer", "204 | 409 case/ask_answered", body={"answer": "declined"}, hides="case/ask_not_found"),
    Probe("POST /api/emergencies", "422 emergency/why_missing", body={"reference": "{reference}", "reason": "danger", "why": ""}),
    Probe("GET /api/emergencies/{emergency}", "200", hides="emergency/not_found", on_duty=("identity", "whereabouts")),
    Probe("GET /api/emergencies/{emergency} (of another)", "200", path="/api/emergencies/{of_another}", hides="emergency/not_found"),
    # What they wrote was not sealed by anybody, so that it opens to nobody.
    Probe("GET /api/emergencies/{emergency}/why", "409 vault/tampered | 403 vault/no_key", path="/api/emergencies/{of_another}/why",
          hides="emergency/not_found"),
    Probe("POST /api/emergencies/{emergency}/review", "204 | 409 emergency/reviewed", path="/api/emergencies/{of_another}/review",
          body={"verdict": "needed"}, hides="emergency/not_found"),
    Probe("POST /api/emergencies/{emergency}/end", "204", hides="emergency/not_found"),
    Probe("POST /api/cases/{case}/print (codes)", "200", body={"with_name": False, "why": WHY}),
    Probe("POST /api/cases/{case}/print (name)", "200", body={"with_name": True, "why": WHY}),
    Probe("POST /api/cases/{case}/print (looked)", "200", body={"with_name": True, "paper": "looked", "why": WHY}),
    *sealed_part("identity", "identity"),
    *sealed_part("whereabouts", "whereabouts"),
    *sealed_part("story", "narrative"),
    Probe("GET /api/cases/{case}/notes", "200", shows=("narrative", "medical")),
    Probe("POST /api/cases/{case}/notes (narrative)", "422 case/note_empty", body={"kind": "narrative", "text": ""}),
    Probe("POST /api/cases/{case}/notes (medical)", "422 case/note_empty", body={"kind": "medical", "text": ""}),
    Probe("PUT /api/drafts/{key} (identity)", "200", path="/api/drafts/case_identity.{case}", body={"sitting": SITTING, "count": 1, "text": "{}"}),
    Probe("GET /api/drafts/{key} (identity)", "200", path="/api/drafts/case_identity.{case}"),
    Probe("PUT /api/drafts/{key} (medical note)", "200", path="/api/drafts/case_medical_note.{case}",
          body={"sitting": SITTING, "count": 1, "text": "{}"}),
)

TEAM = {"in_team": "front", "off_team": "back", "left_team": "left", "other_organisation": "far"}
PEOPLE = {"in_team": "lead", "other_organisation": "far_lead"}
OPEN = {"country": "KG", "consent": {"given": True}, "identity": {"names": [], "birth": {}}}
READING = {"sheet": "", "mapping": mapping("x"), "leave_out_faulty": False, "leave_out_duplicates": True,
           "defaults": {"country": "KG", "consent": {"given": True, "mode": "written"}}}
TABLE = {name: team for name, team in TEAM.items() if name != "left_team"}
CSV = {"team": "{team}", "why": WHY, "words": ABOUT}


def programme(kind):
    """The routes of one kind, of an item of one's own organisation and of another's."""
    path, value = PROGRAMME[kind]
    many, one = f"/api/{path}", f"/api/{path}/{{{kind}}}"
    of = {"hides": "outreach/item_not_found", "relations": ("own", "other_organisation")}
    yield Probe(f"GET {many}", "200", path=f"{many}?limit=200")
    yield Probe(f"POST {many}", "422 json/missing", body={})
    yield Probe(f"GET {one}", "200", **of)
    yield Probe(f"GET {one}/versions", "200", **of)
    yield Probe(f"PUT {one}", "412 outreach/stale", body=value, headers=STALE, **of)
    yield Probe(f"DELETE {one}", "412 outreach/stale", headers=STALE, **of)
    yield Probe(f"POST {one}/bring-back", "412 outreach/stale", headers=STALE, **of)



def bulletin():
    """Editions, their stories, pictures: of one's own organisation and of another's."""
    both = {"relations": ("own", "other_organisation")}
    edition = {"hides": "bulletin/edition_not_found", **both}
    story = {"hides": "bulletin/story_not_found", **both}
    picture = {"hides": "bulletin/picture_not_found", **both}
    yield Probe("GET /api/editions", "200")
    yield Probe("POST /api/editions", "422 json/missing", body={})
    for word in ("", "/versions", "/missing", "/stories"):
        yield Probe(f"GET /api/editions/{{edition}}{word}", "200", **edition)
    yield Probe("GET /api/editions/{edition}/preview/{language}", "200", path="/api/editions/{edition}/preview/en", **edition)
    yield Probe("POST /api/editions/{edition}/preview/{language}/story", "200", path="/api/editions/{edition}/preview/en/story", body=STORY, **edition)
    yield Probe("PUT /api/editions/{edition}", "412 bulletin/stale", body=EDITION, headers=STALE, **edition)
    for word in ("ask-review", "publish", "withdraw", "approve"):
        yield Probe(f"POST /api/editions/{{edition}}/{word}", "412 bulletin/stale", headers=STALE, **edition)
    yield Probe("POST /api/editions/{edition}/send-back", "412 bulletin/stale", body={"note": "x"}, headers=STALE, **edition)
    yield Probe("POST /api/editions/{edition}/stories", "422 bulletin/section_unknown", path="/api/editions/{edition}/stories?section=none", body=STORY, **edition)
    yield Probe("GET /api/stories/{story}", "200", **story)
    yield Probe("GET /api/stories/{story}/versions", "200", **story)
    yield Probe("PUT /api/stories/{story}", "412 bulletin/stale", body=STORY, headers=STALE, **story)
    yield Probe("DELETE /api/stories/{story}", "412 bulletin/stale", headers=STALE, **story)
    yield Probe("GET /api/pictures", "200")
    yield Probe("POST /api/pictures", "422 pictures/not_a_picture", raw=b"x", headers={"Content-Type": "image/png"})
    for word in ("", "/small", "/large"):
        yield Probe(f"GET /api/pictures/{{picture}}{word}", "200", **picture)
    yield Probe("PUT /api/pictures/{picture}", "412 bulletin/picture_stale", body={"credit": "A", "people_shown": "nobody"}, headers=STALE, **picture)
    yield Probe("DELETE /api/pictures/{picture}", "412 bulletin/picture_stale", headers=STALE, **picture)
    # What is withdrawn is gone for whoever is asked about next.
    yield Probe("POST /api/pictures/{picture}/withdraw", "404 bulletin/picture_not_found", path=f"/api/pictures/{NOBODY}/withdraw")
    # Sending goes out from what is published, and nothing of this world is; nobody set mail up here.
    yield Probe("GET /api/subscriptions", "200")
    yield Probe("GET /api/sendings", "200", path=f"/api/sendings?edition={NOBODY}")
    yield Probe("GET /api/sendings/{sending}", "404 bulletin/sending_not_found", path=f"/api/sendings/{NOBODY}")
    yield Probe("POST /api/sendings/{sending}/stop", "404 bulletin/sending_not_found", path=f"/api/sendings/{NOBODY}/stop")
    yield Probe("POST /api/editions/{edition}/sendings", "409 bulletin/edition_not_out | 503 mail/not_set_up | 409 mail/not_set_up",
                path=f"/api/editions/{NOBODY}/sendings", body={"languages": ["en"]})


def releases():
    """Lineages and releases, which are drafts: of one's own organisation and of another's."""
    both = {"relations": ("own", "other_organisation")}
    lineage = {"hides": "release/lineage_not_found", **both}
    release = {"hides": "release/release_not_found", **both}
    yield Probe("GET /api/lineages", "200")
    yield Probe("GET /api/lineages/presets", "200")
    yield Probe("POST /api/lineages", "422 json/missing", body={})
    for word in ("", "/ledger", "/ledger.jsonl", "/schemas"):
        yield Probe(f"GET /api/lineages/{{lineage}}{word}", "200", **lineage)
    yield Probe("PUT /api/lineages/{lineage}/schema", "412 release/stale", body=SCHEMA, headers=STALE, **lineage)
    yield Probe("POST /api/lineages/{lineage}/raise", "412 release/stale", body={"epsilon": "9", "reason": "x"}, headers=STALE, **lineage)
    yield Probe("GET /api/releases", "200")
    yield Probe("POST /api/releases", "422 json/missing", body={})
    for word in ("", "/forecast", "/reading"):
        yield Probe(f"GET /api/releases/{{release}}{word}", "200", **release)
    yield Probe("GET /api/releases/{release}/files/{file}", "200", path="/api/releases/{release}/files/tables.csv", **release)
    yield Probe("PUT /api/releases/{release}", "412 release/stale", body=release_plan(NOBODY, NOBODY), headers=STALE, **release)
    for word in ("propose", "approve", "publish", "discard"):
        yield Probe(f"POST /api/releases/{{release}}/{word}", "412 release/stale", headers=STALE, **release)
    for word in ("send-back", "withdraw"):
        yield Probe(f"POST /api/releases/{{release}}/{word}", "412 release/stale", body={"note": "x"}, headers=STALE, **release)
    yield Probe("GET /api/published-releases", "200")
    yield Probe("GET /api/published-releases/{release}", "404 release/release_not_found", path=f"/api/published-releases/{NOBODY}")
    yield Probe("GET /api/published-releases/{release}/files/{file}", "404 release/release_not_found",
                path=f"/api/published-releases/{NOBODY}/files/tables.csv")


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# In the order they are asked: a table is brought before it is looked at, and a session ends last.
ROUTES = (
    Probe("GET /api/cases", "200", lists="own", path="/api/cases?limit=200"),
    Probe("GET /api/cases (names)", "200", lists="own", path="/api/cases?limit=200&names=shown", shows=("identity",)),
    Probe("GET /api/today", "200", lists="house"),
    Probe("POST /api/cases/find", "200", lists="house", body={"name": "Zymyrykkanaryaaab Zymyrykkanaryaaac"}),
    Probe("POST /api/cases/export (codes)", "200", lists="own", body={"names": False, "why": WHY, "words": WORDS}, path="/api/cases/export"),
    Probe("POST /api/cases/export (names)", "200", lists="own", body={"names": True, "why": WHY, "words": WORDS}, path="/api/cases/export",
          shows=("identity",)),
    Probe("POST /api/cases", "422 case/consent_mode_missing", body={**OPEN, "team": "{team}"}, relations=TEAM),
    Probe("GET /api/records/columns", "200"),
    Probe("POST /api/records/uploads", "201", raw=b"name;sex\nSomebody;x\n", headers=FILE),
    Probe("GET /api/records/uploads/{upload}/sheets/{sheet}", "200", path="/api/records/uploads/{upload}/sheets/0",
          hides="records/upload_not_found", relations=("own", "other_person")),
    Probe("POST /api/records/uploads/{upload}/check", "200", body=READING, hides="records/upload_not_found", relations=("own", "other_person")),
    Probe("POST /api/records/imports", "409 records/checked_otherwise", relations=TEAM,
          body={"upload": "{upload}", "team": "{team}", "name": "x", "expected": 999, "reading": READING}),
    Probe("DELETE /api/records/uploads", "204"),
    Probe("GET /api/records/imports", "200"),
    Probe("GET /api/records/imports/{import}", "200", hides="records/import_not_found", relations=TABLE),
    Probe("GET /api/records/mappings", "200"),
    Probe("POST /api/records/mappings", "422 records/mapping_name", body={"team": "{team}", "name": "", "mapping": mapping("x")}, relations=TEAM),
    Probe("PUT /api/records/mappings/{mapping}", "412 records/mapping_stale", body=mapping("x"), headers=STALE, hides="records/mapping_not_found",
          relations=TABLE),
    Probe("DELETE /api/records/mappings/{mapping}", "204", path="/api/records/mappings/{throw_away}", hides="records/mapping_not_found",
          relations=TABLE),
    Probe("POST /api/records/export (csv)", "200", lists="team", path="/api/records/export", body={**CSV, "format": "csv"}, relations=TEAM,
          shows=("identity", "whereabouts", "narrative")),
    Probe("POST /api/records/export (xlsx)", "200", lists="team", path="/api/records/export", body={**CSV, "format": "xlsx"}, relations=TEAM,
          shows=("identity", "whereabouts", "narrative")),
    Probe("GET /api/records/fields", "200", path="/api/records/fields?team={team}", relations=TEAM),
    Probe("POST /api/records/imports/{import}/take-back", "202", hides="records/import_not_found", relations=TABLE),
    Probe("PUT /api/drafts/{key}", "200", path="/api/drafts/{own_draft}", body={"sitting": SITTING, "count": 1, "text": "{}"}),
    Probe("GET /api/drafts", "200"),
    Probe("GET /api/drafts/{key}", "200", path="/api/drafts/{draft}", hides="draft/not_found", relations=("own", "other_person")),
    Probe("DELETE /api/drafts/{key}", "204", path="/api/drafts/{draft}", relations=("own", "other_person")),
    Probe("GET /api/audit/state", "200"),
    Probe("POST /api/audit/export", "200", body={"from": "2000-01-01", "to": "2000-01-02", "why": WHY}),
    Probe("GET /api/datasets", "200"),
    Probe("GET /api/datasets/{dataset}/statistics", "200"),
    Probe("POST /api/datasets/imports", "422 release/name_missing", path="/api/datasets/imports?name=", raw=b"x",
          headers={"Content-Type": "text/csv"}),
    # How far an import has come is known to the server that began it, and this one is another.
    Probe("GET /api/datasets/imports/{import}", "404 release/import_not_found", path="/api/datasets/imports/" + NOBODY),
    Probe("GET /api/datasets/{dataset}/export", "200"),
    *(probe for kind in PROGRAMME for probe in programme(kind)),
    Probe("POST /api/testimonies/{testimony}/withdraw", "204", hides="outreach/item_not_found", relations=("own", "other_organisation")),
    Probe("GET /api/programme/calendar", "200"),
    Probe("GET /api/programme/figures", "200"),
    Probe("GET /api/programme/measurements.csv", "200"),
    Probe("GET /api/projects/{project}/iati", "422 outreach/iati_missing", relations=("own", "other_organisation")),
    Probe("POST /api/projects/{project}/report", "200", body={"words": []}, relations=("own", "other_organisation")),
    *bulletin(),
    *releases(),
    Probe("POST /api/subscriptions", "422 json/missing | 409 mail/not_set_up | 503 mail/not_set_up", body={}),
    Probe("POST /api/subscriptions/confirm/{token}", "404 bulletin/link_unknown", path="/api/subscriptions/confirm/none", raw=b"x=y", headers=FORM),
    Probe("POST /api/subscriptions/leave/{token}", "422 bulletin/one_click_missing", path="/api/subscriptions/leave/none", raw=b"x=y", headers=FORM),
    Probe("GET /subscriptions", "200"),
    Probe("POST /subscriptions", "409", raw=b"email=nobody", headers=FORM),
    Probe("GET /subscriptions/confirm/{token}", "200", path="/subscriptions/confirm/none"),
    Probe("POST /subscriptions/confirm/{token}", "404", path="/subscriptions/confirm/none", raw=b"", headers=FORM),
    Probe("GET /subscriptions/leave/{token}", "200", path="/subscriptions/leave/none"),
    Probe("POST /subscriptions/leave/{token}", "404", path="/subscriptions/leave/none", raw=b"", headers=FORM),
    Probe("GET /bulletins", "200"),
    Probe("GET /bulletins/{edition}", "404", path="/bulletins/none"),
    Probe("GET /bulletins/{edition}/{language}", "404", path="/bulletins/none/en"),
    Probe("GET /bulletins/{edition}/{language}/text", "404", path="/bulletins/none/en/text"),
    Probe("GET /bulletins/{edition}/{language}/pdf", "404", path="/bulletins/none/en/pdf"),
    Probe("GET /bulletins/{edition}/{language}/card", "404", path="/bulletins/none/en/card"),
    Probe("GET /bulletins/feed/{file}", "200", path="/bulletins/feed/en.xml"),
    Probe("GET /bulletins/pictures/{picture}", "404", path=f"/bulletins/pictures/{NOBODY}"),
    Probe("GET /releases", "200"),
    Probe("GET /releases/{release}", "404", path=f"/releases/{NOBODY}"),
    Probe("GET /releases/{release}/{language}", "404", path=f"/releases/{NOBODY}/en"),
    Probe("GET /api/users", "200", path="/api/users?limit=200"),
    Probe("GET /api/teams", "200", path="/api/teams?limit=200"),
    Probe("GET /api/organisations", "200", path="/api/organisations?limit=200"),
    Probe("POST /api/users", "422 access/user_name_invalid",
          body={"user_name": "", "name": "x", "role": "screener", "organisation": "{organisation}", "teams": []}, relations=PEOPLE),
    Probe("PATCH /api/users/{user}", "412 access/stale", body={"name": "x"}, headers=STALE, relations=PEOPLE),
    Probe("POST /api/users/{user}/activate-again", "404 access/user_not_found", path=f"/api/users/{NOBODY}/activate-again"),
    Probe("POST /api/users/{user}/deactivate", "404 access/user_not_found", path=f"/api/users/{NOBODY}/deactivate"),
    Probe("DELETE /api/users/{user}/sessions", "404 access/user_not_found", path=f"/api/users/{NOBODY}/sessions"),
    Probe("POST /api/users/end-sessions", "422 json/missing", body={"sure": False}),
    Probe("POST /api/users/{user}/finding-key", "204", hides="access/user_not_found", relations=PEOPLE),
    Probe("POST /api/teams", "422 access/name_missing", body={"name": "", "organisation": "{organisation}", "members": []}, relations=PEOPLE),
    Probe("POST /api/teams/{team}/members", "422 access/user_not_found", body={"user": NOBODY}, relations=TEAM),
    Probe("DELETE /api/teams/{team}/members/{user}", "404 access/member_not_found", path=f"/api/teams/{{team}}/members/{NOBODY}", relations=TEAM),
    Probe("POST /api/teams/{team}/members/{user}/keys", "404 access/member_not_found", path=f"/api/teams/{{team}}/members/{NOBODY}/keys",
          hides="access/team_not_found", relations=TEAM),
    Probe("POST /api/organisations", "422 directory/name_missing", body={"name": "", "country": "KG", "type": "NGO"}),
    Probe("PATCH /api/organisations/{organisation}", "412 directory/stale", body={"name": "x"}, headers=STALE, relations=PEOPLE),
    # How it stands with keys, and bringing them back; nobody of the table is a custodian.
    Probe("GET /api/keys", "200"),
    Probe("GET /api/emergencies", "200", lists="house"),
    Probe("GET /api/emergencies/officers", "200"),
    Probe("PUT /api/emergencies/officers", "422 access/user_not_found", body={"users": [NOBODY, NOBODY]}),
    Probe("POST /api/recovery/root", "200 | 409 recovery/root_made"),
    Probe("POST /api/recovery/root-kept", "409 recovery/root_missing | 409 recovery/root_other", body={"fingerprint": "x"}),
    Probe("POST /api/recovery/root-renewal", "409 recovery/root_missing | 422 recovery/root_code_wrong", body={"code": "x"}),
    Probe("PUT /api/recovery/custodians", "422 vault/custodians", body={"custodians": []}),
    Probe("POST /api/recovery/refusal", "422 json/code_unknown", body={"reason": ""}),
    Probe("GET /api/recovery/requests", "403 recovery/not_custodian"),
    Probe("POST /api/recovery/requests", "403 recovery/not_custodian", body={"team": NOBODY, "for_user": NOBODY, "reason": "other"}),
    Probe("POST /api/recovery/requests/{request}/agreement", "403 recovery/not_custodian",
          path=f"/api/recovery/requests/{NOBODY}/agreement"),
    Probe("GET /api/session", "200"),
    Probe("GET /api/notices", "200"),
    Probe("POST /api/notices/seen", "204", body={"until": "2000-01-01T00:00:00.000Z"}),
    Probe("GET /api/security-keys", "200"),
    Probe("POST /api/security-keys", "409 access/keys_need_a_name | 401 access/key_wrong | 422 access/key_wrong | 422 access/key_unreadable | 422 access/name_missing",
          body={"name": "", "client_data": "", "attestation": ""}),
    Probe("PATCH /api/security-keys/{key}", "404 access/key_not_found", path=f"/api/security-keys/{NOBODY}", body={"name": "x"}),
    Probe("DELETE /api/security-keys/{key}", "404 access/key_not_found", path=f"/api/security-keys/{NOBODY}"),
    Probe("POST /api/security-keys/spare-codes", "200 | 201"),
    Probe("POST /api/session/challenge", "409 access/keys_need_a_name | 409 access/already_open", body={"use": "sign_in"}),
    Probe("POST /api/session/step-up", "422 json/missing | 401 access/code_wrong | 422 access/code_wrong", body={"code": "x"}),
    Probe("POST /api/session/code", "401 access/code_wrong | 422 access/code_wrong | 422 json/missing", body={}),
    Probe("POST /api/session/password", "422 access/wrong_credentials", body={"current": "x", "next": "x"}),
    Probe("POST /api/session/travel", "422 json/missing", body={}),
    Probe("POST /api/session", "422 json/missing", body={}),
    Probe("POST /api/activation", "422 json/missing", body={}),
    Probe("POST /api/recovery", "422 json/missing", body={}),
    Probe("GET /api/node", "200"),
    Probe("GET /api/openapi.json", "200"),
    Probe("GET /healthz", "200"),
    Probe("GET /metrics", "200"),
    Probe("GET /api/sessions", "200"),
    Probe("DELETE /api/sessions/{session}", "404 access/session_not_found", path=f"/api/sessions/{NOBODY}"),
    Probe("DELETE /api/session/step-up", "204"),
    Probe("DELETE /api/session", "204"),
    # Asked with the session that the line above ended, or they would end those that ask for the rest.
    Probe("DELETE /api/sessions/others", "204 | 401 access/no_session"),
    Probe("DELETE /api/sessions", "204 | 401 access/no_session"),
)
