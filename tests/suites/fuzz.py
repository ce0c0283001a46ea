"""Every parser meets bytes that nobody of us wrote: seconds here, under libFuzzer what compiles soon and by chance alone what
needs half the program; in the soak all under libFuzzer for hours, shared among the targets (tests/fuzz/README.md)."""

import concurrent.futures
import os
import random
import subprocess

from suites.places import BUILD as DEV
from suites.places import ROOT
from support import fuzzing

BUILD = ROOT / "build" / "fuzz"
SECONDS = 5


def run(context):
    every = "ON" if context.soak else "OFF"
    context.passes("configure", ["cmake", "--preset", "fuzz", f"-DPANOH_FUZZ_HEAVY={every}"], cwd=ROOT)
    context.passes("compile", ["cmake", "--build", BUILD, "--target", "fuzz"], timeout=7200 if context.soak else 2400, cwd=ROOT)
    # What is found grows in the build folder; the corpus in the repository changes by hand.
    targets = fuzzing.targets(BUILD / "tests" / "fuzz", BUILD, context.wants)
    if context.soak:
        context.expect("there are fuzz targets", targets)
        soak(context, targets)
        return
    heavy = build_replays(context)
    # Those left from a soak are of another day.
    targets = [target for target in targets if target.name not in heavy]
    replays = [name for name in heavy if context.wants(name + "_fuzz")]
    context.expect("there are fuzz targets", targets or replays)
    try_all(context, targets)
    replay(context, replays)


def build_replays(context):
    """The names of the targets that the ordinary build has."""
    if not (DEV / "build.ninja").exists():
        context.passes("configure the ordinary build", ["cmake", "--preset", "dev"], cwd=ROOT)
    context.passes("compile replays", ["cmake", "--build", DEV, "--target", "replay"], timeout=2400, cwd=ROOT)
    return sorted(program.name.removesuffix("_replay") for program in (DEV / "tests" / "fuzz").glob("*_replay"))


def replay(context, names):
    chance = random.SystemRandom().getrandbits(31)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for name, done in zip(names, pool.map(lambda name: replay_one(name, chance), names)):
            context.expect(f"{name}, by chance {chance}", done.returncode == 0,
                           f"exit {done.returncode}; the input is in {DEV / 'replay' / name}\n{done.stdout[-6000:]}")


def replay_one(name, chance):
    folder = DEV / "replay" / name
    folder.mkdir(parents=True, exist_ok=True)
    return subprocess.run([DEV / "tests" / "fuzz" / f"{name}_replay", str(SECONDS), str(chance), fuzzing.FUZZ / "corpus" / name],
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", timeout=600)


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
