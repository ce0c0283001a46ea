#!/usr/bin/env python3
"""./do bench: what the server costs, on this machine, in one run. Figures and machine go into docs/performance.md.

--quick proves in seconds that it starts; without it, 100,000 and 1,000,000 cases are made first (ten minutes).
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import time

import lists

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "build" / "release" / "panoh"
KEPT = ROOT / "build" / "bench"


def demonstration(program, cases):
    folder = KEPT / str(cases)
    if not (folder / "panoh.db").exists():
        print(f"making {cases} fictional cases", flush=True)
        began = time.monotonic()
        subprocess.run([program, "--data", folder, "demo", "--cases", str(cases)], check=True, stdout=subprocess.DEVNULL)
        print(f"   {cases / (time.monotonic() - began):.0f} cases a second, sealed and audited")
    return folder


def mixed_requests(program, folder, count):
    """Lists, files, identities, saves and notes; the anonymous memory of the server afterwards."""
    server = lists.Server(str(program), str(folder))
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    words = parser.parse_args()
    sizes = [500] if words.quick else [100_000, 1_000_000]
    for cases in sizes:
        folder = demonstration(words.program, cases)
        print(f"\n{cases} cases in all, 32 connections, 50 rows a page", flush=True)
        subprocess.run([sys.executable, ROOT / "bench" / "lists.py", words.program, folder, "--seconds",
                        "1" if words.quick else "5"], check=True)
        subprocess.run([sys.executable, ROOT / "bench" / "find.py", words.program, folder, "--times",
                        "3" if words.quick else "12"], check=True)
    mixed_requests(words.program, KEPT / str(sizes[0]), 200 if words.quick else 10_000)
    import_table(words.program)


if __name__ == "__main__":
    main()
