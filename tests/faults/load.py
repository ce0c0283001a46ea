"""People at work through crashes: each act is sent again under its key until it is answered, and what was answered is remembered.

Whoever works here keeps the session that was begun before the first crash.
"""

import http.client
import secrets
import threading
import time

from support import canaries
from support.client import PASSWORD, Client

LEVELS = ("low", "medium", "high")
# A proof of presence lasts five minutes.
PRESENT_SECONDS = 120


class Over(Exception):
    """The end of the working day."""


class Gate:
    """Everybody passes it before each request; while it is shut nobody has one on the way."""

    def __init__(self):
        self.moved = threading.Condition()
        self.shut, self.over, self.waiting = True, False, 0

    def open(self):
        with self.moved:
            self.shut = False
            self.moved.notify_all()

    def close(self, people):
        """Returns when all of them stand before it."""
        end = time.monotonic() + 120
        with self.moved:
            self.shut = True
            while self.waiting < sum(person.is_alive() for person in people):
                self.moved.wait(0.05)
                if time.monotonic() > end:
                    raise AssertionError("somebody was not answered for two minutes")

    def go_through(self):
        with self.moved:
            self.waiting += 1
            self.moved.notify_all()
            while self.shut:
                self.moved.wait()
            self.waiting -= 1


class Person(threading.Thread):
    def __init__(self, server, gate, name):
        super().__init__(daemon=True)
        self.client, self.gate, self.died, self.acknowledged = Client(server), gate, None, 0
        signed_in = self.client.sign_in(name)
        if signed_in.status != 201:
            raise AssertionError(f"{name} signs in: {signed_in.status}")
        self.present_at = time.monotonic()

    def clients(self):
        return [self.client]

    def stay_present(self):
        """Shows presence again before it is too long ago; while the gate is shut, since with its answer the session would be lost."""
        if time.monotonic() - self.present_at > PRESENT_SECONDS:
            self.present_at = time.monotonic()
            for client in self.clients():
                client.must("POST", "/api/session/step-up", {"code": "000000"})

    def run(self):
        try:
            while not self.gate.over:
                self.act()
        except Exception as error:  # an answer that none of these requests may have
            self.died = error

    def ask(self, method, path, body=None, headers=None, raw=None, client=None):
        """The answer, however often it has to be asked: after a crash, while there is no database, and when it was asked too often meanwhile."""
        while True:
            self.gate.go_through()
            try:
                answer = (client or self.client).request(method, path, body, headers, raw)
            except (OSError, http.client.HTTPException):
                time.sleep(0.002)
                continue
            if answer.status not in (429, 503):
                return answer
            time.sleep(0.01)

    def done(self, statuses, *request, **more):
        answer = self.ask(*request, **more)
        if answer.status not in statuses:
            raise AssertionError(f"{request[:2]}: {answer.status} {answer.body[:300]}")
        self.acknowledged += 1
        return answer

    def create(self, path, body):
        return self.done((201,), "POST", path, body, {"Idempotency-Key": secrets.token_hex(8)}).json

    def lost(self, everything):
        """What is missing of what was acknowledged since the last time, or at all; asked while the gate is shut."""
        if self.died:
            return [f"a write was answered wrongly: {self.died}"]
        if self.client.request("GET", "/api/session").status != 200:
            return ["the session"]
        return self.missing(everything)


class Caseworker(Person):
    """Opens cases, saves fields, writes notes and where a person lives."""

    def __init__(self, server, gate, name):
        super().__init__(server, gate, name)
        self.team = self.client.request("GET", "/api/session").json["teams"][0]["id"]
        self.cases, self.touched = {}, set()

    def act(self):
        family = f"{canaries.WORDS[1]}{secrets.token_hex(4)}"
        names = [{"given": canaries.WORDS[0], "family": family, "script": "Latin", "kind": "current"}]
        made = self.create("/api/cases", {"country": "KG", "team": self.team, "consent": {"given": True, "mode": "written"},
                                          "identity": {"names": names, "birth": {"year": 1990}}})
        kept = self.cases[made["id"]] = {"family": family, "version": made["version"], "level": None, "tried": None, "notes": [],
                                         "place": None, "tried_place": None}
        self.touched.add(made["id"])
        address = f"/api/cases/{made['id']}"
        for turn, level in enumerate(LEVELS[:1 + secrets.randbelow(3)]):
            self.save(address, kept, level)
            note = f"note {turn} of {family}"
            self.create(f"{address}/notes", {"kind": "narrative", "text": note})
            kept["notes"].append(note)
        kept["tried_place"] = f"house of {family}"
        # 412: it was saved, and the answer was lost.
        self.done((200, 412), "PUT", f"{address}/whereabouts", {"lives_in": kept["tried_place"]}, {"If-Match": '"0"'})
        kept["place"] = kept["tried_place"]

    def save(self, address, kept, level):
        kept["tried"] = level
        answer = self.done((200, 412), "PATCH", address, {"risk_level": level}, {"If-Match": f'"{kept["version"]}"'})
        stands = answer.json if answer.status == 200 else answer.json["current"]
        if (stands["version"], stands["risk_level"]) != (kept["version"] + 1, level):
            raise AssertionError(f"saved {level} over {kept}: {stands['version']} {stands['risk_level']}")
        kept["version"], kept["level"] = stands["version"], level

    def missing(self, everything):
        asked, self.touched = list(self.cases) if everything else list(self.touched), set(list(self.cases)[-1:])
        return [fault for case in asked for fault in self.missing_of(case, self.cases[case])]

    def missing_of(self, case, kept):
        file = self.client.request("GET", f"/api/cases/{case}")
        if file.status != 200:
            return [f"a case ({file.status})"]
        stands = (file.json["version"], file.json["risk_level"])
        # The save that is on its way may have been made.
        found = [] if stands in ((kept["version"], kept["level"]), (kept["version"] + 1, kept["tried"])) else [f"a save: {stands}, not {kept}"]
        identity = self.client.request("GET", f"/api/cases/{case}/identity")
        if identity.status != 200 or identity.json["names"][0]["family"] != kept["family"]:
            found.append(f"an identity ({identity.status})")
        notes = [item["text"] for item in self.client.request("GET", f"/api/cases/{case}/notes").json.get("items", [])]
        found += [f"a note: {note} of {notes}" for note in kept["notes"] if notes.count(note) != 1]
        found += [f"a note made twice: {note}" for note in set(notes) if notes.count(note) > 1]
        place = self.client.request("GET", f"/api/cases/{case}/whereabouts").json.get("lives_in")
        return found if place in (kept["place"], kept["tried_place"]) else found + [f"whereabouts: {place}, not {kept['place']}"]


