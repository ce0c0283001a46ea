"""The unit tests beside the code; those of the store and above run on PostgreSQL too."""

import os
import re
import sys

from suites.places import BUILD, ROOT


def run(context):
    for program in (BUILD / "unit_tests.txt").read_text(encoding="utf-8").split():
        env = {**os.environ, "PANOH_TEST_POSTGRES": context.cluster.address()}
        out = context.passes(os.path.basename(program), [program], env=env, cwd=ROOT)
        # The program counts as one above; its cases are what is worth counting.
        found = re.search(r"test cases:\s+\d+ \|\s+(\d+) passed \|\s+(\d+) failed", out)
        if found:
            context.count.add(passed=int(found.group(1)) - 1)
    context.passes("vectors", [sys.executable, "tests/vectors/formats.py"], cwd=ROOT)
