"""A real node as it could stand after some months: people of all eleven roles, three teams, another organisation, and cases
to which each person stands in every way there is. Each sealed field of each case has a word of its own.

What no route would bring about today (a lawyer who once opened a case as a caseworker) is written into the database of the
stopped node; everything else is done by people over HTTP, second factor included.
"""

import concurrent.futures
import functools
import json
import pathlib
import time
import uuid
import zlib

from matrix.marks import Marks
from matrix.wire import Wire
from support import totp
from support.canaries import finished
from support.client import Client

ROLES = ("screener", "caseworker", "clinician", "lawyer", "supervisor", "coordinator", "data_officer", "administrator", "auditor",
         "programme_officer", "communications_officer")
# What the prevention programme consists of: where each kind is, and the least that makes one.
PROGRAMME = {
    "project": ("projects", {"title": "A"}),
    "indicator": ("indicators", {"title": "A", "unit": "people", "adds_up": True, "less_is_better": False}),
    "measurement": ("measurements", {"measure": "views", "value": 1, "basis": "counted"}),
    "campaign": ("campaigns", {"title": "A"}),
    "media_piece": ("media-pieces", {"title": "A", "kind": "article"}),
    "event": ("events", {"title": "A", "kind": "forum"}),
    "material": ("materials", {"title": "A", "kind": "video"}),
    "commitment": ("commitments", {"title": "A", "kind": "law", "state": "planned"}),
    "fact": ("facts", {"title": "A", "value": 1, "unit": "people", "approximate": False, "source": {"title": "A", "publisher": "B"}}),
    "testimony": ("testimonies", {"title": "A", "pseudonym": "B", "form": "text",
                                  "consent": {"given_on": "2026-01-01", "publications": ["training"]}}),
}
# What the other organisation calls a testimony: not closed as its words are, so it is no mark; and still not for this house.
FAR_WORDS = "title given elsewhere"
# An edition and a story of it.
EDITION = {"titles": [{"language": "en", "text": "A"}], "day": "2026-01-01", "languages": ["en"],
           "sections": [{"key": "s", "titles": [{"language": "en", "text": "S"}]}]}
STORY = {"texts": [{"language": "en", "title": "A", "body": "B", "reviewed": False}]}
BULLETIN = ("edition", "story", "picture")
RELEASES = ("lineage", "release")
# The least that declares a table.
SCHEMA = {"schema": 1, "lineage": "small", "people": 1000, "person": {"each_row": True}, "caps": {"values": 1},
          "columns": [{"name": "gender", "values": [{"name": "Female"}]}]}
# How a person stands to a case. The first four are the same for everybody; the others are made once for each role.
SHARED = {"other_organisation": "far", "same_organisation": "back", "team": "front", "left_team": "left"}
# relation: (team, opened by the person, assigned to the person, to somebody else or to nobody)
OWN = {
    "opened_in_team": ("front", True, ""),
    "opened": ("back", True, ""),
    "handed_over_in_team": ("front", True, "lead"),
    "handed_over": ("back", True, "lead"),
    "assigned": ("front", False, "self"),
    "assigned_off_team": ("back", False, "self"),
    "opened_left_team": ("left", True, ""),
}
RELATIONS = (*SHARED, *OWN)
# Who is on duty and opened every case of the house. Nobody opens so many: it is written into the stopped database.
ON_DUTY = ("caseworker", "supervisor")
TABLE = pathlib.Path(__file__).resolve().parents[1] / "stories" / "release" / "small.csv"
PASSWORD = "nine quiet houses in {}"


class Person:
    def __init__(self, name, role, organisation):
        self.name, self.role, self.organisation = name, role, organisation
        self.id = self.activation = self.secret = self.recovery = ""
        self.password = PASSWORD.format(name)
        self.cookies = {}  # by how far the session has come


class Case:
    def __init__(self, relation, person, team, closed):
        self.relation, self.person, self.team, self.closed = relation, person, team, closed
        self.id = self.reference = self.ask = ""
        self.openings = {}  # in an emergency, by who opened it

    @property
    def name(self):
        return f"{self.relation}/{self.person}/{'closed' if self.closed else 'open'}"


