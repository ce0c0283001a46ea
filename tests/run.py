#!/usr/bin/env python3
"""Everything that is proved, suite by suite: ./do test [SUITE...], ./do check, ./do soak.

A failing suite does not stop the others. The last line counts all of them; exit 1 when anything failed.
"""

import argparse
import os
import pathlib
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.postgres import Postgres  # noqa: E402
import suites  # noqa: E402


class Count:
    """What one run has proved so far."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, passed=0, failed=0, skipped=0):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", nargs="*", help=f"of {', '.join(suites.ALL)}")
    parser.add_argument("--soak", action="store_true", help="the long grids")
    words = parser.parse_args()
    unknown = [name for name in words.suite if name not in suites.ALL]
    if unknown:
        parser.error(f"no suite {unknown[0]}")
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wanted = words.suite or list(suites.ALL)
    count = Count()
    with_database = [name for name in wanted if suites.ALL[name].needs_postgres]
    cluster = Postgres().__enter__() if with_database else None
    try:
        for name in wanted:
            began = time.monotonic()
            print(f"\n== {name}", flush=True)
            before = (count.passed, count.failed, count.skipped)
            try:
                suites.ALL[name].run(suites.Context(count, cluster, words.soak))
            except (Exception, subprocess.SubprocessError) as error:  # a suite that breaks is a failure, not the end
                print(f"  FAILED {name}: {type(error).__name__}: {error}", flush=True)
                count.add(failed=1)
            passed, failed, skipped = (now - then for now, then in zip((count.passed, count.failed, count.skipped), before))
            print(f"   {passed} passed, {failed} failed, {skipped} skipped in {time.monotonic() - began:.0f} s", flush=True)
    finally:
        if cluster:
            cluster.__exit__()
    print(f"\n{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
