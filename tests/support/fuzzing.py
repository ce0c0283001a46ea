"""Runs the fuzz targets, shares the time among them and keeps the account of it.

    python3 tests/support/fuzzing.py --programs DIR --work DIR --hours 8 [NAME...]

In the work folder stand `grown` (inputs that reached something new), `findings` (inputs that broke a promise), `logs` and
`account.json`: how often each target ran, for how long on a processor, how many edges of the program it reached and how
many inputs broke something. A later run goes on where this one ended and adds to it, one that is stopped (SIGTERM) too.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

FUZZ = pathlib.Path(__file__).resolve().parents[1] / "fuzz"
MEMORY = ["-rss_limit_mb=2048", "-malloc_limit_mb=256"]
STOPPING = threading.Event()
RUNNING = set()  # processes
EDGES = re.compile(r"cov: (\d+) ")
EXECUTED = re.compile(r"stat::number_of_executed_units:\s+(\d+)")
STOPPED = 72  # libFuzzer's exit status after SIGTERM
GROWN_AT_MOST = 1000  # files; more are brought down to those that still reach something of their own


class Target:
    def __init__(self, program, work):
        self.program, self.work = program, work
        self.name = program.name.removesuffix("_fuzz")
        self.grown, self.findings = work / "grown" / self.name, work / "findings" / self.name
        self.seeds = FUZZ / "corpus" / self.name
        self.log = work / "logs" / f"{self.name}.log"

    def words(self, seconds, timeout, more):
        """Its command line for so many seconds, and after so many for one input it has found something."""
        dictionary = FUZZ / "dictionaries" / self.name
        words = [self.program, f"-max_total_time={seconds}", f"-timeout={timeout}",
                 f"-report_slow_units={timeout}", *MEMORY, "-print_final_stats=1", f"-artifact_prefix={self.findings}/", *more]
        if dictionary.exists():
            words.append(f"-dict={dictionary}")
        return [str(word) for word in [*words, self.grown, *([self.seeds] if self.seeds.is_dir() else [])]]

    def run(self, seconds, timeout=10, more=()):
        """(exit status, what it printed, its account of this run)."""
        for folder in (self.grown, self.findings, self.log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            begins = log.tell()
            running = subprocess.Popen(self.words(seconds, timeout, more), stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=subprocess.STDOUT, cwd=self.work)
            RUNNING.add(running)
            if STOPPING.is_set():
                running.terminate()
            # libFuzzer ends itself; this is for one that does not any more.
            late = threading.Timer(seconds + 300, running.kill)
            late.start()
            _, status, used = os.wait4(running.pid, 0)
            late.cancel()
            RUNNING.discard(running)
        running.returncode = os.waitstatus_to_exitcode(status)
        with open(self.log, "rb") as log:
            log.seek(begins)
            out = log.read().decode("utf-8", "replace")
        return running.returncode, out, {
            "runs": sum(int(number) for number in EXECUTED.findall(out)),
            "seconds": used.ru_utime + used.ru_stime,
            "edges": max((int(number) for number in EDGES.findall(out)), default=0)}

    def minimise(self):
        """Only those grown inputs stay that reach something the others do not."""
        if STOPPING.is_set() or len(list(self.grown.iterdir())) <= GROWN_AT_MOST:
            return
        fewer = self.grown.with_name(self.name + ".fewer")
        shutil.rmtree(fewer, ignore_errors=True)
        fewer.mkdir()
        words = [self.program, "-merge=1", *MEMORY, fewer, *([self.seeds] if self.seeds.is_dir() else []), self.grown]
        with open(self.log, "ab") as log:
            merged = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                    cwd=self.work, check=False)
        if merged.returncode == 0:
            shutil.rmtree(self.grown)
            fewer.rename(self.grown)


class Account:
    """How much each target has run, over all runs with one work folder."""

    def __init__(self, work):
        self.file = work / "account.json"
        self.targets = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}
        self.lock = threading.Lock()

    def add(self, name, part, broken):
        with self.lock:
            own = {"runs": 0, "seconds": 0, "edges": 0, "findings": 0} | self.targets.get(name, {})
            self.targets[name] = own
            own["findings"] += 1 if broken else 0
            own["runs"] += part["runs"]
            own["seconds"] = round(own["seconds"] + part["seconds"], 1)
            own["edges"] = max(own["edges"], part["edges"])
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.file.with_suffix(".new")
            fresh.write_text(json.dumps(self.targets, indent=1), encoding="utf-8")
            fresh.replace(self.file)

    def lines(self):
        for name, own in sorted(self.targets.items()):
            yield f"{name:<16}{own['runs']:>14,} runs {own['edges']:>8,} edges {own['seconds'] / 3600:>9.2f} h of processor " \
                  f"{own['findings']:>5} findings"
        yield f"{'together':<16}{sum(own['runs'] for own in self.targets.values()):>14,} runs {'':>14} " \
              f"{sum(own['seconds'] for own in self.targets.values()) / 3600:>9.2f} h of processor " \
              f"{sum(own['findings'] for own in self.targets.values()):>5} findings"


def targets(programs, work, wants=lambda name: True):
    return [Target(program, work) for program in sorted(programs.glob("*_fuzz")) if wants(program.name)]


def share(wanted, work, hours, jobs=None, on_finding=lambda name, out: None):
    """Runs all of them in turns for so long, every one in each round, so that an early end has reached them all."""
    jobs = jobs or os.cpu_count() or 2
    ends, account = time.monotonic() + hours * 3600, Account(work)
    rounds = 0
    while (left := ends - time.monotonic()) > 5 and not STOPPING.is_set():
        seconds = max(5, min(600, int(left * jobs / len(wanted))))
        # Comparisons as a guide find constants and break up long ones; every other round goes without.
        more = ["-use_value_profile=1"] if rounds % 2 else []

        def turn(target):
            if STOPPING.is_set():
                return
            status, out, part = target.run(seconds, 60, more)
            broken = status not in (0, STOPPED)
            account.add(target.name, part, broken)
            if broken:
                on_finding(target.name, out)
            target.minimise()

        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            list(pool.map(turn, wanted))
        rounds += 1
    return account


def stop(*_):
    """What runs is asked to end, which it does within the input it is at; what it found is kept."""
    STOPPING.set()
    for running in list(RUNNING):
        os.kill(running.pid, signal.SIGTERM)


def main():
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--hours", type=float, default=8)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("name", nargs="*")
    words = parser.parse_args()
    found = []

    def tell(name, out):
        found.append(name)
        print(f"FOUND by {name}\n{out[-4000:]}", flush=True)

    wanted = targets(words.programs.resolve(), words.work.resolve(), lambda name: not words.name or name.removesuffix("_fuzz") in words.name)
    account = share(wanted, words.work.resolve(), words.hours, words.jobs, tell)
    print("\n".join(account.lines()), flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
