"""What one run costs, and the environments that the peers of the release engine run in. Keep this process small: the peak of a
child counts from what its parent had when it began."""

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from statistics import median

from release_tables import HOME, Absent

INSIDE = HOME.parent.parent.parent / "bench" / "inside"
PEERS = {"pac-synth": ["pac-synth==0.0.8"], "dpmm": ["dpmm==0.1.9"], "judge": ["numpy>=1.26,<3"]}


@dataclasses.dataclass
class Run:
    """Seconds, megabytes at the peak, load when it began. `said` are the JSON lines that it printed."""

    wall: float
    cpu: float
    peak: float
    load: float
    said: list

    def step(self, name, kind="wall"):
        return next(line[kind] for line in self.said if line.get("step") == name)

    def work(self, steps, kind):
        """Of these steps; of the whole run when there are none."""
        return sum(self.step(name, kind) for name in steps) if steps else getattr(self, kind)


def environment(name):
    """The interpreter of a throw-away environment, installed once."""
    home = HOME / f"env-{name}"
    python = home / "bin" / "python"
    if not (home / "installed").exists():
        shutil.rmtree(home, ignore_errors=True)
        print(f"installing {' '.join(PEERS[name])}", flush=True)
        words = ([sys.executable, "-m", "venv", home], [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *PEERS[name]])
        for command in words:
            if subprocess.run(command, capture_output=True, check=False).returncode != 0:
                raise Absent(f"{' '.join(PEERS[name])} cannot be had")
        (home / "installed").touch()
    return python


def inference():
    """The library that does the slow parts of the reference models."""
    built, sources = HOME / "inference.so", sorted(INSIDE.glob("*.cpp")) + sorted(INSIDE.glob("*.h"))
    if not built.exists() or any(source.stat().st_mtime > built.stat().st_mtime for source in sources):
        flags = ["-std=c++20", "-O3", "-march=native", "-ffast-math", "-fno-finite-math-only", "-shared", "-fPIC"]
        subprocess.run(["g++", *flags, INSIDE / "inference.cpp", "-o", built], check=True)
    return built


def json_lines(text):
    for line in text.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def once(command, limit=3600):
    """One run to its end. Absent, with the last line it said, when it fails or takes longer than `limit` seconds."""
    load, began = os.getloadavg()[0], time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    alarm = threading.Timer(limit, lambda: os.kill(process.pid, signal.SIGKILL))
    alarm.start()
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        why = f"it took longer than {limit} s" if wall >= limit else (said.strip().splitlines() or ["it said nothing"])[-1]
        raise Absent(why)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, load, list(json_lines(said)))


def in_turn(commands, times, limit=3600):
    """Runs all of them in turn, so that what disturbs the machine disturbs all; the runs of each that can be had. Each is a
    function that makes ready and gives the command of one run."""
    runs = {name: [] for name in commands}
    for _ in range(times):
        for name in list(runs):
            try:
                runs[name].append(once(commands[name](), limit))
            except Absent as reason:
                del runs[name]
                print(f"skipped: {name}, {reason}", flush=True)
    return runs


def middle(runs, kind, steps=()):
    return median(run.work(steps, kind) for run in runs)


def judged(folder, *words):
    """What the judge says of one release."""
    return next(iter(once([environment("judge"), INSIDE / "judge.py", folder, *words]).said))
