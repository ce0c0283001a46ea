"""Every parser meets libFuzzer: seconds here; in the soak for hours, shared among the targets (tests/fuzz/README.md)."""

import concurrent.futures
import os

from suites.places import ROOT
from support import fuzzing

BUILD = ROOT / "build" / "fuzz"
SECONDS = 5


def run(context):
    # The target that has a whole node takes many minutes to compile, so it waits for the soak.
    whole = "ON" if context.soak else "OFF"
    context.passes("configure", ["cmake", "--preset", "fuzz", f"-DPANOH_FUZZ_NODE={whole}"], cwd=ROOT)
    context.passes("compile", ["cmake", "--build", BUILD, "--target", "fuzz"], timeout=7200 if context.soak else 2400, cwd=ROOT)
    # What is found grows in the build folder; the corpus in the repository changes by hand.
    targets = fuzzing.targets(BUILD / "tests" / "fuzz", BUILD,
                              lambda name: context.wants(name) and (context.soak or name != "node_fuzz"))
    context.expect("there are fuzz targets", targets)
    if context.soak and targets:
        soak(context, targets)
    else:
        try_all(context, targets)


def try_all(context, targets):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for target, (status, out, part) in zip(targets, pool.map(lambda target: target.run(SECONDS), targets)):
            context.expect(target.name, status == 0 and part["runs"] > 0, f"exit {status}\n{out[-6000:]}")


def soak(context, targets):
    found = set()

    def note(name, out):
        found.add(name)
        context.fail(f"{name}: the input is in {BUILD / 'findings' / name}", out[-6000:])

    account = fuzzing.share(targets, BUILD, context.hours, on_finding=note)
    for line in account.lines():
        context.say(line)
    for target in targets:
        if target.name not in found:
            context.passed()