class World:
    """Built on a stopped, empty real node; left stopped."""

    def __init__(self, server):
        self.server, self.marks = server, Marks()
        self.people, self.teams, self.cases, self.organisations = {}, {}, [], {}
        self.things = {}
        self.clients = {}
        self.build()

    def build(self):
        self.found_house()
        self.add_people()
        self.make_teams()
        self.make_cases()
        self.make_tables()
        self.leave()
        for client in self.clients.values():
            client.close()
        self.server.stop()
        self.stand()

    # People

    def found_house(self):
        words = ("user", "add", "root", "--name", "Root", "--role", "administrator", "--organisation", "Home", "--organisation-type", "NGO")
        root = Person("root", "administrator", "home")
        root.activation = self.server.must(*words).split()[-1]
        self.server.start()
        self.people["root"] = root
        self.activate(root)
        session = self.confirm(root)
        root.id, self.organisations["home"] = session["user"]["id"], session["organisation"]["id"]
        body = {"name": "Elsewhere", "country": "KG", "type": "NGO"}
        self.organisations["elsewhere"] = self.ask("root", "POST", "/api/organisations", body)["id"]

    def add_people(self):
        helpers = [("lead", "supervisor", "home"), ("medic", "clinician", "home"), ("asker", "caseworker", "home"),
                   ("far_lead", "supervisor", "elsewhere"), ("far_medic", "clinician", "elsewhere"), ("far_asker", "caseworker", "elsewhere"),
                   ("far_root", "administrator", "elsewhere"), ("far_programme", "programme_officer", "elsewhere"),
                   ("far_data", "data_officer", "elsewhere")]
        wanted = helpers + [(role, role, "home") for role in ROLES] + [(f"half_{role}", role, "home") for role in ROLES]
        for name, role, organisation in wanted:
            person = self.people[name] = Person(name, role, organisation)
            body = {"user_name": name.replace("_", "."), "name": name.replace("_", " ").title(), "role": role,
                    "organisation": self.organisations[organisation], "teams": []}
            made = self.ask("root", "POST", "/api/users", body)
            person.id, person.activation = made["user"]["id"], made["activation_code"]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(self.bring_in, (self.people[name] for name, _, _ in wanted)))

    def bring_in(self, person):
        self.activate(person)
        if person.name.startswith("half_"):
            return
        self.confirm(person)
        if person.name in ROLES:
            # Three times more: sessions that wait for a code, that will be over, and that may be ended in a test.
            for far in ("code", "ended", "spare"):
                person.cookies[far] = self.sign_in(person)
            spare = Client(self.server)
            spare.cookies["panoh-s"] = person.cookies["spare"]
            spare.must("POST", "/api/session/code", {"code": totp.code(person.secret, 1)})
            person.cookies["spare"] = spare.cookies["panoh-s"]
            spare.close()

    def activate(self, person):
        client = self.clients[person.name] = Client(self.server)
        body = {"user_name": person.name.replace("_", "."), "activation_code": person.activation, "password": person.password}
        made = client.must("POST", "/api/activation", body).json
        person.secret, person.recovery = made["totp_secret"], made["recovery_code"]
        person.cookies["enrol"] = client.cookies["panoh-s"]

    def confirm(self, person):
        client = self.clients[person.name]
        made = client.must("POST", "/api/session/code", {"code": totp.code(person.secret)}).json
        person.cookies["open"] = client.cookies["panoh-s"]
        del person.cookies["enrol"]
        return made

    def sign_in(self, person):
        client = Client(self.server)
        client.must("POST", "/api/session", {"user_name": person.name.replace("_", "."), "password": person.password})
        client.close()
        return client.cookies["panoh-s"]

    def ask(self, who, method, path, body=None, headers=None, raw=None):
        answer = self.clients[who].request(method, path, body, headers, raw)
        if answer.status == 403 and answer.json["code"] == "access/step_up_needed":
            self.show_presence(self.people[who])
            answer = self.clients[who].request(method, path, body, headers, raw)
        if answer.status >= 400:
            raise AssertionError(f"{who}: {method} {path}: {answer.status} {answer.body[:500]!r}")
        return answer.json if answer.body else None

    def show_presence(self, person):
        """Once more: on a machine that is busy with much else the world takes longer than a proof of presence lasts."""
        client = self.clients[person.name]
        client.must("POST", "/api/session/step-up", {"code": totp.code(person.secret)})
        person.cookies["open"] = client.cookies["panoh-s"]

    # Teams

    def make_teams(self):
        tested = [self.people[role].id for role in ROLES]
        lead, medic, asker = (self.people[name].id for name in ("lead", "medic", "asker"))
        members = {"front": [lead, medic, *tested], "back": [lead, medic], "left": [lead, medic, *tested], "side": [lead, asker]}
        for name, people in members.items():
            self.teams[name] = self.new_team(name, "home", people)
        self.teams["far"] = self.new_team("far", "elsewhere", [self.people[name].id for name in ("far_lead", "far_medic")])
        # From now on what is sealed to a team of the house is sealed to them as well.
        self.ask("lead", "PUT", "/api/emergencies/officers", {"users": [self.people[role].id for role in ON_DUTY]})
        self.teams["far_side"] = self.new_team("far side", "elsewhere", [self.people[name].id for name in ("far_lead", "far_asker")])

    def new_team(self, name, organisation, people):
        body = {"name": name, "organisation": self.organisations[organisation], "members": people}
        return self.ask("root", "POST", "/api/teams", body)["id"]

    def leave(self):
        for role in ROLES:
            self.ask("root", "DELETE", f"/api/teams/{self.teams['left']}/members/{self.people[role].id}")
            ended = Wire(self.server)
            assert ended.send("DELETE", "/api/session", self.people[role].cookies["ended"]).status == 204
            ended.close()

    # Cases

    def make_cases(self):
        for closed in (False, True):
            for relation, team in SHARED.items():
                self.cases.append(Case(relation, "", team, closed))
            for relation, (team, _, _) in OWN.items():
                self.cases += [Case(relation, role, team, closed) for role in ROLES]
        far = [case for case in self.cases if case.team == "far"]
        home = [case for case in self.cases if case.team != "far"]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda cases: [self.make_case(case) for case in cases], (far, home)))

    def identity(self, case):
        word = functools.partial(self.marks.new, case.name, "identity")
        names = [{"given": word(), "family": word(), "patronymic": word(), "script": "Latin", "kind": "current"}]
        return {"names": names, "birth": {"year": 1999}, "salutation": word(), "title": word(), "mother_name": word(), "birthplace": word(),
                "phone": word(), "home_phone": word(), "email": word() + "@example.org", "document": word()}

    def whereabouts(self, case):
        word = functools.partial(self.marks.new, case.name, "whereabouts")
        return {"lives_in": word(), "safe_contact": word(), "address": {"street": word(), "city": word()}}

    def story(self, case):
        word = functools.partial(self.marks.new, case.name, "narrative")
        return {"location_of_recruitment": word(), "location_of_exploitation": word(), "vulnerability_details": word(),
                "closure_details": word(), "events": [{"episode": 1, "on": {}, "street": word(), "description": word()}],
                "perpetrators": [{"roles": [], "details": word(), "organisation": word()}],
                "plans": [{"objectives": word(), "action_plan": word()}],
                "referred_in": {"organisation": word(), "caseworker": word(), "details": word()}, "referred_out": {}}

    def make_case(self, case):
        far = "far_" if case.team == "far" else ""
        lead, medic, asker = far + "lead", far + "medic", far + "asker"
        body = {"country": "KG", "team": self.teams[case.team], "consent": {"given": True, "mode": "written"}, "identity": self.identity(case)}
        made = self.ask(lead, "POST", "/api/cases", body)
        case.id, case.reference = made["id"], made["reference"]
        path = f"/api/cases/{case.id}"
        for version in (1, 2):
            self.ask(lead, "PUT", f"{path}/identity", self.identity(case), {"If-Match": f'"{version}"'})
        for version in (0, 1):
            self.ask(lead, "PUT", f"{path}/whereabouts", self.whereabouts(case), {"If-Match": f'"{version}"'})
            self.ask(lead, "PUT", f"{path}/story", self.story(case), {"If-Match": f'"{version}"'})
        self.ask(lead, "POST", f"{path}/notes", {"kind": "narrative", "text": f"met {self.marks.new(case.name, 'narrative')} today"})
        self.ask(medic, "POST", f"{path}/notes", {"kind": "medical", "text": f"said {self.marks.new(case.name, 'medical')}"})
        case.ask = self.ask(asker, "POST", f"{path}/asks", {"purpose": "with_us_now"})["id"]
        if case.closed:
            version = self.ask(lead, "GET", path)["version"]
            self.ask(lead, "POST", f"{path}/move", {"to": "closed", "closure_reason": "other"}, {"If-Match": f'"{version}"'})

    def stand(self):
        """Who opened a case and who has it, as each relation says; and in an emergency."""
        for case in self.cases:
            for person in (*ON_DUTY, "asker"):
                self.open_in_emergency(case, person)
            if not case.person:
                continue
            _, opened, assigned = OWN[case.relation]
            person = self.people[case.person].id
            to = {"": None, "self": person, "lead": self.people["lead"].id}[assigned]
            opener = person if opened else self.people["lead"].id
            self.server.place.write("UPDATE case_file SET opened_by = ?, assigned_to = ? WHERE id = ?",
                                    blob(opener), blob(to), blob(case.id))

    def open_in_emergency(self, case, person):
        case.openings[person] = str(uuid.uuid4())
        now = int(time.time() * 1000)
        self.server.place.write(
            "INSERT INTO emergency_opening (id, case_id, reference, team, officer, reason, why, opened_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            blob(case.openings[person]), blob(case.id), case.reference, blob(self.teams[case.team]), blob(self.people[person].id), "danger",
            bytes(80), now - 1000, now + 4 * 3_600_000)

    # What is no case

    def make_tables(self):
        """Imports and kept mappings of each team, forms that were not saved, a dataset."""
        for team in ("front", "back", "far"):
            who = "far_lead" if team == "far" else "lead"
            word = self.marks.new(f"import {team}", "identity")
            upload, reading = self.upload(who, word)
            body = {"upload": upload, "team": self.teams[team], "name": "Table", "expected": 1, "reading": reading}
            self.things[f"import {team}"] = started = self.ask(who, "POST", "/api/records/imports", body)["import"]
            finished(self.clients[who], started)
            self.things[f"mapping {team}"] = self.keep_mapping(who, team, "Kept")
        for role in ROLES:
            self.things[f"throw away {role}"] = self.keep_mapping("lead", "front", f"For {role}")
        self.things["draft"] = f"new_case.{uuid.uuid4()}"
        text = json.dumps({"text": self.marks.new("draft lead", "own")})
        self.ask("lead", "PUT", f"/api/drafts/{self.things['draft']}", {"sitting": str(uuid.uuid4()), "count": 1, "text": text})
        self.things["dataset"] = self.make_dataset()
        for kind, (path, value) in PROGRAMME.items():
            for where, who in (("home", "programme_officer"), ("elsewhere", "far_programme")):
                if kind == "testimony" and where == "elsewhere":
                    value = {**value, "title": FAR_WORDS, "text": self.marks.new("testimony", "never")}
                self.things[f"{kind} {where}"] = self.ask(who, "POST", f"/api/{path}", value)["id"]
        for where, who in (("home", "programme_officer"), ("elsewhere", "far_programme")):
            edition = self.things[f"edition {where}"] = self.ask(who, "POST", "/api/editions", EDITION)["id"]
            self.things[f"story {where}"] = self.ask(who, "POST", f"/api/editions/{edition}/stories?section=s", STORY)["id"]
            self.things[f"picture {where}"] = self.ask(who, "POST", "/api/pictures", raw=dot(), headers={"Content-Type": "image/png"})["id"]

        for where, who in (("home", "data_officer"), ("elsewhere", "far_data")):
            body = {"name": "small", "title": "Small", "epsilon": "1", "preset": "sdg-16-2-2"}
            lineage = self.things[f"lineage {where}"] = self.ask(who, "POST", "/api/lineages", body)["id"]
            plan = release_plan(lineage, self.things["dataset"])
            self.things[f"release {where}"] = self.ask(who, "POST", "/api/releases", plan)["id"]

    def make_dataset(self):
        """A small table of CTDC; its id."""
        table = TABLE.read_bytes()
        path = "/api/datasets/imports"
        started = self.ask("data_officer", "POST", f"{path}?name=Small", raw=table, headers={"Content-Type": "text/csv"})["import"]
        for _ in range(300):
            told = self.ask("data_officer", "GET", f"{path}/{started}")
            if told["state"] != "running":
                return told["dataset"]
            time.sleep(0.1)
        raise AssertionError("an import that does not end")

    def upload(self, who, word):
        file = f"name;sex\n{word} {word};{word}\n".encode()
        made = self.ask(who, "POST", "/api/records/uploads", raw=file, headers={"Content-Type": "application/octet-stream"})
        reading = {"sheet": "", "mapping": mapping(word), "leave_out_faulty": False, "leave_out_duplicates": True,
                   "defaults": {"country": "KG", "consent": {"given": True, "mode": "written"}}}
        return made["id"], reading

    def keep_mapping(self, who, team, name):
        word = self.marks.new(f"mapping {team}", "never")
        return self.ask(who, "POST", "/api/records/mappings", {"team": self.teams[team], "name": name, "mapping": mapping(word)})["id"]

    def relation(self, person, case):
        """How a person stands to a case that was made for somebody."""
        if case.person == person:
            return case.relation
        return next(relation for relation, team in SHARED.items() if team == case.team)


def release_plan(lineage, dataset):
    return {"titles": [{"language": "en", "text": "A"}], "lineage": lineage, "source": {"kind": "dataset", "dataset": dataset},
            "kind": "tables", "epsilon": "1", "length": 1}


def dot():
    """A PNG of one white dot."""
    def part(kind, content):
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
    head = (1).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\xff\xff\xff")) + part(b"IEND", b"")


def mapping(word):
    return {"columns": [{"heading": "name", "column": "panoh_FullName", "values": []},
                        {"heading": "sex", "column": "prs_Gender", "values": [{"value": word, "code": ""}]}], "month_first": False}


def blob(text):
    return uuid.UUID(text).bytes if text else None
