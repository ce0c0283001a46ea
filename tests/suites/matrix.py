"""Who may what, asked of a real node over HTTP; then what the disk tells, and what a thief of the whole database opens.

A run of every day asks one organisation type of each of the three families, two on one engine and one on the other, not the same from
run to run; the soak asks all fourteen on both.
"""

import functools
import random
import time

from matrix import disk
from matrix.reading import Reading
from matrix.table import FAMILIES, TYPES
from matrix.thief import Loot, Thief
from matrix.walk import Tables, Walk
from matrix.world import ON_DUTY, ROLES, World

SHOWN = 20
# What each role holds of its team's keys: a supervisor keeps the medical one too.
HELD = {"screener": {"identity", "narrative"}, "caseworker": {"identity", "whereabouts", "narrative"}, "clinician": {"identity", "medical"},
        "lawyer": {"identity", "narrative"}, "supervisor": {"identity", "whereabouts", "narrative", "medical"}}
FINDERS = {"caseworker", "supervisor"}


def run(context):
    seed = random.SystemRandom().getrandbits(32)
    tables, wanted = Tables(), types(context, random.Random(seed))
    for cluster, kinds in zip(context.demonstration.clusters(), wanted):
        server = context.demonstration.real(cluster)
        walks = []
        try:
            world = World(server)
            if context.word in ("", "reading"):
                read_all(context, world, tables)
            if context.word == "reading":
                continue
            walk_all(context, world, tables, kinds, walks, seed)
            steal(context, world, walks)
            search_disk(context, world, walks)
        finally:
            for each in [*(walk.server for walk in walks), server]:
                each.remove()
    if not context.word:
        idle = tables.idle()
        context.expect("every row of the tables decides something", not idle, "\n".join(idle))


def types(context, chance):
    """For each engine the organisation types to ask."""
    if context.word:
        return [[context.word]] * 2
    if context.soak:
        return [TYPES] * 2
    others = [chance.choice(FAMILIES["authority"]), chance.choice(FAMILIES["donor"])]
    chance.shuffle(others)
    wanted = [[chance.choice(FAMILIES["service"]), others[0]], [others[1]]]
    chance.shuffle(wanted)
    return wanted


def walk_all(context, world, tables, kinds, walks, seed):
    began, cells = time.monotonic(), 0
    for kind in kinds:
        walk = Walk(world, tables, kind)
        walks.append(walk)
        walk.run()
        cells += walk.cells
        context.expect(f"{kind} gets the answers of the tables on {world.server.place.engine} (seed {seed}): {len(walk.faults)} do not fit",
                       not walk.faults, "\n".join(walk.faults[:SHOWN]))
    context.say(f"{world.server.place.engine}: {cells} cells of {len(kinds)} organisation types in {time.monotonic() - began:.0f} s, "
                f"{len(world.marks.places)} words put")


def read_all(context, world, tables):
    """All GET routes by everybody, and then the tables."""
    began, reading = time.monotonic(), Reading(world, tables)
    try:
        reading.run()
    finally:
        reading.server.remove()
    engine = world.server.place.engine
    context.expect(f"reading changes nothing, whoever reads what ({engine})", not reading.faults, "\n".join(reading.faults[:SHOWN]))
    context.expect(f"no download is named after what somebody typed ({engine})", not reading.unnamed, "\n".join(reading.unnamed[:SHOWN]))
    context.say(f"{engine}: {reading.asked} readings of {len(reading.patterns)} routes in {time.monotonic() - began:.0f} s")


def steal(context, world, walks):
    """Nobody opens what is not theirs, with every row at hand; who may opens all of theirs with the same program."""
    began, engine = time.monotonic(), world.server.place.engine
    left_out = [] if context.soak else [case.id for case in world.cases if case.person not in ("", "caseworker")]
    loot = Loot(world.server.place, left_out)
    cases = [case for case in world.cases if case.id not in left_out]
    expect = functools.partial(check, context, world, engine)
    expect("nobody", Thief(loot), set(), False)
    for role in ROLES:
        held = HELD.get(role, set())
        theirs = {(case.name, part) for case in cases if case.team == "front" for part in held}
        theirs |= {("import front", "identity")} if held else set()
        if role in ON_DUTY:
            theirs |= {(case.name, part) for case in cases if case.team != "far" for part in ("identity", "whereabouts")}
            theirs |= {("import back", "identity")}
        expect(role, Thief(loot, world.people[role]), theirs, role in FINDERS)
    parts = HELD["supervisor"]
    far = {(case.name, part) for case in cases if case.team == "far" for part in parts} | {("import far", "identity")}
    expect("a lead elsewhere", Thief(loot, world.people["far_lead"]), far, True)
    expect("somebody on no team", Thief(loot, world.people["half_caseworker"]), set(), False)
    # Shut accounts: the password still opens their own secrets, and these open nothing any more.
    after = Loot(walks[-1].server.place, left_out)
    for role in ("caseworker", "clinician"):
        expect(f"a {role} whose account was shut", Thief(after, world.people[role]), set(), False)
    context.say(f"{engine}: 14 thieves, {len(loot.blobs)} sealed things, in {time.monotonic() - began:.0f} s")


def check(context, world, engine, who, thief, theirs, finds):
    opened = thief.marks(world.marks)
    context.expect(f"{who} with the whole database opens nothing of others ({engine})", not opened - theirs, str(sorted(opened - theirs)[:5]))
    context.expect(f"{who} opens all of their own ({engine})", not theirs - opened, str(sorted(theirs - opened)[:5]))
    context.expect(f"{who} {'finds' if finds else 'does not find'} by name across teams ({engine})", bool(thief.searches) == finds)


def search_disk(context, world, walks):
    began = time.monotonic()
    places = [world.server.place, *(walk.server.place for walk in walks)]
    backup = disk.make_backup(world.server)
    found, read = disk.search(places, world, backup)
    context.expect(f"no word and no secret lies on the disk in clear ({places[0].engine})", not found, "\n".join(found[:SHOWN]))
    blind = disk.blind_spots(places[0], world)
    context.expect(f"what is written there in each encoding is found ({places[0].engine})", not blind, "\n".join(blind[:SHOWN]))
    context.say(f"{places[0].engine}: {read / 1e6:.0f} MB searched{' with a backup' if backup else ''} in {time.monotonic() - began:.0f} s")
