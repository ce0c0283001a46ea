"""A clock that is a year ahead or behind, at the start and while people work: it opens nothing, keeps nothing open and deletes no text.

Second factors of the true time are refused by a wrong clock, and a used one stays used when the clock is turned back.
"""

import json
import time
import uuid

from faults.bad_machine import BadMachine
from support import totp
from support.client import Client

YEAR = 365 * 24 * 3600
PASSWORD = "a lamp in the window"


class Node:
    """A real node with one person, whose clock is so many seconds wrong."""

    def __init__(self, server):
        self.server, self.found = server, []
        words = ("user", "add", "asel", "--name", "Asel Node", "--role", "administrator", "--organisation", "Small Harbour",
                 "--organisation-type", "NGO", "--country", "KG")
        activation = server.must(*words).split()[-1]
        self.machine = BadMachine(server)
        self.turn(0)
        server.start()
        self.client = Client(server)
        body = {"user_name": "asel", "activation_code": activation, "password": PASSWORD}
        self.secret = self.client.must("POST", "/api/activation", body).json["totp_secret"]
        self.confirm("at the start", 200, 0)

    def turn(self, seconds):
        self.wrong_by = seconds
        self.machine.set(clock_ms=seconds * 1000)

    def turn_and_start(self, seconds):
        back, before = seconds < self.wrong_by, self.turned_back()
        self.server.stop()
        self.turn(seconds)
        self.server.start()
        if back:
            self.told(before + 1)

    def expect(self, when, status, answer):
        if answer.status != status:
            self.found.append(f"{when}: {answer.status}, not {status}: {answer.body[:120]}")
        return answer

    def confirm(self, when, status, true_by):
        """With the code of the true time and so many seconds."""
        code = totp.code(self.secret, at=time.time() + true_by)
        self.expect(f"a code {when}", status, self.client.request("POST", "/api/session/code", {"code": code}))

    def half_way(self, when):
        self.client = Client(self.server)
        self.expect(f"a password {when}", 201, self.client.request("POST", "/api/session", {"user_name": "asel", "password": PASSWORD}))

    def turned_back(self):
        """How often the log says so."""
        return self.server.log.read_text(encoding="utf-8").count("clock_turned_back")

    def told(self, times):
        """Waits until the log says so often that sessions ended because the clock was turned back."""
        end = time.monotonic() + 30
        while self.turned_back() < times:
            if time.monotonic() > end:
                self.found.append("the log does not say that the clock was turned back")
                return
            time.sleep(0.05)

    def session(self, when, status):
        self.expect(f"the session {when}", status, self.client.request("GET", "/api/session"))


def turned_while_people_work(node):
    node.turn(-5 * 60)
    node.session("of five minutes to come", 401)
    node.told(1)
    node.turn(0)
    node.session("after the clock was turned back and put right", 401)
    node.turn(-YEAR)
    node.session("of a year to come", 401)
    node.half_way("a year ago")
    node.confirm("of now, a year ago", 401, 0)
    node.confirm("of a year ago, after one of now", 401, -YEAR)
    node.turn(YEAR)
    node.half_way("in a year")
    node.confirm("of now, in a year", 401, 0)
    node.turn(0)
    node.session("begun in a year", 401)


def turned_while_it_stood(node):
    node.turn_and_start(60)
    node.half_way("a minute later")
    node.confirm("a minute later", 200, 60)
    node.session("a minute later", 200)
    for wrong_by, when in ((-YEAR, "after a start a year ago"), (YEAR, "after a start in a year"), (60, "after the clock was put right")):
        node.turn_and_start(wrong_by)
        node.session(when, 401)
    node.half_way("after the clock was put right")
    node.turn(120)
    node.confirm("after the clock was put right", 200, 120)


def order_of_the_record(node):
    """By number, whatever the times say."""
    node.server.stop()
    rows = [tuple(map(int, row)) for row in node.server.place.rows("SELECT seq, at FROM audit_row ORDER BY seq")]
    if [seq for seq, _ in rows] != list(range(1, len(rows) + 1)):
        node.found.append("the record has a hole or another order")
    if all(earlier <= later for (_, earlier), (_, later) in zip(rows, rows[1:])):
        node.found.append("no row of the record is older than the one before it: the clock was never wrong")
    verdict = node.server.command("audit", "verify")
    if verdict.returncode:
        node.found.append(verdict.stdout + verdict.stderr)


def texts_stay(server):
    """A draft outlives a start in a year."""
    machine, client, found = BadMachine(server), Client(server), []
    server.stop()
    server.start()
    client.sign_in("ayana")
    key = f"/api/drafts/new_case.{uuid.uuid4()}"
    client.must("PUT", key, {"sitting": str(uuid.uuid4()), "count": 1, "text": json.dumps({"text": "not saved"})})
    for seconds in (YEAR, -YEAR, 0):
        server.stop()
        machine.set(clock_ms=seconds * 1000)
        server.start()
        time.sleep(0.5)  # upkeep begins with the start
    client.sign_in("ayana")
    kept = client.request("GET", key)
    if kept.status != 200 or "not saved" not in kept.json["text"]:
        found.append(f"a draft after a wrong clock: {kept.status}")
    return found


def faults(real, demonstration):
    node = Node(real)
    for part in (turned_while_people_work, turned_while_it_stood, order_of_the_record):
        part(node)
    return node.found + texts_stay(demonstration)
