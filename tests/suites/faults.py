"""Crashes, races, signals, a full disk and a database that goes away: nothing that was acknowledged is lost, nothing is made twice."""

import importlib
import random

from faults import crash, full_disk, lost_database, races, signals
from suites.places import ROOT

CRASHES, CRASHES_IN_SOAK = 5, 100
AFTERWARDS = ("audit_chain_is_whole", "every_case_key_has_a_holder", "tallies_tell_the_truth")


def run(context):
    parts = (("signals", send_signals), ("disk", fill_the_disk), ("crash", crash_often), ("races", race), ("database", lose_the_database))
    for cluster in context.demonstration.clusters():
        server = context.demonstration.server(cluster)
        try:
            for name, part in parts:
                if context.wants(name):
                    part(context, server)
            server.stop()
            hold_afterwards(context, server)
        finally:
            server.remove()


def send_signals(context, server):
    found = signals.faults(server)
    context.expect(f"{signals.__doc__.strip()} ({server.place.engine})", not found, "\n".join(found))


def fill_the_disk(context, server):
    if server.place.cluster:
        return
    found = full_disk.faults(server)
    context.expect(full_disk.__doc__.strip(), not found, "\n".join(found))


def crash_often(context, server):
    table = (ROOT / "tests" / "stories" / "release" / "small.csv").read_bytes()
    engine, written = server.place.engine, 0
    seed = random.SystemRandom().getrandbits(32)
    random.seed(seed)
    for number in range(CRASHES_IN_SOAK if context.soak else CRASHES):
        acknowledged, lost = crash.crash(server, table)
        written += acknowledged
        context.expect(f"crash {number} on {engine} (seed {seed})", not lost, "\n".join(f"      lost: {what}" for what in lost[:5]))
    context.say(f"{engine}: {written} acknowledged writes")
    context.expect(f"something was written on {engine}", written)


def race(context, server):
    for run_it in races.ALL:
        for _ in range(20 if context.soak else 2):
            found = run_it(server)
            context.expect(f"{run_it.__doc__} ({server.place.engine})", not found, "\n".join(found))


def lose_the_database(context, server):
    if not server.place.cluster:
        return
    found = lost_database.faults(server)
    context.expect(lost_database.__doc__.strip().splitlines()[0], not found, "\n".join(found))


def hold_afterwards(context, server):
    for name in AFTERWARDS:
        found = importlib.import_module(f"invariants.{name}").faults(server)
        context.expect(f"{name} after faults on {server.place.engine}", not found, "\n".join(found[:5]))