class Administrator(Person):
    """Adds people who come in, are handed their team's keys by its supervisor, are shut out and now and then let in again."""

    def __init__(self, server, gate):
        super().__init__(server, gate, "jyldyz")
        self.lead, self.place = Client(server), server.place
        self.lead.sign_in("daniyar")
        session = self.lead.request("GET", "/api/session").json
        self.team, self.home = session["teams"][0]["id"], session["organisation"]["id"]
        self.newcomers = {}

    def clients(self):
        return [self.client, self.lead]

    def act(self):
        name = f"storm.{secrets.token_hex(4)}"
        added = self.create("/api/users", {"user_name": name, "name": "Storm Newcomer", "role": "caseworker", "organisation": self.home,
                                           "teams": [self.team]})
        user, code = added["user"]["id"], added.get("activation_code")
        # Told once: whoever lost the answer makes another.
        code = code or self.done((200,), "POST", f"/api/users/{user}/activate-again").json["activation_code"]
        kept = self.newcomers[user] = {"client": Client(self.client.server), "active": None, "keys": None}
        self.come_in(kept["client"], name, code)
        kept["active"] = True
        self.done((204,), "POST", f"/api/teams/{self.team}/members/{user}/keys", client=self.lead)
        kept["keys"] = True
        if secrets.randbelow(3):
            kept["active"] = kept["keys"] = None  # either, while it is on its way
            self.done((200,), "POST", f"/api/users/{user}/deactivate")
            kept["active"] = kept["keys"] = False

    def come_in(self, client, name, code):
        body = {"user_name": name, "activation_code": code, "password": f"{PASSWORD} and home"}
        if self.done((201, 401), "POST", "/api/activation", body, client=client).status == 401:
            # The code was used, and the answer was lost.
            del body["activation_code"]
            self.done((201,), "POST", "/api/session", body, client=client)

    def missing(self, _):
        held = {name for name, in self.place.rows(f"SELECT DISTINCT lower({self.hexed('user_id')}) FROM vault_team_member")}
        active = {name for name, in self.place.rows(f"SELECT lower({self.hexed('id')}) FROM access_user WHERE active = 1")}
        found = []
        for user, kept in self.newcomers.items():
            plain = user.replace("-", "")
            if kept["keys"] is not None and kept["keys"] != (plain in held):
                found.append(f"a person's keys: {not kept['keys']}, not {kept['keys']}")
            if kept["active"] is not None and kept["active"] != (plain in active):
                found.append(f"a person's account: active is {not kept['active']}")
            if kept["active"] is False and kept["client"].request("GET", "/api/session").status != 401:
                found.append("somebody shut out is let in")
        return found

    def hexed(self, column):
        return f"encode({column}, 'hex')" if self.place.cluster else f"hex({column})"


class DataOfficer(Person):
    """Loads a table over and over: all of it or nothing is there."""

    def __init__(self, server, gate, table):
        super().__init__(server, gate, "meerim")
        self.table, self.loaded, self.rows = table, set(), table.count(b"\n") - 1

    def act(self):
        name = f"storm {secrets.token_hex(6)}"
        address = f"/api/datasets/imports?name={name.replace(' ', '%20')}"
        answer = self.ask("POST", address, raw=self.table, headers={"Content-Type": "text/csv"})
        while answer.status == 202:
            now = self.ask("GET", f"/api/datasets/imports/{answer.json['import']}")
            if now.status != 200 or now.json["state"] not in ("running", "done"):
                return  # a crash ended it
            if now.json["state"] == "done":
                self.loaded.add(name)
                self.acknowledged += 1
                return
            time.sleep(0.01)

    def missing(self, _):
        seen = {item["name"]: item["rows"] for item in self.client.request("GET", "/api/datasets").json["items"]}
        return ([f"a table: {name}" for name in self.loaded if name not in seen] +
                [f"half a table: {rows} of {self.rows}" for rows in seen.values() if rows != self.rows])
