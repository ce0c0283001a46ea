"""That the benchmark starts and ends; its figures are for ./do bench on a quiet machine."""

import sys

from suites.places import PROGRAM, ROOT


def run(context):
    context.passes("bench --quick", [sys.executable, ROOT / "bench" / "run.py", "--quick", "--program", PROGRAM], cwd=ROOT)
