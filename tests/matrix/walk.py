"""Asks every question of the tables of one running server, and compares status, code and every word that came."""

import concurrent.futures
import functools
import io
import re
import time
import uuid
import zipfile

from matrix.marks import STEM
from matrix.probes import CASES, NOBODY, PEOPLE, ROUTES, TEAM
from matrix.table import FOLDER, TYPES, Table
from matrix.wire import Wire
from matrix.world import BULLETIN, FAR_WORDS, PROGRAMME, RELATIONS, RELEASES, ROLES
from support import canaries, stamps
from support.client import Client
from support.server import Server

STATES = ("open", "closed")
# In the order they are asked: shutting an account ends its other sessions too.
SESSIONS = ("nobody", "ended", "enrol", "code", "elsewhere", "elsewhere_near", "elsewhere_old", "elsewhere_silent", "nobody_elsewhere", "deactivated")
# Where who asks does not matter.
ONCE = ("nobody", "elsewhere_near", "elsewhere_old", "elsewhere_silent", "nobody_elsewhere")
FOREIGN = {"Origin": "https://elsewhere.example"}
# What a browser says that is on another site's page; an old one says only whose page it is, and of reading not even that.
ABROAD = {"elsewhere": {**FOREIGN, "Sec-Fetch-Site": "cross-site"}, "nobody_elsewhere": {**FOREIGN, "Sec-Fetch-Site": "cross-site"},
          "elsewhere_near": {"Sec-Fetch-Site": "same-site"}, "elsewhere_old": FOREIGN, "elsewhere_silent": {"Origin": None}}
WORDS = {"denied": "403 access/not_allowed", "not_ours": "403 outreach/of_another_organisation", "sealed": "403 vault/no_key", "no_session": "401 access/no_session",
         "unfinished": "403 access/not_finished", "wrong_origin": "403 access/wrong_origin"}
# The stem as no answer has a reason to have it.
HIDDEN = tuple({needle for needle in canaries.encodings(STEM) if STEM.lower().encode() not in needle.lower()})
# An id or a reference.
CASE = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9A-Z]{3}-[0-9A-Z]{3}\b")
AT_ONCE = 6
# Asked with a session that nothing else is asked with, because it ends.
SPARED = ("DELETE /api/session", "DELETE /api/sessions", "DELETE /api/sessions/others")
# A walk on a machine that is busy with much else.
FRESH_MS = 60 * 60_000


class Tables:
    """The hand-written ones, and what of a case a role can be shown."""

    def __init__(self):
        routes = [probe.route for probe in CASES + ROUTES]
        self.cases = Table("cases.csv", ([probe.route for probe in CASES], ROLES, TYPES, RELATIONS, STATES))
        self.routes = Table("routes.csv", ([probe.route for probe in ROUTES], ROLES, TYPES, ("-", "own", "other_person", *TEAM), STATES))
        self.sessions = Table("sessions.csv", (routes, SESSIONS))
        self.reads = {}
        for line in (FOLDER / "reads.csv").read_text(encoding="utf-8").splitlines():
            if line.startswith("let "):
                name, _, meaning = line[4:].partition(" = ")
            elif line and not line.startswith("#"):
                role, relation, compartments = (part.strip() for part in line.split(","))
                for one in (meaning if relation == name else relation).split("|"):
                    self.reads[role, one] = frozenset(compartments.split())

    def faults_of_routes(self, server):
        """A route without a row and a probe, a row without a route."""
        paths = Client(server).request("GET", "/api/openapi.json").json["paths"]
        served = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
        known = {probe.route for probe in CASES + ROUTES}
        written = self.cases.routes() | self.routes.routes()
        found = [f"{route} has no row" for route in sorted(served - {bare(route) for route in written})]
        found += [f"{route} has rows and is no route" for route in sorted({bare(route) for route in written | self.sessions.routes()} - served)]
        return found + [f"{route} has a row or a probe, and not both" for route in sorted(known ^ written)]

    def idle(self):
        return self.cases.idle() + self.routes.idle() + self.sessions.idle()


def bare(route):
    return route.partition(" (")[0]


def be_fresh(place):
    """As if everybody had come a moment ago: all walks together may take longer than a proof of presence, or a session, lasts."""
    now = int(time.time() * 1000)
    place.write("UPDATE access_session SET expires_at = expires_at + (? - last_used_at), last_used_at = ?", now, now)
    place.write("UPDATE access_session SET step_up_until = ? WHERE step_up_until > 0", now + FRESH_MS)


