"""What every suite is given: where to count, and what several of them need."""

import functools
import subprocess

from suites.places import PROGRAM
from support.postgres import Postgres
from support.server import Demonstration


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.failures = []

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


class Context:
    """Opened once for a whole run. The cluster and the demonstration are made when somebody asks for them first."""

    def __init__(self, soak, hours=4):
        self.soak, self.hours, self.word = soak, hours, ""
        self.total, self.suite = Count(), Count()
        self.worlds = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for world in self.worlds:
            world.remove()
        for made in ("demonstration", "cluster"):
            if made in self.__dict__:
                getattr(self, made).remove()

    @functools.cached_property
    def cluster(self):
        return Postgres().start_new()

    @functools.cached_property
    def demonstration(self):
        return Demonstration(PROGRAM, self.cluster)

    def begin(self, word):
        self.suite, self.word = Count(), word

    def wants(self, name):
        """Whether this part of a suite was asked for."""
        return self.word in str(name)

    def say(self, text):
        print(f"   {text}", flush=True)

    def passed(self, number=1):
        for count in (self.suite, self.total):
            count.passed += number

    def fail(self, name, output=""):
        print(f"   FAILED {name}" + (f"\n{output.rstrip()}" if output else ""), flush=True)
        for count in (self.suite, self.total):
            count.failed += 1
            count.failures.append((name, output))

    def skip(self, why):
        self.say(f"skipped: {why}")
        for count in (self.suite, self.total):
            count.skipped += 1

    def expect(self, name, good, output=""):
        if good:
            self.passed()
        else:
            self.fail(name, output)

    def run(self, words, timeout=1800, **more):
        """Runs a command; (exit status, what it printed)."""
        try:
            ran = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, errors="replace", timeout=timeout, check=False, **more)
        except subprocess.TimeoutExpired as late:
            return None, f"{late.stdout or ''}\nno end after {timeout} s"
        return ran.returncode, ran.stdout

    def passes(self, name, words, **more):
        """Runs a command that has to end well; its output is shown only when it does not."""
        status, out = self.run(words, **more)
        self.expect(name, status == 0, f"exit {status}\n{out[-6000:]}")
        return out
