"""Reading changes nothing: every GET route is asked by people of every role, and each table is compared with what it was.

What is allowed to change is written here, with its reason. Everything that a route could show is there first: something published, a
table that was brought in, custodians.
"""

import collections
import concurrent.futures
import re
import time
import urllib.parse
import uuid
from pathlib import Path

from matrix import downloads
from matrix.downloads import HOSTILE
from matrix.probes import CASES, ROUTES
from matrix.walk import AT_ONCE, Asked, Walk
from matrix.world import ROLES, Person, release_plan
from support import totp
from support.client import Client

# Rows that come, and none that was there changes.
MAY_GROW = {
    "audit_row": "who looked at what is on disk before it is shown",
    "audit_case": "the same rows, by case",
    "audit_checkpoint": "the node signs the record every quarter of an hour",
    "vault_escrow_deposit": "the node puts team keys into escrow by the keys of whoever works next (ARCHITECTURE.md, Threads)",
}
# Rows that come and go, or whose columns change.
MAY_CHANGE = {
    ("audit_head", "seq"): "the end of the record",
    ("audit_head", "hash"): "the end of the record",
    ("audit_pending", None): "rows of the record that upkeep has not filed yet",
    ("access_session", "last_used_at"): "an idle session ends fifteen minutes after its last use",
    ("vault_case_key", "quick"): "what was opened once opens quickly (src/vault/README.md)",
    ("case_file", "short_wrap"): "the same, beside the short text",
    ("node_fact", None): "upkeep notes once a minute that the node is alive",
    ("sqlite_stat1", None): "SQLite counts its rows to choose a way to them",
}
# Of the first nothing can be there without a mail server; the second opens to nobody here, for nobody sealed what the world has there.
NOT_SHOWN = {"/api/sendings/{sending}", "/api/emergencies/{emergency}/why"}
# Paper and cards are made one at a time; who is told to come back later was not read to.
BUSY = "503 portal/busy"
CASES_READ = (("opened_in_team", "open"), ("opened_in_team", "closed"), ("assigned", "open"), ("other_organisation", "open"))
STORIES = Path(__file__).resolve().parents[1] / "stories"
PICTURE, TABLE = STORIES / "bulletin" / "bands.png", STORIES / "release" / "people.csv"
FULL_PROJECT = {"title": HOSTILE, "iati_identifier": "XX-TEST-1-KG7", "summary": "For trying out.", "countries": ["KG"], "aims": ["prevention"],
                "starts_on": "2026-01-01", "ends_on": "2027-12-31", "grants": [{"donor": "Invented Fund", "amount": 1, "currency": "USD"}]}