class Walk:
    """One organisation type on one copy of the world. `cells` were asked; `faults` were answered otherwise."""

    def __init__(self, world, tables, kind, program=None):
        self.world, self.tables, self.kind = world, tables, kind
        self.cells, self.faults = 0, []
        place = world.server.place.copy()
        stamps.set_organisation_type(place, world.organisations["home"], kind)
        be_fresh(place)
        self.server = Server(program or world.server.program, place)
        self.home = {(case.relation, case.person, case.closed): case for case in world.cases}
        self.readable = {role: self.reads_of(role) for role in ROLES}
        self.told = {word.encode(): case for case in world.cases for word in (case.id, case.reference)}

    def run(self):
        self.server.start()
        self.faults += self.tables.faults_of_routes(self.server)
        self.bring_upload()
        self.in_turn(self.open_cells, ROLES)
        for session in SESSIONS:
            if session == "deactivated":
                self.deactivate()
            self.in_turn(lambda role, session=session: self.session_cells(role, session), ROLES[:1] if session in ONCE else ROLES)
        self.look_after()
        self.server.stop()
        return self

    def in_turn(self, work, roles):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for cells, faults in pool.map(work, roles):
                self.cells += cells
                self.faults += faults

    def bring_upload(self):
        """The table that somebody else looks at; kept in the memory of this server alone."""
        word = self.world.marks.new("upload lead", "own")
        sent = self.as_person("lead", "POST", "/api/records/uploads", f"name\n{word}\n".encode(), {"Content-Type": "application/octet-stream"})
        self.upload = sent.split(b'"id":"')[1].split(b'"')[0].decode() if b'"id"' in sent else NOBODY

    def deactivate(self):
        for role in ROLES:
            self.as_person("far_root", "POST", f"/api/users/{self.world.people[role].id}/deactivate")

    def look_after(self):
        """What was refused did nothing: the form that another person keeps is still there."""
        if self.kind not in TYPES[:6]:
            return
        got = self.as_person("lead", "GET", f"/api/drafts/{self.world.things['draft']}")
        if not self.world.marks.seen(got):
            self.faults.append(f"{self.kind}: somebody's form is gone: {got[:200]!r}")

    def as_person(self, name, method, path, body=None, headers=()):
        wire = Wire(self.server)
        reply = wire.send(method, path, self.world.people[name].cookies["open"], body, headers)
        wire.close()
        return reply.body

    def reads_of(self, role):
        """Every place that a role can be shown something of, in this type of organisation."""
        found = set()
        for case in self.world.cases:
            found |= {(case.name, part) for part in self.reads_case(role, case)}
        return found

    def reads_case(self, role, case):
        if self.kind not in TYPES[:6]:
            return frozenset()
        return self.tables.reads.get((role, self.world.relation(role, case)), frozenset())

    def listed(self, role, lists):
        """The cases that an answer may tell of, and those of which it has to."""
        cases = self.world.cases
        reads = functools.partial(self.tables.cases.answer, "GET /api/cases/{case}", role, self.kind)
        own = {case for case in cases if reads(self.world.relation(role, case), STATES[case.closed]) == "allowed"}
        if lists == "team":
            own = {case for case in own if case.team == "front"}
        if lists == "house":
            return ({case for case in cases if case.team != "far"} if role in ("caseworker", "supervisor") else own), set()
        return (own, own) if lists else (set(), set())

    # Cells

    def open_cells(self, role):
        asked = Asked(self, role, "open")
        for relation in RELATIONS:
            for state in STATES:
                case = self.case(relation, role, state)
                for probe in CASES:
                    answer = self.tables.cases.answer(probe.route, role, self.kind, relation, state)
                    shows = {(case.name, part) for part in probe.on_duty | (probe.shows & self.reads_case(role, case))}
                    asked.ask(probe, answer, f"{relation}, {state}", self.of_case(case, role), shows, ({case}, set()))
                asked.throw_away(case)
        for probe in ROUTES:
            for relation in probe.relations:
                answer = self.tables.routes.answer(probe.route, role, self.kind, relation, "open")
                shows = {place for place in self.readable[role] if place[1] in probe.shows}
                asked.ask(probe, answer, relation, self.things(role, relation, asked), shows, self.listed(role, probe.lists))
        return asked.end()

    def session_cells(self, role, session):
        asked = Asked(self, role, session)
        case = self.case("opened_in_team", role, "open")
        for probe in CASES + ROUTES:
            if probe.method == "GET" and session in ("elsewhere_old", "elsewhere_silent"):
                continue
            answer = self.tables.sessions.answer(probe.route, session)
            things = {**self.things(role, probe.relations[0], asked), **self.of_case(case, role)}
            asked.ask(probe, answer, session, things, set(), (set(), set()))
        return asked.end()

    def may_have(self, probe, role, more):
        """Lists have the cases of the team's import too, as long as these are here."""
        imports = "identity" in probe.shows and role in ("caseworker", "clinician", "lawyer", "supervisor")
        return more <= ({("import front", "identity")} if imports else set())

    @staticmethod
    def of_case(case, role):
        own = case.openings.get(role, case.openings["caseworker"])
        return {"case": case.id, "reference": case.reference, "ask": case.ask, "emergency": own, "of_another": case.openings["asker"]}

    def case(self, relation, role, state):
        return self.home.get((relation, role, state == "closed")) or self.home[relation, "", state == "closed"]

    def things(self, role, relation, asked):
        world = self.world
        team = TEAM.get(relation, "front")
        person = PEOPLE.get(relation, "lead")
        where = "elsewhere" if relation == "other_organisation" else "home"
        return {"team": world.teams[team], "user": world.people[person].id, "organisation": world.organisations[where], "sheet": "0",
                "import": world.things.get(f"import {team}", NOBODY), "mapping": world.things.get(f"mapping {team}", NOBODY),
                "throw_away": world.things[f"throw away {role}"] if team == "front" else world.things.get(f"mapping {team}", NOBODY),
                "upload": self.upload if relation == "other_person" else asked.upload, "dataset": world.things["dataset"],
                "draft": world.things["draft"] if relation == "other_person" else asked.draft, "own_draft": asked.draft, "key": asked.draft,
                **{kind: world.things[f"{kind} {where}"] for kind in (*PROGRAMME, *BULLETIN, *RELEASES)}}


