#!/usr/bin/env python3
"""./do bench [PART...]: what the server costs, on this machine, in one run. Figures and machine go into docs/performance.md.

parts: lists (every list of 50 rows), operations (list, open, find, save, create on both engines), limit (saves beside a bare
loop that writes the same rows), mixed, table (the CTDC import), restore (a
backup and its restoring), edition (a large one, from publishing to all its pages), peers (PocketBase and Directus, installed under build/bench),
release (the release engine beside its peers; bench/release.py has more words for it).
Without a part all but the last two run. Demonstrations of each size are made first and kept in build/bench: a million cases take
five minutes on SQLite, and longer on PostgreSQL. --quick proves in seconds that it all starts.
"""

import argparse
import json
import os
import pathlib
import platform
import random
import subprocess
import sys
import time

import edition
import limit
import operations
import peers
import release
import restore
from places import KEPT, ROOT, KeptPostgres, Sqlite
from server import Server

PROGRAM = ROOT / "build" / "release" / "panoh"
PARTS = ("lists", "operations", "limit", "mixed", "table", "restore", "edition", "peers", "release")


def lists(program, sizes, seconds):
    for cases in sizes:
        folder = Sqlite().kept(program, cases).folder
        print(f"\n{cases:,} cases in all, 32 connections, 50 rows a page", flush=True)
        subprocess.run([sys.executable, ROOT / "bench" / "lists.py", program, folder, "--seconds", str(seconds)], check=True)
        subprocess.run([sys.executable, ROOT / "bench" / "find.py", program, folder, "--times", "3" if seconds == 1 else "12"], check=True)


def mixed_requests(program, folder, count):
    """Lists, files, identities, saves and notes; the anonymous memory of the server afterwards."""
    server = Server(program, folder)
    try:
        cookie = server.sign_in("ayana")
        page = json.load(server.request("GET", "/api/cases?limit=200", cookie=cookie))
        cases = [row["id"] for row in page["items"] if row["state"] != "closed"]
        choose = random.Random(7)
        began = time.monotonic()
        for number in range(count):
            case = choose.choice(cases)
            kind = number % 10
            if kind < 4:
                server.request("GET", f"/api/cases?limit=50&sort={choose.choice(['opened', 'updated', 'due'])}", cookie=cookie).read()
            elif kind < 7:
                server.request("GET", f"/api/cases/{case}", cookie=cookie).read()
            elif kind < 8:
                server.request("GET", f"/api/cases/{case}/identity", cookie=cookie).read()
            elif kind < 9:
                server.request("GET", "/api/cases?limit=50&names=shown", cookie=cookie).read()
            else:
                server.request("POST", f"/api/cases/{case}/notes", {"kind": "narrative", "text": "A fictional note."}, cookie).read()
        seconds = time.monotonic() - began
        print(f"{count} mixed requests, one after the other: {count / seconds:.0f}/s; {server.memory():.0f} MB anonymous memory")
    finally:
        server.stop()


def import_table(program):
    """The real CTDC table, on SQLite, when it is beside the checkout."""
    packed = next(iter(sorted((ROOT.parent / "shared" / "data" / "ctdc").glob("*.csv.xz"))), None)
    if packed is None:
        print("skipped: the CTDC table is not beside the checkout")
        return
    folder = KEPT / "ctdc"
    subprocess.run(["rm", "-rf", folder], check=True)
    folder.mkdir(parents=True)
    table = folder / "ctdc.csv"
    with table.open("wb") as out:
        subprocess.run(["xz", "-dc", packed], stdout=out, check=True)
    began = time.monotonic()
    subprocess.run([program, "--data", folder / "node", "import", "ctdc", table, "--name", "CTDC"], check=True,
                   stdout=subprocess.DEVNULL)
    print(f"CTDC table imported in {time.monotonic() - began:.2f} s, start of the program included")


def machine():
    """What a figure is worth depends on it."""
    model = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
                  if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors ({model}), {memory:.0f} GiB, Linux {platform.release()}, "
          f"load before it began {os.getloadavg()[0]:.1f}", flush=True)


def opened_engines(wanted):
    """Those that are here; a line for one that is not."""
    found = [Sqlite()] if "sqlite" in wanted else []
    if "postgres" in wanted:
        try:
            found.append(KeptPostgres().open())
        except (RuntimeError, KeyError, subprocess.CalledProcessError) as error:
            print(f"skipped: PostgreSQL, {error}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--sizes", type=int, nargs="+", help="cases; 1000 10000 100000 1000000 without it")
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgres"), default=("sqlite", "postgres"))
    parser.add_argument("--seconds", type=int, help="of each load")
    words = parser.parse_args()
    if unknown := set(words.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = words.parts or [part for part in PARTS if part not in ("peers", "release")]
    sizes = words.sizes or ([500] if words.quick else [1_000, 10_000, 100_000, 1_000_000])
    seconds = words.seconds or (1 if words.quick else 5)
    # What is compared is compared at one size, the largest up to a hundred thousand.
    compared = max((size for size in sizes if size <= 100_000), default=sizes[0])
    machine()
    engines = opened_engines(words.engines)
    try:
        if "lists" in parts:
            lists(words.program, [size for size in sizes if size >= compared], seconds)
        if "operations" in parts:
            operations.run(words.program, engines, sizes, seconds)
        if "limit" in parts:
            # That it starts is seen on one engine.
            limit.run(words.program, engines[:1] if words.quick else engines, compared, seconds, 1 if words.quick else 3)
        if "mixed" in parts:
            mixed_requests(words.program, Sqlite().kept(words.program, compared).folder, 200 if words.quick else 10_000)
        if "table" in parts:
            import_table(words.program)
        if "restore" in parts:
            restore.run(words.program, engines[:1] if words.quick else engines, compared)
        if "edition" in parts:
            edition.run(words.program, engines[:1] if words.quick else engines, words.quick)
        if "peers" in parts:
            peers.run(words.program, engines, compared, seconds)
        if "release" in parts:
            release.run(words.program, quick=words.quick)
    finally:
        for engine in engines:
            engine.close()


if __name__ == "__main__":
    main()
