"""Runs the audits and attacks, a test case at a time, and plants bugs in what they look at."""

import concurrent.futures
import os
import random
import re
import time

from release import planting
from release.bugs import BUGS
from suites.places import BUILD, ROOT

# As many a run, others each time; the soak takes all.
SOME = 8


def run_cases(context, name):
    """Every test case of a program by itself, two at a time; tells what they found."""
    program = BUILD / "tests" / "release" / name
    status, out = context.run([program, "-ltc", "--no-version"], cwd=ROOT)
    cases = [line for line in out.splitlines() if line and not line.startswith(("[doctest]", "==="))]
    context.expect(f"{name} has test cases", status == 0 and cases, out[-2000:])
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for case, (status, out) in zip(cases, pool.map(lambda case: run_case(context, program, case), cases)):
            # A filter that finds nothing passes too.
            context.expect(case, status == 0 and re.search(r"test cases: +1 \| +1 passed", out), f"exit {status}\n{out[-6000:]}")
            for line in re.findall(r"^(?:audit|attack) \| .+$", out, re.M) if context.soak else ():
                context.say(line)


def run_case(context, program, case):
    # A filter ends at a comma.
    words = [program, f"-tc={case.replace(',', '?')}"]
    return context.run(words, timeout=6 * 3600 if context.soak else 900, cwd=ROOT, env={**os.environ, "PANOH_SOAK": "1" if context.soak else "0"})


def plant(context):
    """Each bug by itself, noticed by the tests that have to."""
    began = time.monotonic()
    program = planting.link(context)
    if not program:
        return
    numbers = range(1, len(BUGS) + 1)
    chosen = list(numbers) if context.soak else sorted(random.SystemRandom().sample(numbers, SOME))
    planting.whole(context, program, chosen)
    planting.run(context, program, chosen)
    context.say(f"{len(chosen)} of {len(BUGS)} bugs planted in {time.monotonic() - began:.0f} s")