class Asked:
    """One person with one session on one connection: what was asked, and what was answered otherwise."""

    def __init__(self, walk, role, session):
        self.walk, self.role, self.session = walk, role, session
        person = walk.world.people[f"half_{role}" if session == "enrol" else role]
        self.cookie = "" if session.startswith("nobody") else person.cookies.get(session, person.cookies.get("open", ""))
        self.spare = person.cookies.get("spare", "")
        self.wire = Wire(walk.server)
        self.upload, self.draft = NOBODY, f"new_case.{uuid.UUID(int=ROLES.index(role) + 1, version=4)}"
        self.cells, self.faults, self.kept = 0, [], set()

    def ask(self, probe, answer, relation, things, shows, cases):
        body, path = probe.body, probe.path
        for name, value in things.items():
            path = path.replace(f"{{{name}}}", value)
            if body and f'"{{{name}}}"'.encode() in body:
                body = body.replace(f'"{{{name}}}"'.encode(), f'"{value}"'.encode())
        headers = dict(probe.headers)
        headers.update(ABROAD.get(self.session, {}))
        # Browsers of today say where they are, and older ones whose page it is, but for reading.
        if self.session == "open" and self.cells % 3 == 0:
            headers.update({"Origin": None, "Sec-Fetch-Site": "same-origin"})
        elif self.session == "open" and probe.method == "GET":
            headers["Origin"] = None
        # Every other answer comes packed.
        if self.cells % 2:
            headers["Accept-Encoding"] = "gzip"
        cookie = self.spare if self.session == "open" and probe.route in SPARED else self.cookie
        reply = self.wire.send(probe.method, path, cookie, body, headers)
        self.cells += 1
        if probe.route == "POST /api/records/uploads" and reply.status == 201:
            self.upload = reply.body.split(b'"id":"')[1].split(b'"')[0].decode()
        if probe.route.startswith("PUT /api/drafts") and reply.status == 200:
            self.kept.add(path)
        self.judge(probe, answer, relation, reply, shows, cases)

    def judge(self, probe, answer, relation, reply, shows, cases):
        wanted = probe.when if answer == "allowed" else {f"404 {probe.hides}" if answer == "hidden" else WORDS[answer]}
        where = f"{self.walk.kind}, {self.role}, {relation}: {probe.route}"
        if reply.word not in wanted:
            self.faults.append(f"{where}: {reply.word}, not {answer} ({' | '.join(sorted(wanted))})")
            return
        content = reply.heads + b"\n" + unpacked(reply.body)
        seen = self.walk.world.marks.seen(content)
        may = shows if answer == "allowed" else set()
        if answer == "allowed" and not self.walk.may_have(probe, self.role, seen - may):
            self.faults.append(f"{where}: {answer}, and shows {sorted(seen - may)[:3]}")
        elif answer != "allowed" and seen:
            self.faults.append(f"{where}: {answer}, and shows {sorted(seen)[:3]}")
        if answer == "allowed" and may - seen:
            self.faults.append(f"{where}: does not show {sorted(may - seen)[:3]}")
        told = {self.walk.told[word] for word in set(CASE.findall(content)) & self.walk.told.keys()}
        may, must = cases if answer == "allowed" else (set(), set())
        if told - may or must - told:
            wrong = sorted(case.name for case in (told - may or must - told))
            self.faults.append(f"{where}: {answer}, and {'tells of' if told - may else 'does not tell of'} {wrong[:3]}")
        if FAR_WORDS.encode() in content:
            self.faults.append(f"{where}: a testimony of another organisation")
        if any(needle in content or needle in reply.packed for needle in HIDDEN):
            self.faults.append(f"{where}: a word in another encoding")

    def throw_away(self, case):
        """Nobody keeps more than twenty forms."""
        for path in [path for path in self.kept if case.id in path]:
            self.wire.send("DELETE", path, self.cookie)
            self.kept.discard(path)

    def end(self):
        self.wire.close()
        return self.cells, self.faults


def unpacked(body):
    """A spreadsheet as what is in it."""
    if not body.startswith(b"PK\3\4"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())
