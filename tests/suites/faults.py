"""Crashes: nothing that was acknowledged is lost, on either engine; the invariants of a stopped node hold after them."""

import importlib
import random

from faults import crash
from suites.places import ROOT

CRASHES, CRASHES_IN_SOAK = 5, 100


def run(context):
    table = (ROOT / "tests" / "stories" / "release" / "small.csv").read_bytes()
    for cluster in context.demonstration.clusters():
        server = context.demonstration.server(cluster)
        try:
            crash_often(context, server, table)
        finally:
            server.remove()


def crash_often(context, server, table):
    engine, written = server.place.engine, 0
    seed = random.SystemRandom().getrandbits(32)
    random.seed(seed)
    for number in range(CRASHES_IN_SOAK if context.soak else CRASHES):
        acknowledged, lost = crash.crash(server, table)
        written += acknowledged
        context.expect(f"crash {number} on {engine} (seed {seed})", not lost, "\n".join(f"      lost: {what}" for what in lost[:5]))
    context.say(f"{engine}: {written} acknowledged writes")
    context.expect(f"something was written on {engine}", written)
    server.stop()
    for name in ("audit_chain_is_whole", "every_case_key_has_a_holder", "tallies_tell_the_truth"):
        faults = importlib.import_module(f"invariants.{name}").faults(server)
        context.expect(f"{name} after crashes on {engine}", not faults, "\n".join(faults[:5]))
