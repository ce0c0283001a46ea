"""kill -9 while several people open cases, save fields, write notes and whereabouts, and a table is being imported.

What must hold after the next start: every write that was acknowledged is there, a save is whole or was never made, the
session goes on, no half of a table is to be seen.
"""

import http.client
import random
import threading
import time

from support.client import Client

WRITERS = 4
LEVELS = ("low", "medium", "high")


class Writer(threading.Thread):
    """One browser that writes as fast as it is answered; keeps what the server acknowledged."""

    def __init__(self, server, name, number):
        super().__init__()
        self.client, self.name_, self.number = Client(server), name, number
        self.cases, self.died = {}, None

    def run(self):
        try:
            self.client.sign_in(self.name_)
            team = self.client.request("GET", "/api/session").json["teams"][0]["id"]
            while True:
                self.work(team)
        except (OSError, http.client.HTTPException):
            return
        except Exception as error:  # an answer that none of these writes may have
            self.died = error

    def sent(self, status, *request):
        answer = self.client.request(*request)
        if answer.status != status:
            raise AssertionError(f"{request[:2]}: {answer.status} {answer.body[:300]}")
        return answer.json

    def work(self, team):
        number = len(self.cases)
        names = [{"given": f"Crash{self.number}", "family": f"Number{number}", "script": "Latin", "kind": "current"}]
        made = self.sent(201, "POST", "/api/cases", {
            "country": "KG", "team": team, "consent": {"given": True, "mode": "written"},
            "identity": {"names": names, "birth": {"year": 1990}}})
        case = self.cases[made["id"]] = {"family": f"Number{number}", "version": made["version"], "level": None, "notes": [],
                                         "place": None}
        address = f"/api/cases/{made['id']}"
        for turn in range(random.randint(1, 4)):
            level = LEVELS[turn % len(LEVELS)]
            case["tried"] = level
            saved = self.sent(200, "PATCH", address, {"risk_level": level}, {"If-Match": f'"{case["version"]}"'})
            case["version"], case["level"] = saved["version"], level
            self.sent(201, "POST", f"{address}/notes", {"kind": "narrative", "text": f"note {turn}"})
            case["notes"].append(f"note {turn}")
        self.sent(200, "PUT", f"{address}/whereabouts", {"lives_in": f"house {number}"}, {"If-Match": '"0"'})
        case["place"] = f"house {number}"

    def lost(self, sample):
        """What is missing of a sample of the acknowledged writes."""
        if self.died:
            return [f"a write was answered wrongly: {self.died}"]
        if not self.cases:
            return []
        if self.client.request("GET", "/api/session").status != 200:
            return ["the session"]
        chosen = list(self.cases.items())
        return [fault for at, case in chosen[-3:] + random.sample(chosen, min(sample, len(chosen)))
                for fault in self.lost_of(at, case)]

    def lost_of(self, at, case):
        answer = self.client.request("GET", f"/api/cases/{at}")
        if answer.status != 200:
            return [f"a case ({answer.status})"]
        file = answer.json
        # The last save may have been made without the answer having left.
        whole = {(case["version"], case["level"]), (case["version"] + 1, case.get("tried"))}
        faults = [] if (file["version"], file["risk_level"]) in whole else [f"a save: {file['version']} {file['risk_level']} {case}"]
        identity = self.client.request("GET", f"/api/cases/{at}/identity")
        if identity.status != 200 or identity.json["names"][0]["family"] != case["family"]:
            faults.append(f"an identity ({identity.status})")
        notes = [item["text"] for item in self.client.request("GET", f"/api/cases/{at}/notes").json.get("items", [])]
        faults += [f"{note} of {notes}" for note in case["notes"] if note not in notes]
        place = self.client.request("GET", f"/api/cases/{at}/whereabouts").json.get("lives_in")
        return faults if case["place"] in (None, place) else faults + [f"whereabouts: {place}"]

    def writes(self):
        return sum(1 + case["version"] - 1 + len(case["notes"]) + (case["place"] is not None) for case in self.cases.values())


class Importer(threading.Thread):
    """A data officer who loads a table over and over."""

    def __init__(self, server, table):
        super().__init__()
        self.client, self.table, self.loaded = Client(server), table, set()

    def run(self):
        try:
            self.client.sign_in("meerim")
            for number in range(1000):
                name = f"crash {random.getrandbits(40)} {number}"
                started = self.client.request("POST", f"/api/datasets/imports?name={name.replace(' ', '%20')}", raw=self.table,
                                              headers={"Content-Type": "text/csv"})
                while started.status == 202:
                    now = self.client.request("GET", f"/api/datasets/imports/{started.json['import']}").json
                    if now["state"] != "running":
                        self.loaded.add(name)
                        break
        except (OSError, http.client.HTTPException, KeyError):
            return

    def lost(self):
        if "panoh-s" not in self.client.cookies:
            return []
        seen = self.client.request("GET", "/api/datasets").json["items"]
        whole = self.table.count(b"\n") - 1
        faults = [f"half a table: {item['rows']} of {whole}" for item in seen if item["rows"] != whole]
        return faults + [f"a table: {name}" for name in self.loaded if name not in {item["name"] for item in seen}]


def crash(server, table):
    """One crash under load and the next start: (acknowledged writes, what was lost)."""
    people = ("ayana", "daniyar", "ayana", "daniyar")
    writers = [Writer(server, people[number % len(people)], number) for number in range(WRITERS)]
    importer = Importer(server, table)
    for thread in [*writers, importer]:
        thread.start()
    time.sleep(random.uniform(0.5, 2.5))
    server.kill()
    for thread in [*writers, importer]:
        thread.join()
    server.start()
    lost = importer.lost()
    for writer in writers:
        lost += writer.lost(sample=5)
    for thread in [*writers, importer]:
        thread.client.close()
    return sum(writer.writes() for writer in writers) + len(importer.loaded), lost
