"""Crashes, races, signals, crowds, disks, clocks and databases that fail: nothing that was acknowledged is lost, nothing is made twice."""

import importlib
import random
import time

from faults import broken_disk, crowds, full_disk, lost_database, races, signals, storm, wrong_clock
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
        if context.wants("clock"):
            turn_the_clock(context, cluster)
    # What does not reach the database, and what PostgreSQL's own tests prove: on one engine.
    for name, part in (("liar", believe_a_liar), ("disk", break_the_disk), ("crowds", gather_crowds)):
        if context.wants(name):
            with_server(context, None, part)


def on_one_server(context, cluster, parts):
    def run_all(_, server):
        for part in parts:
            part(context, server)
        server.stop()
        hold_afterwards(context, server)

    with_server(context, cluster, run_all)


def with_server(context, cluster, part):
    server = context.demonstration.server(cluster)
    try:
        part(context, server)
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
        with_server(context, cluster, lambda _, server, so_many=crashes, seed=seed: blow(context, server, so_many, seed, total))
        context.say(f"{'PostgreSQL' if cluster else 'SQLite'}: {total} in {time.monotonic() - began:.0f} s")
    context.expect("something was written, and some of it was on its way", total.acknowledged and (cluster or total.dropped))


def blow(context, server, crashes, seed, total):
    found = storm.blow(server, storm_table(), random.Random(seed), crashes, total)
    what = f"every acknowledged write is there after {crashes} crashes on {server.place.engine} (seed {seed})"
    context.expect(what, not found, "\n".join(f"      lost: {fault}" for fault in found[:5]))


def storm_table():
    return (ROOT / "tests" / "stories" / "release" / "small.csv").read_bytes()


def believe_a_liar(context, server):
    """The storm can see a loss: a disk that only says that it has synced loses acknowledged writes."""
    found = storm.believe_a_liar(server, storm_table(), random.Random())
    context.expect("a disk that lies about its syncs loses acknowledged writes, and the storm sees it", found)


def break_the_disk(context, server):
    seed = random.SystemRandom().getrandbits(32)
    found = broken_disk.faults(server, random.Random(seed))
    context.expect(f"{first_line(broken_disk)} (seed {seed})", not found, "\n".join(found))


def turn_the_clock(context, cluster):
    real = context.demonstration.real(cluster)
    try:
        with_server(context, cluster, lambda _, demonstration: expect_of_clock(context, real, demonstration))
    finally:
        real.remove()


def expect_of_clock(context, real, demonstration):
    found = wrong_clock.faults(real, demonstration)
    context.expect(f"{first_line(wrong_clock)} ({real.place.engine})", not found, "\n".join(found))


def gather_crowds(context, server):
    for name, found, seen in crowds.faults(server, context.soak):
        if found is None:
            context.skip(f"{name} {seen}")
            continue
        context.say(seen)
        context.expect(name, not found, "\n".join(found))


def first_line(module):
    return module.__doc__.strip().splitlines()[0]


def race(context, server):
    for run_it in races.ALL:
        for _ in range(20 if context.soak else 2):
            found = run_it(server)
            context.expect(f"{run_it.__doc__} ({server.place.engine})", not found, "\n".join(found))


def lose_the_database(context, server):
    if not server.place.cluster:
        return
    found = lost_database.faults(server)
    context.expect(first_line(lost_database), not found, "\n".join(found))


def hold_afterwards(context, server):
    for name in AFTERWARDS:
        found = importlib.import_module(f"invariants.{name}").faults(server)
        context.expect(f"{name} after faults on {server.place.engine}", not found, "\n".join(found[:5]))
