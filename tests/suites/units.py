"""The unit tests beside the code, two programs at a time; those of the store and above run on PostgreSQL too."""

import concurrent.futures
import os
import re
import sys

from suites.places import BUILD, ROOT

CASES = re.compile(r"test cases:\s+\d+ \|\s+(\d+) passed \|\s+(\d+) failed")


def run(context):
    programs = [name for name in (BUILD / "unit_tests.txt").read_text(encoding="utf-8").split() if context.wants(name)]
    # Each program gets a database of its own: two migrate at the same time.
    jobs = {name: {**os.environ, "PANOH_TEST_POSTGRES": context.cluster.address(context.cluster.create())}
            for name in programs}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        running = {name: pool.submit(context.run, [name], env=jobs[name], cwd=ROOT, timeout=900) for name in programs}
        for name, ran in running.items():
            status, out = ran.result()
            found = CASES.search(out)
            context.passed(int(found.group(1)) if found else 0)
            if status != 0 or not found:
                context.fail(os.path.basename(name), f"exit {status}\n{out[-6000:]}")
    if context.wants("vectors"):
        context.passes("vectors, by an independent reader", [sys.executable, "tests/vectors/formats.py"], cwd=ROOT)
