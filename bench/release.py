"""The release engine beside pac-synth and the reference AIM and MST (dpmm): same machine, same tables, equal epsilon and delta.

Time is that of the whole program for ours, start, reading and writing among it; of pac-synth only the steps that do the work
(its Dataset from rows already read, then the counting), of dpmm only the fit, its slow parts done in C++ for it
(inside/inference.cpp): its own Python takes some hundred times as long. Errors are found by one judge for all (inside/judge.py).
Figures, loads and processor seconds go to build/bench/release/result.json as they come.

    release.py [PART...] [--program FILE] [--times 5] [--quick] [--long]

parts: counts, tables, rows, models, k. --quick takes small tables once; --long has the peers do what takes them up to hours:
pac-synth's rows of T1 and the reference AIM."""

import argparse
import json
import math
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import time
from statistics import median

from release_runs import INSIDE, environment, in_turn, inference, json_lines, judged, middle, once
from release_tables import HOME, Absent, delta_of, made

PARTS = ("counts", "tables", "rows", "models", "k")
EPSILONS = (0.5, 1, 4, 10)
PATIENCE = 60  # times our processor time


class Bench:
    """What is run, how often, and what came out so far."""

    def __init__(self, program, times, quick, long):
        self.program, self.times, self.quick, self.long = program, times, quick, long
        self.result = {"when": time.strftime("%Y-%m-%d %H:%M"), "processors": os.cpu_count(), "machine": platform.machine(), "rows": []}

    def table(self, name):
        """T1 and its like have a tenth of the people in a quick run."""
        return made(self.program, name, {"T1": 20_000, "T2": 20_000, "T6": 20_000, "T3": 2_000}.get(name) if self.quick else None)

    def out(self, name):
        folder = HOME / "out" / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def ours(self, what, folder, *words, threads=None, written=True):
        """A command of `panoh release` and where it writes to, if it does. Each run spends from a ledger of its own."""
        name = f"panoh-{what}-{folder.name}"

        def ready():
            out, ledger = self.out(name), HOME / "out" / f"{name}.jsonl"
            command = [self.program, "release", what, folder / "table.csv", "--schema", folder / "schema.json", *words]
            command += ["--out", out] if written else []
            out.parent.mkdir(parents=True, exist_ok=True)
            if what != "counts":
                ledger.unlink(missing_ok=True)
                ledger.with_name(ledger.name + ".key").unlink(missing_ok=True)
                once([self.program, "release", "ledger", "start", ledger, "--schema", folder / "schema.json", "--epsilon", "10", "--by", "bench"])
                command += ["--ledger", ledger, "--by", "bench"]
            return command + (["--threads", threads] if threads else [])

        return ready, HOME / "out" / name

    def pac(self, what, folder, *words):
        python, out = environment("pac-synth"), HOME / "out" / f"pac-{what}-{folder.name}"
        spends = () if what == "exact" else ("--delta", delta_of(folder))
        return lambda: [python, INSIDE / "pac.py", what, folder, self.out(out.name), *spends, *words], out

    def keep(self, **row):
        """One more figure, printed and kept."""
        self.result["rows"].append(row)
        HOME.mkdir(parents=True, exist_ok=True)
        (HOME / "result.json").write_text(json.dumps(self.result, indent=1) + "\n", encoding="utf-8")

    def timed(self, part, table, name, runs, steps=()):
        """The middle of some runs as a line; the seconds that count, of the clock and of the processors."""
        wall, cpu = middle(runs, "wall", steps), middle(runs, "cpu", steps)
        peak, load = max(run.peak for run in runs), middle(runs, "load")
        self.keep(part=part, table=table.name, who=name, seconds=wall, cpu=cpu, peak_mb=peak, runs=len(runs), load=load)
        print(f"  {table.name:4} {name:34} {wall:9.3f} s, {cpu:9.2f} CPU s, {peak:6.0f} MB, load {load:.1f}", flush=True)
        return wall, cpu

    def said(self, part, table, name, file, kind="--tables"):
        """The errors of one release, a line a length."""
        found = judged(table, kind, *([file] if file else []))["lengths"]
        self.keep(part=part, table=table.name, who=name, errors=found)
        for length, row in enumerate(found, 1):
            print(f"  {table.name:4} {name:34} length {length}: L1/mass {row['l1_mass']:.4f} (kept {row['kept']:.3f}, suppressed "
                  f"{row['of_suppressed']:.3f}, spurious {row['of_spurious']:.3f}), MAE {row['mae_kept']:.1f}, suppressed "
                  f"{row['suppressed']:.1%}, spurious {row['spurious']:.1%}", flush=True)
        return found

    def workload(self, table, name, *words):
        """Mean L1 distance of the three-way marginals."""
        found = judged(table, *words, "--triples")["marginals"]
        self.keep(part="models", table=table.name, who=name, marginals=found)
        print(f"  {table.name:4} {name:34} mean L1 of 1, 2, 3 columns: {', '.join(f'{error:.4f}' for error in found)}", flush=True)
        return found[-1]


