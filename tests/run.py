#!/usr/bin/env python3
"""Everything that is proved, suite by suite: ./do test [SUITE[:WORD]...], ./do check, ./do soak.

A word after the suite picks what has it in its name: stories:cases/open, units:store. A failing suite does not stop the
others. The last line counts all of them; exit 1 when anything failed.
"""

import argparse
import os
import pathlib
import signal
import sys
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import suites  # noqa: E402
from suites.context import Context  # noqa: E402


def run_suite(context, name, word):
    """One suite with its own count and time. One that breaks is a failure, not the end."""
    began = time.monotonic()
    context.begin(word)
    print(f"\n== {name}", flush=True)
    try:
        suites.ALL[name](context)
    except Exception as error:  # whatever a suite trips over
        at = traceback.extract_tb(error.__traceback__)[-6:]
        where = " < ".join(f"{pathlib.Path(one.filename).name}:{one.lineno}" for one in reversed(at))
        context.fail(name, f"{type(error).__name__}: {error} ({where})")
    print(f"   {context.suite} in {time.monotonic() - began:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", nargs="*", help=f"of {', '.join(suites.ALL)}; all of them if none is named")
    parser.add_argument("--soak", action="store_true", help="the long grids")
    parser.add_argument("--hours", type=float, default=4, help="how long the soak fuzzes, all targets together")
    words = parser.parse_args()
    wanted = [name.partition(":")[::2] for name in words.suite or suites.ALL]
    for name, _ in wanted:
        if name not in suites.ALL:
            parser.error(f"no suite {name}")
    os.chdir(ROOT)
    os.environ["LC_ALL"] = "C.UTF-8"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with Context(soak=words.soak, hours=words.hours) as context:
        for name, word in wanted:
            run_suite(context, name, word)
    # Said again where a long log is read first: at its end.
    for name, output in context.total.failures:
        print(f"\nfailed: {name}" + (f"\n{output.rstrip()[-2000:]}" if output else ""))
    print(f"\n{context.total}")
    return 1 if context.total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
