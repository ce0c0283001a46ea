"""Panoh beside PocketBase and Directus: the same coded fields, the same loads, equal durability, one run.

They are installed under build/bench/peers from their public packages; what cannot be had is skipped with a line."""

import dataclasses
import time

import asks
import load
import peer
from peer_directus import Directus
from peer_pocketbase import PocketBase
from server import processor_seconds

KINDS = ("list", "open", "save", "create")
NAMES = {"list": "list of 50 of one state, by opening", "open": "open one", "save": "save one field", "create": "create one"}


@dataclasses.dataclass
class Row:
    kind: str
    connections: int
    other: object
    ours: load.Load
    theirs: load.Load

    def line(self):
        ratio = f"{self.ours.rate / self.theirs.rate:.1f}" if self.theirs.count else "none answered"
        return (f"| {NAMES[self.kind]} | {self.connections} | {self.ours.rate:,.0f}/s, {self.ours.middle:.2f}, {self.ours.high:.2f} | "
                f"{self.theirs.rate:,.0f}/s, {self.theirs.middle:.2f}, {self.theirs.high:.2f} | {ratio} |")


def quiet(servers):
    """Waits until nobody works any more at what nobody waits for."""
    for _ in range(150):
        before = sum(processor_seconds(server.process.pid) for server in servers)
        time.sleep(0.2)
        if sum(processor_seconds(server.process.pid) for server in servers) - before <= 0.02:
            return


def begin(others):
    """Those that can be had."""
    for other in others:
        try:
            other.begin()
            yield other
        except peer.Absent as reason:
            print(f"skipped: {other.version} on {other.engine}, {reason}", flush=True)


def compare(program, engine, cases, seconds):
    """Panoh and the peers take turns at each load, so that what disturbs the machine disturbs all."""
    place = engine.copy(engine.kept(program, cases))
    rows = peer.Rows(place)
    others = [kind(rows, engine) for kind in ((PocketBase, Directus) if engine.label == "SQLite" else (Directus,))]
    ours = asks.Asks(place, program)
    try:
        here = list(begin(others))
        for kind in KINDS:
            for connections in (1, 32):
                quiet([ours.server, *here])
                mine = ours.run(kind, connections, seconds)
                print(f"  {kind:7} {connections:3} {'Panoh':10} {mine.line()}", flush=True)
                for other in here:
                    quiet([ours.server, *here])
                    theirs = other.run(kind, connections, seconds)
                    print(f"  {kind:7} {connections:3} {other.name:10} {theirs.line()}", flush=True)
                    yield Row(kind, connections, other, mine, theirs)
    finally:
        ours.stop()
        for other in others:
            other.stop()
        engine.take_away(place)


def run(program, engines, cases, seconds):
    found = []
    for engine in engines:
        print(f"\n{cases:,} cases, {engine.label}, Panoh and peers", flush=True)
        found += compare(program, engine, cases, seconds)
    print(f"\n{cases:,} cases. An ordinary person of a team. Each answered save is on disk everywhere. Rate, p50 and p99 in ms.")
    print("PocketBase and Directus hold the coded fields only: no sealed identity, no audit rows. Panoh's figures have both, and a right\n"
          "asked for each case; on their side whoever is signed in may see and change all, and the list asks for the team's.")
    for other in dict.fromkeys((row.other for row in found)):
        print(f"\n{other.version} on {other.engine}:\n\n| | connections | Panoh | {other.name} | Panoh / {other.name} |\n|---|---|---|---|---|")
        for row in found:
            if row.other is other:
                print(row.line())