def times_faster(theirs, ours):
    if theirs and ours:
        print(f"  ratio of time {theirs[0] / ours[0]:.1f}, of processor time {theirs[1] / ours[1]:.1f}", flush=True)


def optional(action):
    """What a peer makes possible; a line when it cannot be had."""
    try:
        return action()
    except Absent as reason:
        print(f"skipped: {reason}", flush=True)
        return None


def counts(bench):
    for name, length, least, rival in (("T1", 3, 1, True), ("T3", 3, 1, True), ("T6", 3, 1, False), ("T2", 4, 10, False)):
        table = optional(lambda name=name: bench.table(name))
        if not table:
            continue
        for threads in (1, os.cpu_count()):
            who = f"Panoh, exact <= {length}, {threads} threads"
            words = ("counts", table, "--length", length, "--at-least", least)
            commands = {who: bench.ours(*words, threads=threads)[0],
                        f"{who}, counted only": bench.ours(*words, threads=threads, written=False)[0]}
            if rival and (pac := optional(lambda: bench.pac("exact", table, "--threads", threads))):
                commands["pac-synth, exact <= 3"] = pac[0]
            seconds = {name: bench.timed("counts", table, name, runs, () if name.startswith(who) else ("dataset", "exact"))
                       for name, runs in in_turn(commands, bench.times).items()}
            times_faster(seconds.get("pac-synth, exact <= 3"), seconds.get(who))


def tables(bench):
    for name in ("T3", "T1", "T5"):
        table = optional(lambda name=name: bench.table(name))
        if not table:
            continue
        ours, out = bench.ours("tables", table, "--epsilon", 4, "--length", 3)
        commands, files, steps = {"Panoh, tables": ours}, {"Panoh, tables": out / "tables.csv"}, {}
        if pac := optional(lambda: bench.pac("tables", table)):
            commands["pac-synth, tables"], files["pac-synth, tables"] = pac[0], pac[1] / "tables.csv"
            steps["pac-synth, tables"] = ("dataset", "tables")
        seconds, errors = {}, {}
        for who, runs in in_turn(commands, bench.times).items():
            seconds[who] = bench.timed("tables", table, who, runs, steps.get(who, ()))
            errors[who] = bench.said("tables", table, who, files[who])[2]["l1_mass"]
        if len(errors) == 2:
            times_faster(seconds["pac-synth, tables"], seconds["Panoh, tables"])
            print(f"  ratio of L1/mass of length 3 {errors['pac-synth, tables'] / errors['Panoh, tables']:.2f}", flush=True)


def pac_rows(bench, table):
    """Its rows both ways; those of 222,000 people only in a long run, for at most 40 minutes each."""
    if table.name == "T1" and not bench.long:
        print("skipped: pac-synth's rows of T1, up to 40 minutes each, without --long", flush=True)
        return
    for who, words in (("pac-synth, rows", ()), ("pac-synth, rows, synthetic counts", ("--synthetic-counts",))):
        command, out = bench.pac("synth", table, *words)
        for name, runs in in_turn({who: command}, 1, 2400).items():
            bench.timed("rows", table, name, runs, ("dataset", "tables", "synth"))
            bench.said("rows", table, name, out / "microdata.csv", "--rows")


def rows(bench):
    for name in ("T3", "T1", "T5"):
        table = optional(lambda name=name: bench.table(name))
        if not table:
            continue
        for reference in ("independent", "bootstrap"):
            optional(lambda kind=reference: bench.said("rows", table, kind, None, f"--reference={kind}"))
        for method in ("mst", "aim", "latent"):
            command, out = bench.ours("synth", table, "--method", method, "--epsilon", 4, "--rows", "auto")
            for who, runs in in_turn({f"Panoh, {method}": command}, bench.times).items():
                bench.timed("rows", table, who, runs)
                bench.said("rows", table, who, out / "microdata.csv", "--rows")
        optional(lambda: pac_rows(bench, table))


def reference_model(bench, table, method, epsilon, seed=1):
    """A run of a reference, its slow parts done by inference.cpp; AIM's still take up to hours, so they are kept, with the load
    they had. AIM fits 250 iterations a round instead of 1000: at equal measurements that is no worse, and the last fit has 2500."""
    kept = HOME / f"reference-{method}-{table.name}-{epsilon}-{seed}"
    if not (kept / "run.json").exists():
        if method == "aim" and epsilon > 1 and not bench.long:
            raise Absent(f"reference AIM at epsilon {epsilon} is run with --long only")
        run = once([environment("dpmm"), INSIDE / "models.py", method, table, kept, "--epsilon", epsilon, "--delta", delta_of(table),
                    "--seed", seed, "--library", inference(), "--iterations", "250"], 6 * 3600)
        (kept / "run.json").write_text(json.dumps({"cpu": run.step("fit", "fit_cpu"), "wall": run.step("fit"), "peak_mb": run.peak,
                                                   "load": run.load, "when": time.strftime("%Y-%m-%d %H:%M")}), encoding="utf-8")
    return kept, json.loads((kept / "run.json").read_text(encoding="utf-8"))


