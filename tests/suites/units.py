"""The unit tests beside the code, two programs at a time; those of the store and above run on PostgreSQL too.

The soak runs them once more under the address and undefined-behaviour sanitizers.
"""

import concurrent.futures
import os
import re
import sys

from suites.places import BUILD, PROGRAM, ROOT
from support import hardened

SANITIZED = ROOT / "build" / "asan"

CASES = re.compile(r"test cases:\s+\d+ \|\s+(\d+) passed \|\s+(\d+) failed")


def run(context):
    run_programs(context, BUILD, timeout=7200 if context.soak else 900)
    if context.wants("vectors"):
        context.passes("vectors, by an independent reader", [sys.executable, "tests/vectors/formats.py"], cwd=ROOT)
    if context.wants("hardened"):
        found = hardened.faults_of_file(PROGRAM)
        context.expect("the program is position-independent, with read-only relocations", not found, "\n".join(found))
    if context.soak:
        run_sanitized(context)


def run_sanitized(context):
    if not (SANITIZED / "build.ninja").exists():
        context.passes("configure with sanitizers", ["cmake", "--preset", "asan"], cwd=ROOT)
    context.passes("compile with sanitizers", ["cmake", "--build", SANITIZED], timeout=7200, cwd=ROOT)
    run_programs(context, SANITIZED, timeout=7200)


def run_programs(context, build, timeout=900):
    programs = [name for name in (build / "unit_tests.txt").read_text(encoding="utf-8").split() if context.wants(name)]
    # Each program gets a database of its own: two migrate at the same time.
    # In the soak some draw, count or spend so much that it takes minutes.
    soak = {"PANOH_SOAK": "1"} if context.soak else {}
    jobs = {name: {**os.environ, **soak, "PANOH_TEST_POSTGRES": context.cluster.address(context.cluster.create())}
            for name in programs}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(context.run, [name], env=jobs[name], cwd=ROOT, timeout=timeout) for name in programs}
        for name, ran in running.items():
            status, out = ran.result()
            found = CASES.search(out)
            context.passed(int(found.group(1)) if found else 0)
            if status != 0 or not found:
                context.fail(f"{os.path.basename(name)} ({build.name})", f"exit {status}\n{out[-6000:]}")
