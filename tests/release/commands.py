"""`panoh release` as a data officer runs it, without a server: what comes out, what is refused, and what a kill leaves."""

import hashlib
import importlib.util
import json
import pathlib
import random
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEOPLE = 3_000


class Officer:
    """Runs the program in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)

    def run(self, *words):
        return subprocess.run([self.program, "release", *map(str, words)], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", timeout=300, check=False)

    def lines(self, ledger="ledger.jsonl"):
        text = (self.folder / ledger).read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{") and line.endswith("}")]

    def start(self, epsilon, ledger="ledger.jsonl"):
        if not (self.folder / "fiction").exists():
            made = self.run("fiction", "--people", PEOPLE, "--out", "fiction")
            assert made.returncode == 0, made.stderr
        made = self.run("ledger", "start", ledger, "--schema", "fiction/schema.json", "--epsilon", epsilon, "--by", "officer")
        assert made.returncode == 0, made.stderr

    def table_words(self, out, ledger="ledger.jsonl"):
        return ("fiction/table.csv", "--schema", "fiction/schema.json", "--ledger", ledger, "--by", "officer", "--out", out)


def manifest_holds(folder):
    lines = (folder / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    return len(lines) >= 3 and all(hashlib.sha256((folder / line[66:]).read_bytes()).hexdigest() == line[:64] for line in lines)


def whole_way(context, program, folder):
    officer = Officer(program, folder)
    officer.start(8)
    for name, words in (("tables", ("tables", *officer.table_words("tables"), "--epsilon", "2", "--length", "2")),
                        ("mst", ("synth", *officer.table_words("mst"), "--epsilon", "2", "--method", "mst", "--rows", "400")),
                        ("k", ("k", *officer.table_words("k"), "--k", "5", "--seeded"))):
        done = officer.run(*words)
        context.expect(f"release {name}", done.returncode == 0 and manifest_holds(officer.folder / name), done.stdout + done.stderr)
    context.expect("each release of differential privacy has its debit and its end",
                   [line["kind"] for line in officer.lines()] == ["opened", "debit", "finished", "debit", "finished", "exact", "finished"],
                   str(officer.lines()))
    shown = officer.run("ledger", "verify", "ledger.jsonl")
    context.expect("the ledger is whole", shown.returncode == 0 and "whole" in shown.stdout, shown.stdout + shown.stderr)
    drawn = officer.run("draw", "mst/model.json", "--schema", "mst/schema.json", "--rows", "70", "--out", "drawn")
    context.expect("more rows of a saved model", drawn.returncode == 0 and len(
        (officer.folder / "drawn/microdata.csv").read_text(encoding="utf-8-sig").splitlines()) == 71, drawn.stdout + drawn.stderr)
    context.expect("nothing else comes with them", sorted(path.name for path in (officer.folder / "drawn").iterdir()) == ["MANIFEST.sha256", "microdata.csv"])
    officer.start(8, "chosen.jsonl")
    chosen = officer.run("synth", *officer.table_words("chosen", "chosen.jsonl"), "--epsilon", "2", "--method", "mst", "--rows", "50", "--insecure-test-seed", "5")
    drawn = officer.run("draw", "chosen/model.json", "--schema", "chosen/schema.json", "--rows", "70", "--out", "drawn-chosen")
    context.expect("what is drawn of a model of chosen bits says so too", drawn.returncode == 0 and (officer.folder / "chosen/NOT-PRIVATE").exists() and (
        officer.folder / "drawn-chosen/NOT-PRIVATE").exists(), chosen.stderr + drawn.stderr)
    other = officer.run("draw", "mst/schema.json", "--schema", "mst/schema.json", "--rows", "70", "--out", "drawn2")
    context.expect("what is no model is refused", other.returncode == 1 and not (officer.folder / "drawn2").exists(), other.stderr)
    context.expect("the ledger knows nothing of it", officer.lines()[-1]["kind"] == "finished" and len(officer.lines()) == 7)
    rows = (officer.folder / "mst/microdata.csv").read_text(encoding="utf-8-sig").splitlines()
    context.expect("as many rows as were asked for", len(rows) == 401, str(len(rows)))
    return officer


def refusals(context, officer):
    before = len(officer.lines())
    words = officer.table_words("refused")
    (officer.folder / "capless.json").write_text(json.dumps({**json.loads((officer.folder / "fiction/schema.json").read_text("utf-8")),
                                                             "caps": None}), encoding="utf-8")
    small = (officer.folder / "fiction/table.csv").read_text("utf-8").splitlines(keepends=True)
    (officer.folder / "small.csv").write_text("".join(small[:8]), encoding="utf-8")
    (officer.folder / "more.csv").write_text("".join(line.rstrip("\r\n") + (",extra\n" if number == 0 else ",1\n")
                                                     for number, line in enumerate(small)), encoding="utf-8")
    cases = {
        "ledger/overspent": ("tables", *words, "--epsilon", "7.9"),
        "privacy/epsilon_invalid": ("tables", *words, "--epsilon", "-1"),
        "schema/caps_missing": ("tables", "fiction/table.csv", "--schema", "capless.json", *words[3:], "--epsilon", "1"),
        "microdata/column_undeclared": ("tables", "more.csv", *words[1:], "--epsilon", "1"),
        "release/table_changed": ("tables", "small.csv", *words[1:], "--epsilon", "1"),
        "release/folder_exists": ("tables", *words[:-1], "tables", "--epsilon", "1"),
        "ledger/not_started": ("tables", *words[:4], "no.jsonl", *words[5:], "--epsilon", "1"),
        "release/method_unknown": ("synth", *words, "--epsilon", "1", "--method", "guess"),
        "anonymity/column_unknown": ("k", *words, "--k", "5", "--crossed", "sex_of_nobody,age"),
        # The last, since the ledger knows another table from then on.
        "anonymity/too_few_people": ("k", "small.csv", *words[1:], "--new-table", "--k", "10"),
    }
    for code, asked in cases.items():
        done = officer.run(*asked)
        context.expect(f"refused: {code}", done.returncode == 1 and code in done.stderr, f"{done.returncode} {done.stdout} {done.stderr}")
        context.expect(f"{code} writes nothing", not (officer.folder / "refused").exists() and not (officer.folder / "refused.partial").exists())
    # What looks at the table exactly is noted before it does: two of the refusals above came after that.
    spent = [line for line in officer.lines()[before:] if line["kind"] != "exact"]
    context.expect("a refusal spends nothing", not spent, str(spent))


def killed(context, program, folder, times):
    """Whatever moment it is killed at: no output without its debit, no debit without its whole line, and the next run goes on."""
    officer = Officer(program, folder)
    officer.start(60)
    began = time.monotonic()
    done = officer.run("tables", *officer.table_words("first"), "--epsilon", "1", "--length", "3")
    takes = time.monotonic() - began
    context.expect("undisturbed it ends well", done.returncode == 0, done.stdout + done.stderr)
    chance = random.Random(11)
    outputs, debits = 0, 0
    for number in range(times):
        out = f"out{number}"
        running = subprocess.Popen([program, "release", "tables", *officer.table_words(out), "--epsilon", "1", "--length", "3"],
                                   cwd=officer.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() ** 3 * takes * 1.2)  # most of what happens, happens early
        running.send_signal(signal.SIGKILL)
        running.wait()
        there = (officer.folder / out).exists()
        outputs += there
        debits = -1 + sum(line["kind"] == "debit" for line in officer.lines())
        context.expect(f"kill {number}: no output without its debit", outputs <= debits, f"{outputs} outputs, {debits} debits")
        if there:
            context.expect(f"kill {number}: an output is whole", manifest_holds(officer.folder / out))
    context.expect("some were killed after they paid and before they were done", outputs < debits, f"{outputs} outputs, {debits} debits of {times}")
    context.say(f"{times} kills, {debits} debits, {outputs} whole outputs")
    done = officer.run("tables", *officer.table_words("last"), "--epsilon", "1", "--length", "2")
    context.expect("the next run goes on", done.returncode == 0, done.stdout + done.stderr)
    shown = officer.run("ledger", "verify", "ledger.jsonl")
    context.expect("the ledger is whole after all of it", shown.returncode == 0, shown.stdout + shown.stderr)


def schemas(context):
    """The files are what the tool makes, so that neither is changed alone."""
    loaded = importlib.util.spec_from_file_location("make_schemas", ROOT / "tools" / "make_schemas.py")
    tool = importlib.util.module_from_spec(loaded)
    loaded.loader.exec_module(tool)
    for name, make in tool.SCHEMAS.items():
        kept = (ROOT / "data" / "schemas" / f"{name}.json").read_text(encoding="utf-8")
        context.expect(f"schema {name} is what tools/make_schemas.py makes", kept == tool.text(make()))


def run(context, program, folder, times):
    schemas(context)
    ways = pathlib.Path(folder)
    for name in ("way", "killed"):
        (ways / name).mkdir()
    refusals(context, whole_way(context, program, ways / "way"))
    killed(context, program, ways / "killed", times)
