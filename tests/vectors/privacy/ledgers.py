#!/usr/bin/env python3
"""Makes (with --make) and reads the frozen ledgers, from the layout in src/privacy/README.md and not from the program:
ledger.jsonl is whole. Each of broken.json is the first `keep` lines of it and `then` a line with one fault; all other hashes fit.
Both are of the first form, ledger-2.jsonl and broken-2.json of the second; continued.jsonl begins in the one and goes on in the other."""
import functools
import importlib.util
import json
import pathlib
import sys
from decimal import Decimal

HERE = pathlib.Path(__file__).parent


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


reader = module(HERE.parents[2] / "tools" / "read_ledger.py")
conversion = module(HERE / "conversion.py")
ONE_IN = 1_000_000


@functools.cache
def budget(thousandths):
    return int(conversion.largest_rho(Decimal(thousandths) / 1000, ONE_IN) * 2**40)


@functools.cache
def epsilon_of(units):
    """The smallest number of thousandths that holds."""
    low, high = -1, 100_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reader.epsilon_holds(middle, ONE_IN, units) else (middle, high)
    return high


def sealed(lines):
    """Texts, numbered and chained anew."""
    texts, previous = [], reader.hash_of("")
    for number, line in enumerate(lines, 1):
        line = {**line, "line": line.get("line", number), "previous": line.get("previous", previous), "hash": ""}
        members = reader.MEMBERS if {"version", "salt"} & line.keys() else reader.FIRST_MEMBERS
        text = "{" + ",".join(f'"{name}":{reader.json_text(line[name])}' for name in members if name in line) + "}"
        previous = line["hash"] = reader.hash_of(reader.sealed_part(text))
        texts.append(text[:text.rindex('""}')] + f'"{previous}"}}')
    return texts


def story(form=1):
    """What ledger_vector_test.cpp does through the program; in the first form at noon and a minute later for each line."""
    spent, lines = 0, []
    for kind, release, what, rho, random in (
            ("opened", "", "", budget(2000), ""), ("debit", "2026-1", "tables", 20_000_000_000, "operating system"),
            ("finished", "2026-1", "tables", 0, ""), ("exact", "2026-2", "k", 0, "operating system"),
            ("raised", "", "one release a year, “until 2030” \\ \"agreed\"", budget(4000), ""),
            ("debit", "2026-3", "aim", 90_000_000_000, "chosen: not private"), ("debit", "2026-3", "report", 1, "operating system"),
            ("finished", "2026-3", "aim", 0, "")):
        asked = kind in ("debit", "finished", "exact")
        after = spent + (rho if kind == "debit" else 0)
        more = {"version": 2, "salt": "c2FsdA" if asked else ""} if form == 2 else {}
        at = "2026-11-26T00:00:00.000Z" if form == 2 else f"2026-11-26T12:{len(lines):02}:00.000Z"
        lines.append({**more, "kind": kind, "at": at, "lineage": "cases-kg", "release": release, "what": what,
                      "input": "aW5wdXQ" if asked else "", "schema": "c2NoZW1h" if asked else "", "rho": rho, "spent_before": spent,
                      "spent_after": after, "epsilon_thousandths": epsilon_of(after), "delta_one_in": ONE_IN,
                      "operator_name": "Айгүл", "program": "0.1.0", "random": random, "outputs": "b3V0cHV0cw" if kind == "finished" else ""})
        spent = after
    return lines


