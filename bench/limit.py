"""Saves over HTTP beside a loop of the bare client library that writes the same rows, as many of them a commit.

The server's part: HTTP, JSON, session, permission, sealing, hash chain. raw.cpp has none of it."""

import dataclasses
import pathlib
import subprocess
from statistics import median

import asks
from places import KEPT

HERE = pathlib.Path(__file__).resolve().parent
SERVED = ((8, 1), (8, 2), (8, 32), (32, 64))  # workers, connections: one person alone, two at once, and groups of up to 8 and 32


@dataclasses.dataclass
class Served:
    kind: str
    workers: int
    connections: int
    group: float
    came: object

    @property
    def whole_group(self):
        return max(1, round(self.group))


def built():
    """The loop's program."""
    made = KEPT / "raw"
    sources = [HERE / "raw.cpp", HERE / "raw_store.h"]
    if not made.exists() or any(source.stat().st_mtime > made.stat().st_mtime for source in sources):
        KEPT.mkdir(parents=True, exist_ok=True)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "sqlite3", "libpq"], capture_output=True, text=True, check=True)
        subprocess.run(["g++", "-O2", "-std=c++20", sources[0], "-o", made, *flags.stdout.split()], check=True)
    return made


def serve(program, place, seconds):
    """The mean group is what was saved by what was committed."""
    all_of_them = []
    for workers, connections in SERVED:
        for kind in ("save", "create"):
            people = asks.Asks(place, program, workers)
            try:
                came, commits = place.engine.commits_of(people, lambda: people.run(kind, connections, seconds))
                all_of_them.append(Served(kind, workers, connections, came.count / max(1, commits), came))
            finally:
                people.stop()
    return all_of_them


def loop(place, kind, groups, seconds):
    """Saves a second by group; rows, bytes and processor milliseconds of one save."""
    words = [built(), place.address, kind, str(seconds), *map(str, groups)]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    rows = [[float(cell) for cell in line.split()] for line in out.splitlines()]
    return {int(group): (rate, *rest) for group, rate, *rest in rows}


def run(program, engines, cases, seconds, rounds=3):
    """Server and loop take turns, and the middle of the rounds counts: other work on the machine disturbs both."""
    for engine in engines:
        place = engine.copy(engine.kept(program, cases))
        try:
            came = [one_round(program, place, seconds) for _ in range(rounds)]
        finally:
            engine.take_away(place)
        for kind in ("save", "create"):
            raws = [raw[kind] for _, raw in came]
            _, rows, size, _ = raws[0][1]
            print(f"\n{kind}, {engine.label}, {cases:,} cases; one is {rows:.0f} rows of {size:,.0f} bytes together; middle of {rounds}")
            for group in (1, 8, 32):
                print(f"  loop of the bare library, {group:2} a commit: {median(raw[group][0] for raw in raws):7,.0f}/s, "
                      f"{median(raw[group][3] for raw in raws):.2f} ms of its own processor time")
            for number, (workers, connections) in enumerate(SERVED):
                mine = [[each for each in served if each.kind == kind][number] for served, _ in came]
                ratios = sorted(each.came.rate / raw[each.whole_group][0] for each, raw in zip(mine, raws))
                middle = sorted(mine, key=lambda each: each.came.rate)[len(mine) // 2]
                print(f"  server, {workers} workers, {connections} connections, {middle.group:.1f} a commit: {median(ratios):.2f} of the loop "
                      f"({ratios[0]:.2f} to {ratios[-1]:.2f})\n    {middle.came.line()}", flush=True)


def one_round(program, place, seconds):
    served = serve(program, place, seconds)
    raw = {}
    for kind in ("save", "create"):
        groups = {1, 8, 32} | {each.whole_group for each in served if each.kind == kind}
        raw[kind] = loop(place, kind, sorted(groups), seconds)
    return served, raw
