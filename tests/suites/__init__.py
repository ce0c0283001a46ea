"""The suites by name, in the order they run."""

import dataclasses
import subprocess
from typing import Callable


class Context:
    """What a suite is given: where to count, the PostgreSQL cluster, whether time does not matter."""

    def __init__(self, count, cluster, soak):
        self.count, self.cluster, self.soak = count, cluster, soak

    def say(self, text):
        print(text, flush=True)

    def passes(self, name, words, timeout=1800, **more):
        """Runs a command; one passed or failed. Its output is shown only when it failed."""
        try:
            ran = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                 errors="replace", timeout=timeout, check=False, **more)
        except subprocess.TimeoutExpired:
            self.say(f"  FAILED {name}: no end after {timeout} s")
            self.count.add(failed=1)
            return ""
        if ran.returncode == 0:
            self.count.add(passed=1)
        else:
            self.say(f"  FAILED {name} (exit {ran.returncode})\n{ran.stdout[-6000:]}")
            self.count.add(failed=1)
        return ran.stdout

    def skip(self, why):
        self.say(f"  skipped: {why}")
        self.count.add(skipped=1)


@dataclasses.dataclass(frozen=True)
class Suite:
    run: Callable[[Context], None]
    needs_postgres: bool = False


from suites import bench, browser, build, checks, faults, fuzz, stories, tables, tidy, units  # noqa: E402

ALL = {
    "checks": Suite(checks.run),
    "build": Suite(build.run),
    "units": Suite(units.run, needs_postgres=True),
    "stories": Suite(stories.run, needs_postgres=True),
    "faults": Suite(faults.run, needs_postgres=True),
    "tables": Suite(tables.run, needs_postgres=True),
    "browser": Suite(browser.run),
    "bench": Suite(bench.run),
    "fuzz": Suite(fuzz.run),
    "tidy": Suite(tidy.run),
}