def broken(form=1):
    """(name, how many lines stay as they are, the next one)"""
    story_of_form = functools.partial(story, form)
    whole = sealed(story_of_form())

    def changed(number, **members):
        lines = story_of_form()
        lines[number - 1].update(members)
        return number - 1, sealed(lines)[number - 1]

    def added(**members):
        return len(whole), sealed([*story_of_form(), {**story_of_form()[-1], **members}])[-1]

    def without(number, *names):
        lines = story_of_form()
        lines[number - 1] = {name: value for name, value in lines[number - 1].items() if name not in names}
        return number - 1, sealed(lines)[number - 1]

    last = story_of_form()[-1]["spent_after"]
    left = budget(4000) - last
    debit = {"kind": "debit", "random": "operating system", "outputs": "", "release": "2026-4"}
    yield "another_operator", 2, whole[2].replace("Айгүл", "Айгул")
    yield "line_left_out", 2, whole[3]
    yield "first_line_left_out", 0, whole[1]
    yield "space", 1, whole[1].replace(":", ": ", 1)
    yield "space_sealed", 1, respaced(whole[1])
    yield "member_missing", 1, whole[1].replace('"schema":"c2NoZW1h",', "")
    yield "member_twice", 1, whole[1].replace('"rho":', '"rho":1,"rho":')
    yield "number_as_text", 1, whole[1].replace('"rho":20000000000', '"rho":"20000000000"')
    yield "no_json", 3, "debit"
    yield "empty_line", 8, ""
    yield "wrong_number", *changed(4, line=5)
    yield "wrong_previous", *changed(4, previous=reader.hash_of(""))
    yield "unknown_kind", *changed(4, kind="gift")
    yield "no_time", *changed(4, at="2026-11-31T12:00:00.000Z")
    yield "opened_twice", *changed(5, kind="opened", what="")
    yield "not_opened", *changed(1, kind="raised", what="why")
    yield "another_lineage", *changed(4, lineage="cases-uz")
    yield "no_lineage", *changed(1, lineage="")
    yield "another_delta", *changed(4, delta_one_in=ONE_IN + 1)
    yield "delta_of_one", *changed(1, delta_one_in=1)
    yield "no_budget", *changed(1, rho=0)
    yield "forgotten_debit", *changed(3, spent_before=0, spent_after=0)
    yield "wrong_sum", *changed(2, spent_after=20_000_000_001)
    yield "free_debit", *added(**debit, rho=0, spent_before=last, spent_after=last)
    yield "negative_debit", *added(**debit, rho=-1, spent_before=last, spent_after=last - 1)
    yield "huge_debit", *added(**debit, rho=2**63 - 1, spent_before=last, spent_after=last - 2**63)
    yield "overspent", *added(**debit, rho=left + 1, spent_before=last, spent_after=last + left + 1, epsilon_thousandths=4001)
    yield "exact_with_amount", *changed(4, rho=5)
    yield "budget_lowered", *changed(5, rho=budget(2000))
    yield "raised_without_reason", *changed(5, what="")
    yield "epsilon_too_small", *changed(2, epsilon_thousandths=story_of_form()[1]["epsilon_thousandths"] - 1)
    yield "epsilon_beyond", *changed(2, epsilon_thousandths=2**62)
    yield "debit_without_release", *changed(2, release="")
    yield "debit_of_unknown_bits", *changed(2, random="mine")
    yield "finished_with_bits", *changed(3, random="operating system")
    yield "finished_without_outputs", *changed(3, outputs="")
    yield "debit_with_outputs", *changed(2, outputs="b3V0cHV0cw")
    yield "finished_of_nothing", *changed(3, release="2026-9")
    yield "finished_twice", *added(spent_before=last)
    yield "debit_after_the_end", *added(**{**debit, "release": "2026-3"}, rho=1, spent_before=last, spent_after=last + 1)
    yield "raised_with_release", *changed(5, release="2026-5")
    if form == 1:
        return
    yield "first_form_again", *without(4, "version", "salt")
    yield "version_missing", *without(4, "version")
    yield "salt_missing", *without(4, "salt")
    yield "version_of_tomorrow", *changed(4, version=3)
    yield "version_of_yesterday", *changed(1, version=1)
    yield "version_is_nothing", 3, whole[3].replace('"version":2', '"version":null')
    yield "salt_is_nothing", 4, whole[4].replace('"salt":""', '"salt":null')
    yield "input_without_salt", *changed(2, salt="")
    yield "salt_without_input", *changed(5, salt="c2FsdA")
    yield "time_of_day", *changed(3, at="2026-11-26T12:00:00.000Z")
    yield "a_millisecond", *changed(3, at="2026-11-26T00:00:00.001Z")


def respaced(text):
    """With a space, and a hash that fits."""
    part = reader.sealed_part(text).replace(",", ", ", 1)
    return part[:-1] + f',"hash":"{reader.hash_of(part)}"}}'


def make():
    for form, end in ((1, ""), (2, "-2")):
        (HERE / f"ledger{end}.jsonl").write_text("".join(text + "\n" for text in sealed(story(form))), "utf-8")
        (HERE / f"broken{end}.json").write_text(json.dumps([{"name": name, "keep": keep, "then": then} for name, keep, then in broken(form)],
                                                           ensure_ascii=False, indent=1) + "\n", "utf-8")
    (HERE / "continued.jsonl").write_text("".join(text + "\n" for text in sealed([*story(1)[:4], *story(2)[4:]])), "utf-8")


def faults():
    """What the reader says otherwise than it should."""
    for name in ("ledger", "ledger-2", "continued"):
        whole = (HERE / f"{name}.jsonl").read_bytes()
        try:
            if len(reader.read(whole).lines) != whole.count(b"\n"):
                yield f"{name}.jsonl: another number of lines"
        except reader.Broken as wrong:
            yield f"{name}.jsonl: {wrong}"
    for end in ("", "-2"):
        yield from unnoticed((HERE / f"ledger{end}.jsonl").read_bytes(), json.loads((HERE / f"broken{end}.json").read_text("utf-8")))


def unnoticed(whole, ones):
    lines = whole.splitlines(keepends=True)
    torn = [{"name": "torn", "keep": len(lines) - 1, "then": lines[-1].decode()[:-30], "end": ""}]
    for one in ones + torn:
        try:
            reader.read(b"".join(lines[:one["keep"]]) + (one["then"] + one.get("end", "\n")).encode())
            yield f"{one['name']}: passes for whole"
        except reader.Broken as wrong:
            if wrong.line != one["keep"] + 1:
                yield f"{one['name']}: {wrong}, not line {one['keep'] + 1}"


if __name__ == "__main__":
    if "--make" in sys.argv:
        make()
    sys.exit("\n".join(faults()) or None)
