"""Crashes, races, signals, a full disk and a database that goes away: nothing that was acknowledged is lost, nothing is made twice."""

import importlib
import random
import time

from faults import full_disk, lost_database, races, signals, storm
from suites.places import ROOT

CRASHES, CRASHES_IN_SOAK = 10, 500
AFTERWARDS = ("audit_chain_is_whole", "every_case_key_has_a_holder", "tallies_tell_the_truth")


def run(context):
    parts = (("signals", send_signals), ("disk", fill_the_disk), ("races", race), ("database", lose_the_database))
    for cluster in context.demonstration.clusters():
        if any(context.wants(name) for name, _ in parts):
            on_one_server(context, cluster, [part for name, part in parts if context.wants(name)])
        if context.wants("storm"):
            storms(context, cluster)
        if context.wants("liar") and not cluster:
            believe_a_liar(context)


def on_one_server(context, cluster, parts):
    server = context.demonstration.server(cluster)
    try:
        for part in parts:
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


def storms(context, cluster):
    """Every acknowledged write outlives every crash, with its value; the figures are told."""
    total, began = storm.Figures(), time.monotonic()
    for crashes in storm.rounds(CRASHES_IN_SOAK if context.soak else CRASHES):
        seed = random.SystemRandom().getrandbits(32)
        server = context.demonstration.server(cluster)
        try:
            found = storm.blow(server, storm_table(), random.Random(seed), crashes, total)
        finally:
            server.remove()
        what = f"every acknowledged write is there after {crashes} crashes on {server.place.engine} (seed {seed})"
        context.expect(what, not found, "\n".join(f"      lost: {fault}" for fault in found[:5]))
    context.say(f"{total} in {time.monotonic() - began:.0f} s")
    context.expect("something was written, and some of it was on its way", total.acknowledged and (cluster or total.dropped))


def storm_table():
    return (ROOT / "tests" / "stories" / "release" / "small.csv").read_bytes()


def believe_a_liar(context):
    """The storm can see a loss: a disk that only says that it has synced loses acknowledged writes."""
    server = context.demonstration.server(None)
    try:
        found = storm.believe_a_liar(server, storm_table(), random.Random())
    finally:
        server.remove()
    context.expect("a disk that lies about its syncs loses acknowledged writes, and the storm sees it", found)


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
