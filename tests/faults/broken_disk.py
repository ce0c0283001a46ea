"""A disk that fails, is full or writes in halves: what cannot be kept is refused, nothing sealed is shown without its audit row.

After a sync that failed nothing more is written before the next start, whatever the disk says then.
"""

import errno
import secrets

from faults import undo
from faults.bad_machine import BadMachine
from support.client import Client

SEALED = (("GET", "/identity", None), ("GET", "/notes", None), ("GET", "/whereabouts", None))


class Desk:
    """One person, one case with a name, on a machine that can break."""

    def __init__(self, server):
        self.server, self.machine, self.client, self.found = server, BadMachine(server), Client(server), []
        server.stop()
        server.start()
        self.client.sign_in("ayana")
        team = self.client.request("GET", "/api/session").json["teams"][0]["id"]
        self.body = {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"},
                     "identity": {"names": [{"given": "Broken", "family": "Disk", "script": "Latin", "kind": "current"}], "birth": {}}}
        self.case = self.client.must("POST", "/api/cases", self.body).json["id"]
        self.client.must("POST", f"/api/cases/{self.case}/notes", {"kind": "narrative", "text": "before"})
        self.client.must("PUT", f"/api/cases/{self.case}/whereabouts", {"lives_in": "before"}, {"If-Match": '"0"'})
        self.kept = [self.case]

    def expect(self, when, statuses, method, path, body=None, headers=None):
        answer = self.client.request(method, path, body, headers)
        if answer.status not in statuses:
            self.found.append(f"{when}: {method} {path.replace(self.case, 'CASE')} gives {answer.status} {answer.body[:160]}")
        elif answer.status >= 500 and not (answer.json["code"].startswith("store/") and answer.header("Retry-After")):
            self.found.append(f"{when}: {method} {path.replace(self.case, 'CASE')} says {answer.body[:160]}")
        return answer

    def write(self, when, statuses, key=None):
        answer = self.expect(when, statuses, "POST", "/api/cases", self.body, {"Idempotency-Key": key or secrets.token_hex(8)})
        if answer.status == 201:
            self.kept.append(answer.json["id"])
        return answer

    def refused(self, when, statuses):
        """Nothing is written and nothing sealed is shown; what needs no audit row is."""
        self.write(when, statuses)
        for method, part, body in SEALED:
            self.expect(when, statuses, method, f"/api/cases/{self.case}{part}", body)
        self.expect(when, statuses, "GET", "/api/cases?limit=50&names=shown")
        self.expect(when, statuses, "POST", "/api/cases/find", {"name": "Broken Disk"})
        self.expect(when, (200,), "GET", f"/api/cases/{self.case}")
        self.expect(when, (503, 507), "GET", "/healthz")

    def well(self, when):
        self.write(when, (201,))
        for method, part, body in SEALED:
            self.expect(when, (200,), method, f"/api/cases/{self.case}{part}", body)
        self.expect(when, (200,), "GET", "/healthz")

    def all_there(self, when):
        for case in self.kept:
            identity = self.expect(when, (200,), "GET", f"/api/cases/{case}/identity")
            if identity.status == 200 and identity.json["names"][0]["family"] != "Disk":
                self.found.append(f"{when}: another name")

    def power_cut(self, dice, way):
        self.server.kill()
        self.machine.set()
        self.machine.crash(dice, way)
        self.server.start()


def sync_that_fails(desk, dice):
    key = secrets.token_hex(8)
    desk.machine.set(sync_error=errno.EIO)
    unknown = desk.write("a sync fails", (503,), key)
    if unknown.json["code"] != "store/outcome_unknown":
        desk.found.append(f"a sync fails: {unknown.body[:160]}")
    desk.machine.set()
    # The disk says "fine" again, and has forgotten: no write may build on it.
    desk.refused("after a sync failed", (503,))
    # A start alone: the system still shows what the disk never got.
    desk.server.kill()
    desk.server.start()
    for _ in range(3):
        desk.well("after a start")
    repeated = desk.write("the same key after a start", (201,), key)
    desk.power_cut(dice, "everything")
    desk.all_there("after the power cut")
    desk.well("after the next start")
    made = desk.write("the same key again", (201,), key)
    if made.json["id"] != repeated.json["id"]:
        desk.found.append("what was answered before the power cut is another case after it")
    if made.json["id"] != desk.write("and again", (201,), key).json["id"]:
        desk.found.append("one key made two cases")


def no_room(desk, dice):
    for allowed in (0, 1, 3):
        desk.machine.set(write_error=errno.ENOSPC, writes_allowed=allowed)
        for _ in range(2 if allowed else 0):
            desk.client.request("POST", "/api/cases", desk.body)
        desk.refused("without room", (507,))
        desk.machine.set()
        desk.well("with room again")
    desk.power_cut(dice, "everything")
    desk.all_there("after no room and a power cut")


def quota(desk, dice):
    desk.machine.set(write_error=errno.EDQUOT)
    desk.refused("without quota", (503, 507))
    desk.machine.set()
    desk.well("with quota again")
    desk.power_cut(dice, "sectors")
    desk.all_there("after no quota and a power cut")


def halves(desk, dice):
    desk.machine.set(short_writes=1)
    for _ in range(3):
        desk.well("writing in halves")
    desk.power_cut(dice, "torn sectors")
    desk.all_there("after halves and a power cut")


def checkpoints_that_fail(desk, dice):
    """The log is kept, the database behind it is not: commits go on, and nothing leaves the log before the database has it."""
    desk.machine.set(sync_error=errno.EIO, of_database=1)
    for _ in range(60):
        desk.write("checkpoints fail", (201,))
    if not failed_syncs(desk.machine):
        desk.found.append("no checkpoint was tried: nothing was proved")
    desk.machine.set()
    for _ in range(60):
        desk.write("checkpoints go well again", (201,))
    desk.power_cut(dice, "everything")
    desk.all_there("after failed checkpoints and a power cut")


def failed_syncs(machine):
    return any(change.failed for of_one in undo.read(machine.folder / "undo").values() for change in of_one)


def writes_that_fail(desk, dice):
    desk.machine.set(write_error=errno.EIO)
    desk.refused("writes fail", (503,))
    desk.machine.set()
    desk.well("writes go well again")
    desk.power_cut(dice, "everything")
    desk.all_there("after failed writes and a power cut")


def reads_that_fail(desk, dice):
    # As soon as it listens: nothing is remembered, and its own first looks at the data meet the same disk.
    for _ in range(5):
        desk.server.stop()
        desk.server.start()
        desk.machine.set(read_error=errno.EIO)
        desk.expect("reads fail", (503,), "GET", f"/api/cases/{desk.case}")
        desk.machine.set()
        desk.well("reads go well again")
    desk.power_cut(dice, "everything")
    desk.all_there("after failed reads and a power cut")


def faults(server, dice):
    desk = Desk(server)
    for part in (no_room, quota, halves, checkpoints_that_fail, writes_that_fail, reads_that_fail, sync_that_fails):
        part(desk, dice)
    return desk.found