class Reading:
    """On a copy of the stopped world. `faults` are changes; `shown` the routes that answered with something."""

    def __init__(self, world, tables, program=None):
        self.world, self.walk = world, Walk(world, tables, "NGO", program)
        self.server = self.walk.server
        self.faults, self.shown, self.asked = [], set(), 0
        self.clients, self.extra, self.patterns, self.project = {}, [], [], ""
        self.names, self.unnamed = downloads.Names(), []

    def run(self):
        self.server.start()
        try:
            self.patterns = self.routes()
            self.walk.bring_upload()
            self.publish()
            before = self.server.place.everything()
            with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(self.read_all, [*ROLES, "nobody"]))
            self.compare(before, self.server.place.everything())
            self.faults += [f"GET {path} showed nothing to anybody" for path in sorted({path for path, _ in self.patterns} - self.shown - NOT_SHOWN)]
            downloads.ask_the_rest(self.walk, self.names, self.project)
            self.unnamed = self.names.end() + downloads.refused(self.client)
        finally:
            for client in self.clients.values():
                client.close()
            self.server.stop()
        return self

    def routes(self):
        """Every GET route with the expression that its addresses fit; a route of fewer parameters goes before one of more."""
        paths = Client(self.server).request("GET", "/api/openapi.json").json["paths"]
        read = sorted((path for path, methods in paths.items() if "get" in methods), key=lambda path: path.count("{"))
        return [(path, re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))) for path in read]

    # What there is to see

    def client(self, who):
        if who not in self.clients:
            self.clients[who] = Client(self.server)
            self.clients[who].cookies["panoh-s"] = self.world.people[who].cookies["open"]
        return self.clients[who]

    def ask(self, who, method, path, body=None, headers=None, raw=None):
        answer = self.client(who).request(method, path, body, headers, raw)
        if answer.status >= 400:
            raise AssertionError(f"{who}: {method} {path}: {answer.status} {answer.body[:500]!r}")
        return answer.json if answer.body else None

    def step(self, who, path, word, body=None):
        """One step of something that has a version."""
        version = self.ask(who, "GET", path)["version"]
        return self.ask(who, "POST", f"{path}/{word}", body, {"If-Match": f'"{version}"'})

    def publish(self):
        self.edition()
        begun, dataset = self.bring_table()
        self.release(dataset)
        self.project = self.ask("programme_officer", "POST", "/api/projects", FULL_PROJECT)["id"]
        self.extra += [f"/api/projects/{self.project}/iati", f"/api/datasets/imports/{begun}"]
        people = [self.world.people[name].id for name in ("coordinator", "data_officer")]
        self.ask("root", "PUT", "/api/recovery/custodians", {"custodians": people})
        file = {"Content-Type": "application/octet-stream"}
        upload = self.ask("caseworker", "POST", "/api/records/uploads", raw=b"name;sex\nSomebody;x\n", headers=file)["id"]
        draft = f"/api/drafts/new_case.{uuid.uuid4()}"
        self.ask("caseworker", "PUT", draft, {"sitting": str(uuid.uuid4()), "count": 1, "text": "{}"})
        self.extra += [f"/api/records/uploads/{upload}/sheets/0", draft]

    def edition(self):
        """Published, with a picture."""
        picture = self.ask("programme_officer", "POST", "/api/pictures", raw=PICTURE.read_bytes(), headers={"Content-Type": "image/png"})["id"]
        self.ask("programme_officer", "PUT", f"/api/pictures/{picture}", {"credit": "A", "people_shown": "nobody"}, {"If-Match": '"1"'})
        value = {"titles": [{"language": "en", "text": HOSTILE}], "day": "2026-02-02", "languages": ["en"],
                 "sections": [{"key": "s", "titles": [{"language": "en", "text": "S"}]}]}
        edition = self.ask("programme_officer", "POST", "/api/editions", value)["id"]
        story = {"texts": [{"language": "en", "title": "A", "body": "B\n\n{picture:1}", "reviewed": True}],
                 "pictures": [{"picture": picture, "alternative": [{"language": "en", "text": "Bands"}]}]}
        self.ask("programme_officer", "POST", f"/api/editions/{edition}/stories?section=s", story)
        self.step("programme_officer", f"/api/editions/{edition}", "ask-review")
        self.step("communications_officer", f"/api/editions/{edition}", "approve")
        slug = self.step("communications_officer", f"/api/editions/{edition}", "publish")["slug"]
        page = f"/bulletins/{slug}"
        self.extra += [page, f"{page}/en", f"{page}/en/text", f"{page}/en/pdf", f"{page}/en/card", f"/bulletins/pictures/{picture}"]

    def release(self, dataset):
        """Published; approved by a second data officer."""
        plan = {**release_plan(self.world.things["lineage home"], dataset), "titles": [{"language": "en", "text": HOSTILE}]}
        release = self.ask("data_officer", "POST", "/api/releases", plan)["id"]
        self.second_officer()
        path = f"/api/releases/{release}"
        self.step("data_officer", path, "propose")
        self.step("second_officer", path, "approve")
        for _ in range(300):
            if (made := self.ask("data_officer", "GET", path))["state"] == "made":
                break
            time.sleep(0.1)
        assert made["state"] == "made", made
        self.step("second_officer", path, "publish")
        public = f"/api/published-releases/{release}"
        file = self.ask("data_officer", "GET", public)["files"][0]["name"]
        self.extra += [public, f"{public}/files/{file}", f"{path}/files/{file}", f"/releases/{release}", f"/releases/{release}/en"]

    def second_officer(self):
        person = Person("second_officer", "data_officer", "home")
        body = {"user_name": "second.officer", "name": "Second", "role": "data_officer", "organisation": self.world.organisations["home"], "teams": []}
        code = self.ask("root", "POST", "/api/users", body)["activation_code"]
        client = self.clients[person.name] = Client(self.server)
        made = client.must("POST", "/api/activation", {"user_name": "second.officer", "activation_code": code, "password": person.password}).json
        client.must("POST", "/api/session/code", {"code": totp.code(made["totp_secret"])})

    def bring_table(self):
        """A table of enough people; its import and its dataset."""
        path = "/api/datasets/imports"
        begun = self.ask("data_officer", "POST", f"{path}?name={urllib.parse.quote(HOSTILE)}", raw=TABLE.read_bytes(), headers={"Content-Type": "text/csv"})["import"]
        for _ in range(300):
            if (told := self.ask("data_officer", "GET", f"{path}/{begun}"))["state"] == "done":
                return begun, told["dataset"]
            time.sleep(0.1)
        raise AssertionError("an import that does not end")

    # Asking

    def read_all(self, role):
        """Each address as this person, or as nobody, who asks for the same."""
        asked = Asked(self.walk, *((ROLES[0], "nobody") if role == "nobody" else (role, "open")))
        for path in self.addresses(asked):
            reply = asked.wire.send("GET", path, asked.cookie)
            self.asked += 1
            route = next((pattern for pattern, fits in self.patterns if fits.fullmatch(path.partition("?")[0])), path)
            self.names.see(f"GET {route}", reply.heads)
            if reply.status < 400:
                self.shown.add(route)
            elif reply.status >= 500 and reply.word != BUSY:
                self.faults.append(f"{role}: GET {path}: {reply.word}")
        asked.wire.close()

    def addresses(self, asked):
        for relation, state in CASES_READ:
            of_case = self.walk.of_case(self.walk.case(relation, asked.role, state), asked.role)
            yield from (filled(probe.path, of_case) for probe in CASES if probe.method == "GET")
        for probe in ROUTES:
            if probe.method == "GET":
                yield from (filled(probe.path, self.walk.things(asked.role, relation, asked)) for relation in probe.relations)
        yield from self.extra

    # Comparing

    def compare(self, before, after):
        for table in sorted(set(before) | set(after)):
            was, now = rows_of(table, before), rows_of(table, after)
            if gone := was - now:
                self.faults.append(f"{sum(gone.values())} rows of {table} changed or went: {told(gone, now - was)}")
            elif table not in MAY_GROW and (new := now - was):
                self.faults.append(f"{sum(new.values())} rows came into {table}")


def filled(path, things):
    for name, value in things.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def rows_of(table, database):
    """The rows without what may change, counted."""
    if (table, None) in MAY_CHANGE:
        return collections.Counter()
    return collections.Counter(tuple(sorted((name, repr(value)) for name, value in row.items() if (table, name) not in MAY_CHANGE))
                               for row in database.get(table, ()))


def told(gone, new):
    """The columns in which a row differs from one that came in its place."""
    one = dict(next(iter(gone)))
    nearest = min((dict(row) for row in new), key=lambda row: sum(row[name] != one[name] for name in one), default={})
    return ", ".join(name for name in one if nearest.get(name) != one[name])
