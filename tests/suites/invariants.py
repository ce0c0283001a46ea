"""What must hold whatever people did: each file of tests/invariants over what the stories left behind."""

import importlib

from suites import stories
from suites.places import ROOT


def run(context):
    if not context.worlds:
        stories.play(context, lambda name: True)
    names = sorted(file.stem for file in (ROOT / "tests" / "invariants").glob("*.py"))
    modules = [importlib.import_module(f"invariants.{name}") for name in names if context.wants(name)]
    for server in context.worlds:
        for stage in ("running", "stopped"):
            if stage == "stopped":
                server.stop()
            for module in modules:
                if stage not in module.WHEN:
                    continue
                faults = module.faults(server)
                context.expect(f"{module.__doc__.strip().splitlines()[0]} ({server.place.engine}, {stage})", not faults,
                               "\n".join(f"      {fault}" for fault in faults[:20]))
