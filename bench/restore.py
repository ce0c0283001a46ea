"""A backup of a kept demonstration and its restoring on an empty machine, with the canary, in minutes; and what people who save
wait while a backup is made."""

import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

from places import KEPT, Place
from support.backups import Keys
from support.client import PASSWORD, Client


class Saves(threading.Thread):
    """Somebody who saves one case again and again: how long each took, in ms."""

    def __init__(self, server):
        super().__init__()
        self.client, self.times, self.done = Client(server), [], threading.Event()
        self.client.must("POST", "/api/session", {"user_name": "ayana", "password": PASSWORD})
        case = next(row for row in self.client.must("GET", "/api/cases?limit=50&state=active").json["items"])
        self.path, self.version = f"/api/cases/{case['id']}", case["version"]

    def run(self):
        while not self.done.is_set():
            began = time.monotonic()
            level = "high" if self.version % 2 else "low"
            saved = self.client.must("PATCH", self.path, {"risk_level": level}, {"If-Match": f'"{self.version}"'})
            self.version = saved.json["version"]
            self.times.append((time.monotonic() - began) * 1000)
            time.sleep(0.005)

    def end(self):
        self.done.set()
        self.join()
        ordered = sorted(self.times)
        return f"{len(ordered)} saves, middle {statistics.median(ordered):.1f} ms, p99 {ordered[len(ordered) * 99 // 100]:.1f}, longest {ordered[-1]:.1f}"


class Reached:
    """What the client of the tests wants to know of a server."""

    def __init__(self, server):
        self.host, port = server.base.rsplit("/", 1)[1].split(":")
        self.port = int(port)


def command(program, place, *words, typed=None):
    ran = subprocess.run([program, "--data", place.folder, "--set", f"database.address={place.address}", *map(str, words)], text=True,
                         input=typed, capture_output=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(f"{words}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def one(program, engine, cases, keys, folder):
    place = engine.copy(engine.kept(program, cases))
    back = Place(engine, folder / "back", "back" if place.database else "")
    try:
        out = command(program, place, "backup", "canary")
        password, says = re.search(r"password +(\S+)", out).group(1), re.search(r"it says +(\S+)", out).group(1)
        server = place.serve(program)
        file = folder / f"{engine.label}.age"
        try:
            saves = Saves(Reached(server))
            saves.start()
            time.sleep(3)
            quiet, saves.times = sorted(saves.times), []
            began = time.monotonic()
            out = command(program, place, "backup", "--to", file, "--recipient", keys.public)
            took = time.monotonic() - began
            beside = saves.end()
        finally:
            server.stop()
        print(f"  backup {took:.1f} s, {file.stat().st_size / 1e6:.0f} MB; {out.splitlines()[0].split(':')[0]}")
        print(f"  beside it: {beside}; before it: middle {statistics.median(quiet):.1f} ms, longest {quiet[-1]:.1f}")
        if back.database:
            engine.take_away(back)
            engine.new(back.database)
        began = time.monotonic()
        out = command(program, back, "restore", "--from", file, "--identity", keys.private, "--node-secret", place.folder / "node.secret",
                      "--verify", typed=password + "\n")
        took = time.monotonic() - began
        print(f"  restore with verify {took:.1f} s = {took / 60:.1f} minutes, canary {'opened' if says in out else 'NOT OPENED'}")
        print("    " + out.strip().replace("\n", "\n    "), flush=True)
    finally:
        engine.take_away(place)
        engine.take_away(back)


def run(program, engines, cases):
    keys = Keys()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-bench-", dir=KEPT))
    try:
        for engine in engines:
            print(f"\n{cases:,} cases, {engine.label}: backup, and restore on an empty machine", flush=True)
            one(program, engine, cases, keys, folder)
    finally:
        keys.remove()
        shutil.rmtree(folder, ignore_errors=True)
