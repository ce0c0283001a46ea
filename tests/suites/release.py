"""What the release engine promises beyond its unit tests: what must not compile does not, and the ledger is read by a program that
shares no code with ours. Some seconds.

Each file of tests/refused compiles as it stands, and is refused with REFUSED set, for the reason in its second line."""

import concurrent.futures
import importlib.util
import re
import subprocess
import sys
import tempfile

from release import audits, commands
from suites.places import PROGRAM, ROOT

VECTORS = ROOT / "tests" / "vectors" / "privacy"
READER = ROOT / "tools" / "read_ledger.py"
LEDGER = VECTORS / "ledger.jsonl"
COMPILE = ("g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-I", ROOT / "src")


def run(context):
    if context.wants("refused"):
        refused(context)
    if context.wants("ledger"):
        found = list(vectors("ledgers").faults())
        context.expect("the reader takes the whole ledger and none with a fault", not found, "\n".join(found))
        reader(context)
    if context.wants("conversion"):
        context.passes("amounts of zCDP, to 50 digits, are those that stand in the table", [sys.executable, VECTORS / "conversion.py", "--check"])
    if context.wants("audit"):
        audits.run_cases(context, "release_audit")
    if context.wants("attacks"):
        audits.run_cases(context, "release_attacks")
    if context.wants("planted"):
        audits.plant(context)
    if context.wants("commands"):
        with tempfile.TemporaryDirectory(prefix="panoh-test-") as folder:
            commands.run(context, PROGRAM, folder, 200 if context.soak else 20)


def vectors(name):
    found = importlib.util.spec_from_file_location(name, VECTORS / f"{name}.py")
    loaded = importlib.util.module_from_spec(found)
    found.loader.exec_module(loaded)
    return loaded


def refused(context):
    files = sorted((ROOT / "tests" / "refused").glob("*.cpp"))
    context.expect("there is something to refuse", len(files) > 5)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for file, (good, bad) in zip(files, pool.map(both, files)):
            wanted = re.search(r"^// g\+\+ says: (.+)$", file.read_text("utf-8"), re.M)
            context.expect(f"{file.stem}: its twin compiles", good.returncode == 0, good.stderr)
            context.expect(f"{file.stem}: is refused, for that reason", bad.returncode != 0 and wanted and re.search(wanted[1], bad.stderr), bad.stderr)


def both(file):
    return [subprocess.run([*COMPILE, *words, file], capture_output=True, text=True, check=False) for words in ((), ("-DREFUSED",))]


def read_with(*words):
    ran = subprocess.run([sys.executable, READER, *map(str, words)], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def reader(context):
    """The reader as people call it."""
    lines = LEDGER.read_text("utf-8").splitlines(keepends=True)
    hash_of = re.compile(r'"hash":"([^"]+)"}')
    head = hash_of.search(lines[-1])[1]
    status, said = read_with(LEDGER)
    context.expect("a whole ledger is shown, with what is not proved", status == 0 and f"8 lines, every one follows the one before and adds up; head {head}" in said
                   and "chosen bits: not private" in said and "NOT proved" in said, said)
    status, said = read_with(LEDGER, "--head", head)
    context.expect("a hash that was kept elsewhere proves its end", status == 0 and "NOT proved" not in said, said)
    with tempfile.TemporaryDirectory() as folder:
        def changed(text):
            file = f"{folder}/ledger.jsonl"
            with open(file, "w", encoding="utf-8") as out:
                out.write(text)
            return file

        status, said = read_with(changed("".join(lines[:-1])), "--head", head)
        context.expect("lines cut off are seen by it", status == 1 and "no line has that hash" in said, said)
        status, said = read_with(changed("".join(lines).replace("aim", "mst", 1)))
        context.expect("a changed word is told by its line", status == 1 and "broken: line 6: its hash is another" in said, said)
        status, said = read_with(changed("".join(lines)[:-5]))
        context.expect("a torn line is told", status == 1 and "broken: line 8: it is torn" in said, said)
        status, said = read_with(changed(""))
        context.expect("an empty ledger is no fault", status == 0 and "empty" in said, said)