def model_runs(bench, table, method, epsilon):
    """Ours: the middle of the times, the mean of the errors, a run by itself each."""
    command, out = bench.ours("synth", table, "--method", method, "--epsilon", epsilon, "--rows", "auto")
    who, runs, errors = f"Panoh, {method}, epsilon {epsilon}", [], []
    for _ in range(bench.times):
        runs += in_turn({who: command}, 1)[who]
        errors.append(bench.workload(table, who, "--rows", out / "microdata.csv"))
    return bench.timed("models", table, who, runs), sum(errors) / len(errors)


def model_references(bench, table, method, epsilon):
    """The reference's seconds and errors over its seeds: five in a long run."""
    who, found = f"dpmm with C++, {method}, epsilon {epsilon}", []
    for seed in range(1, 6 if bench.long else 2):
        reference = optional(lambda seed=seed: reference_model(bench, table, method, epsilon, seed))
        if not reference:
            break
        folder, run = reference
        print(f"  {table.name:4} {who:34} {run['wall']:9.1f} s, {run['cpu']:9.1f} CPU s, {run['peak_mb']:6.0f} MB, load "
              f"{run['load']:.1f} ({run['when']}), seed {seed}", flush=True)
        bench.keep(part="models", table=table.name, who=who, seed=seed, **run)
        found.append((run["wall"], run["cpu"], bench.workload(table, who, "--rows", folder / "microdata.csv")))
    return found


def package_alone(bench, table, epsilon, cpu):
    """The package as it comes, 1000 iterations a round and nothing of it done in C++: its processor seconds, or that it was stopped
    at PATIENCE times ours. Kept, as the other references are."""
    kept = HOME / f"package-aim-{table.name}-{epsilon}.json"
    if not kept.exists():
        if not bench.long:
            raise Absent(f"the package alone at epsilon {epsilon} is run with --long only")
        most = math.ceil(PATIENCE * cpu)
        command = ["prlimit", f"--cpu={most}:{most + 5}", environment("dpmm"), INSIDE / "models.py", "aim", table, HOME / "out" / "package",
                   "--epsilon", epsilon, "--delta", delta_of(table), "--iterations", "1000", "--last", "1000"]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
        if done.returncode not in (0, -signal.SIGXCPU):
            raise Absent((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
        fit = next((line for line in json_lines(done.stdout) if line.get("step") == "fit"), None)
        kept.write_text(json.dumps({"cpu": fit["fit_cpu"] if fit else most, "ended": fit is not None,
                                    "estimates": sum("measured" in line for line in json_lines(done.stdout)),
                                    "when": time.strftime("%Y-%m-%d %H:%M")}), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


def against_package(bench, table, epsilon, ours):
    alone = optional(lambda: package_alone(bench, table, epsilon, ours[1]))
    if not alone:
        return
    bench.keep(part="models", table=table.name, who=f"dpmm alone, aim, epsilon {epsilon}", **alone)
    so_far = "" if alone["ended"] else f", stopped then, after {alone['estimates']} estimates: more than that"
    print(f"  dpmm by itself: {alone['cpu']:.0f} CPU s ({alone['when']}), {alone['cpu'] / ours[1]:.0f} times ours{so_far}", flush=True)


def models(bench):
    table = optional(lambda: bench.table("T4"))
    if not table:
        return
    for reference in ("independent", "bootstrap"):
        optional(lambda kind=reference: bench.workload(table, kind, f"--reference={kind}"))
    for epsilon in EPSILONS[1:2] if bench.quick else EPSILONS:
        for method in ("mst", "aim"):
            seconds, error = model_runs(bench, table, method, epsilon)
            if theirs := model_references(bench, table, method, epsilon):
                times_faster((median(one[0] for one in theirs), median(one[1] for one in theirs)), seconds)
                if method == "aim":
                    against_package(bench, table, epsilon, seconds)
                mean = sum(one[2] for one in theirs) / len(theirs)
                print(f"  mean errors {error:.4f} and {mean:.4f} ({bench.times} runs, {len(theirs)} seeds): ratio {error / mean:.3f}", flush=True)


def k(bench):
    table = optional(lambda: bench.table("T1"))
    if table:
        command, _ = bench.ours("k", table, "--k", 10, "--length", 3)
        for who, runs in in_turn({"Panoh, k = 10": command}, bench.times).items():
            bench.timed("k", table, who, runs)


def run(program, parts=PARTS, times=5, quick=False, long=False):
    bench = Bench(program, 1 if quick else times, quick, long)
    print(f"{os.cpu_count()} processors, load before it began {os.getloadavg()[0]:.1f}", flush=True)
    for part in parts:
        print(f"\n{part}", flush=True)
        {"counts": counts, "tables": tables, "rows": rows, "models": models, "k": k}[part](bench)
    print(f"\nall figures: {HOME / 'result.json'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--program", type=pathlib.Path, default=HOME.parent.parent / "release" / "panoh")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--long", action="store_true")
    words = parser.parse_args()
    if unknown := set(words.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    run(words.program, words.parts or PARTS, words.times, words.quick, words.long)


if __name__ == "__main__":
    sys.exit(main())
