"""Crashes under load, one after the other: every acknowledged write is there, the chain is whole, every key has a holder.

On SQLite the server is killed and the disk loses what was not synced. On PostgreSQL the server is killed, and between the database
under it: all of it at once, or one of its processes in the middle of a commit.
"""

import importlib
import os
import pathlib
import signal
import subprocess
import time

from faults.bad_machine import BadMachine
from faults.load import Administrator, Caseworker, DataOfficer, Gate
from support.client import PASSWORD, Client

ROUND = 25  # crashes of one database, before the next begins with a fresh one
BESIDE = ("every_case_key_has_a_holder",)
STOPPED = ("audit_chain_is_whole", "every_case_key_has_a_holder", "tallies_tell_the_truth", "no_identity_in_clear")


class Storm:
    """One server and the people who work on it."""

    def __init__(self, server, table, dice):
        self.server, self.dice, self.dropped, self.crashes, self.lies = server, dice, 0, 0, False
        self.machine = None if server.place.cluster else BadMachine(server)
        server.stop()
        self.before = self.cases()
        server.start()
        self.gate = Gate()
        self.people = [*(Caseworker(server, self.gate, name) for name in ("ayana", "daniyar", "ayana", "daniyar")),
                       Administrator(server, self.gate), DataOfficer(server, self.gate, table)]
        server.secrets = [PASSWORD, *(cookie for person in self.people for cookie in person.client.cookies.values())]
        for person in self.people:
            person.start()

    def cases(self):
        return int(self.server.place.rows("SELECT COUNT(*) FROM case_file")[0][0])

    @property
    def acknowledged(self):
        return sum(person.acknowledged for person in self.people)

    def crash(self, way=None):
        """One crash of the server; what was lost. `way`: how the disk loses what was not synced."""
        self.work()
        self.server.kill()
        self.gate.close(self.people)
        self.lose_power(way)
        while self.dice.random() < 0.2:
            self.crash_at_start()
            self.lose_power(way)
        return self.start_again()

    def lie(self):
        """From now on the disk says that it has synced, and has not."""
        self.lies = True
        self.machine.set(sync_lies=1)

    def work(self):
        if self.machine and not self.lies:
            # A busy disk: more of the kills come while something is not synced yet.
            self.machine.set(sync_ms=self.dice.choice((0, 1, 4)))
        for person in self.people:
            person.stay_present()
        self.gate.open()
        time.sleep(self.dice.uniform(0.01, 0.7))

    def lose_power(self, way):
        self.crashes += 1
        if self.machine:
            self.dropped += self.machine.crash(self.dice, way)

    def crash_at_start(self):
        """Killed once more, while it puts right what the crash left."""
        starting = subprocess.Popen([self.server.program, *self.server.words, "serve", "--demo"], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL, env=self.server.environment)
        time.sleep(self.dice.uniform(0, 0.02))
        starting.kill()
        starting.wait()

    def start_again(self):
        try:
            self.server.start()
        except AssertionError as error:
            return [str(error)]
        return self.lost()

    def crash_database(self):
        """PostgreSQL is killed under the running server: all of it, or one process at its commit; what was lost."""
        self.work()
        cluster = self.server.place.cluster
        if self.dice.random() < 0.5:
            kill_all(cluster)
            time.sleep(self.dice.uniform(0, 0.1))
            cluster.start()
        else:
            kill_one(cluster, self.server.place.database, self.dice)
        self.crashes += 1
        end = time.monotonic() + 60
        while Client(self.server).request("GET", "/healthz").status != 200:
            if time.monotonic() > end:
                return ["the server is ill a minute after its database came back"]
            time.sleep(0.02)
        time.sleep(self.dice.uniform(0, 0.1))
        self.gate.close(self.people)
        return self.lost()

    def lost(self, everything=False):
        found = [fault for person in self.people for fault in person.lost(everything)]
        verdict = self.server.command("audit", "verify", "--demo")
        if verdict.returncode:
            found.append(f"the audit chain: {verdict.stdout}{verdict.stderr}")
        for name in BESIDE:
            found += importlib.import_module(f"invariants.{name}").faults(self.server)
        return found

    def end(self):
        """Everybody finishes the act that is on its way; then all of it is looked at once more."""
        self.gate.over = True
        self.gate.open()
        for person in self.people:
            person.join()
        found = self.lost(everything=True)
        opened = sum(len(person.cases) for person in self.people if isinstance(person, Caseworker))
        self.server.stop()
        if self.cases() - self.before != opened:
            found.append(f"{self.cases() - self.before} cases were made, {opened} were acknowledged")
        for name in STOPPED:
            found += [f"{name}: {fault}" for fault in importlib.import_module(f"invariants.{name}").faults(self.server)[:5]]
        return found


def processes(parent):
    """(process, its title) of the children of a process."""
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if int((folder / "stat").read_text().rpartition(") ")[2].split()[1]) == parent:
                    yield int(folder.name), (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # gone meanwhile


def postmaster(cluster):
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def kill_all(cluster):
    first = postmaster(cluster)
    # The first process alone: it would start anew what it sees die.
    os.kill(first, signal.SIGSTOP)
    every = [first, *(process for process, _ in processes(first))]
    for process in every:
        os.kill(process, signal.SIGKILL)
    end = time.monotonic() + 30
    while any(pathlib.Path(f"/proc/{process}").exists() for process in every) and time.monotonic() < end:
        time.sleep(0.005)


def kill_one(cluster, database, dice):
    """The process that commits, if one is seen doing so within a moment, and else any."""
    end, first = time.monotonic() + 0.3, postmaster(cluster)
    while True:
        ours = [(process, title) for process, title in processes(first) if f" {database} " in title]
        at_commit = [process for process, title in ours if "COMMIT" in title]
        if at_commit or time.monotonic() > end:
            break
    chosen = dice.choice(at_commit or [process for process, _ in ours])
    os.kill(chosen, dice.choice((signal.SIGKILL, signal.SIGQUIT, signal.SIGTERM)))


class Figures:
    """What a storm was made of."""

    def __init__(self):
        self.crashes = self.acknowledged = self.dropped = 0

    def __str__(self):
        return f"{self.crashes} crashes, {self.acknowledged} acknowledged writes, {self.dropped} bytes dropped that were not synced"


def rounds(crashes):
    """How many crashes each database sees."""
    return [ROUND] * (crashes // ROUND) + ([crashes % ROUND] if crashes % ROUND else [])


def blow(server, table, dice, crashes, total):
    """So many crashes of the server, on PostgreSQL every fifth time one of the database too; what was lost, at the first loss."""
    storm = Storm(server, table, dice)
    found = []
    for number in range(crashes):
        found = storm.crash()
        if not found and server.place.cluster and number % 5 == 0:
            found = storm.crash_database()
        if found:
            break
    found = found or storm.end()
    total.crashes += storm.crashes
    total.acknowledged += storm.acknowledged
    total.dropped += storm.dropped
    return found


def believe_a_liar(server, table, dice):
    """What was lost to a disk that says it has synced and has not; five crashes are enough to see it."""
    storm = Storm(server, table, dice)
    storm.lie()
    for _ in range(5):
        found = storm.crash("everything")
        if found:
            return found
    return []
