#!/usr/bin/env python3
"""Verifies a ledger of what was spent on one lineage, without the program, and prints it.

    read_ledger.py FILE [--head HASH]

FILE is `ledger.jsonl`. --head: the hash of a line that was kept elsewhere, as each release has it in its report; it has to be among
the lines. Rules and layout: src/privacy/README.md and ledger_line.h. Needs Python 3 only. Exit 0 when everything holds, 1 when not."""
import argparse
import base64
import datetime
import decimal
import hashlib
import json
import re
import sys
from decimal import Decimal

decimal.getcontext().prec = 40
NUMBERS = ("version", "line", "rho", "spent_before", "spent_after", "epsilon_thousandths", "delta_one_in")
FIRST_MEMBERS = ("line", "previous", "kind", "at", "lineage", "release", "what", "input", "schema", "rho", "spent_before", "spent_after",
                 "epsilon_thousandths", "delta_one_in", "operator_name", "program", "random", "outputs", "hash")
# Of the second form, which has days for times and a salt with each keyed hash of a table.
MEMBERS = ("version", *FIRST_MEMBERS[:8], "salt", *FIRST_MEMBERS[8:])
KINDS = ("opened", "debit", "finished", "exact", "raised")
RANDOM = ("operating system", "chosen: not private")
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d\.\d{3}Z")
UNIT = Decimal(2) ** -40
MOST_UNITS, MOST_THOUSANDTHS, LEAST_ONE_IN, MOST_ONE_IN = 2**50, 100_000, 1000, 10**15


class Broken(Exception):
    def __init__(self, line, why):
        super().__init__(f"line {line}: {why}")
        self.line = line


def hash_of(text):
    digest = hashlib.blake2b(text.encode(), digest_size=32).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def json_text(value):
    if isinstance(value, int):
        return str(value)
    return '"' + re.sub(r'[\x00-\x1f"\\]', lambda found: "\\" + found[0] if found[0] in '"\\' else f"\\u{ord(found[0]):04x}", value) + '"'


def sealed_part(text):
    """A line without its last member, which is the hash of this."""
    return text[:text.rindex(',"hash":"')] + "}"


def epsilon_holds(thousandths, one_in, units):
    """Whether so much zCDP is (thousandths / 1000, 1 / one_in)-DP: Canonne, Kamath and Steinke 2020, corollary 13, at the best alpha."""
    if units == 0:
        return True
    epsilon, rho = Decimal(thousandths) / 1000, units * UNIT
    slope = lambda alpha: (2 * alpha - 1) * rho - epsilon + (1 - 1 / alpha).ln()
    low, high = Decimal(1), Decimal(2)
    while slope(high) < 0:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    # Any alpha above 1 is a proof, so a best one that is a little off says no more than it may.
    log_delta = (high - 1) * (high * rho - epsilon) + high * (1 - 1 / high).ln() - (high - 1).ln()
    return log_delta <= -Decimal(one_in).ln()


def is_time(text):
    try:
        return bool(WHEN.fullmatch(text) and datetime.datetime.fromisoformat(text[:-1]))
    except ValueError:
        return False


def read_line(number, text):
    try:
        pairs = json.loads(text, object_pairs_hook=list)
        names, line = tuple(name for name, _ in pairs), dict(pairs)
    except (ValueError, TypeError):
        raise Broken(number, "it is not whole, or no JSON") from None
    if names not in (MEMBERS, FIRST_MEMBERS) or any(type(line[name]) is not (int if name in NUMBERS else str) for name in names):
        raise Broken(number, "it has other members")
    if text != "{" + ",".join(f"{json_text(name)}:{json_text(value)}" for name, value in pairs) + "}":
        raise Broken(number, "it is written in another way")
    if line["hash"] != hash_of(sealed_part(text)):
        raise Broken(number, "its hash is another")
    return line


class Reading:
    """What the lines say so far."""

    def __init__(self):
        self.lines, self.budget, self.spent, self.finished = [], 0, 0, {}

    def take(self, text):
        number = len(self.lines) + 1
        line = read_line(number, text)
        for why, holds in self.rules(number, line):
            if not holds:
                raise Broken(number, why)
        self.spent = line["spent_after"]
        if line["kind"] in ("opened", "raised"):
            self.budget = line["rho"]
        if line["release"]:
            self.finished[line["release"]] = line["kind"] == "finished"
        self.lines.append(line)

    def rules(self, number, line):
        kind, first = line["kind"], self.lines[0] if self.lines else line
        second = "version" in line
        yield "it is of a form that is not known, or of an older one than the line before", \
            line["version"] == 2 if second else not self.lines or "version" not in self.lines[-1]
        yield "it says more than the day, or has a salt without an input or an input without a salt", \
            not second or line["at"].endswith("T00:00:00.000Z") and bool(line["salt"]) == bool(line["input"])
        yield "its number is another", line["line"] == number
        yield "it does not follow the line before", line["previous"] == (self.lines[-1]["hash"] if self.lines else hash_of(""))
        yield "it has no such kind or time", kind in KINDS and is_time(line["at"])
        yield "only the first line opens", (kind == "opened") == (number == 1)
        yield "it is of another lineage", line["lineage"] == first["lineage"] and line["lineage"]
        yield "it has another delta", line["delta_one_in"] == first["delta_one_in"] and LEAST_ONE_IN <= line["delta_one_in"] <= MOST_ONE_IN
        yield "it does not add up", 0 <= line["rho"] <= MOST_UNITS and line["spent_before"] == self.spent and \
            line["spent_after"] == self.spent + (line["rho"] if kind == "debit" else 0)
        yield "the budget is not raised", kind not in ("opened", "raised") or line["rho"] > self.budget
        yield "it spends nothing, or more than there is", kind != "debit" or 0 < line["rho"] <= self.budget - self.spent
        yield "it has an amount", kind in ("opened", "raised", "debit") or line["rho"] == 0
        yield "its epsilon is too small", 0 <= line["epsilon_thousandths"] <= MOST_THOUSANDTHS and \
            epsilon_holds(line["epsilon_thousandths"], line["delta_one_in"], line["spent_after"])
        noted = kind in ("debit", "exact")
        yield "it lacks what its kind has, or has more", bool(line["release"]) == (noted or kind == "finished") and \
            bool(line["outputs"]) == (kind == "finished") and (line["random"] in RANDOM if noted else not line["random"]) and \
            (kind != "raised" or line["what"])
        if line["release"]:
            yield "its release is finished", not self.finished.get(line["release"])
            yield "nothing was noted for its release", kind != "finished" or line["release"] in self.finished


def read(data):
    """All that the bytes of a ledger say; Broken when a line does not hold."""
    reading = Reading()
    *texts, rest = data.split(b"\n")
    for text in texts:
        try:
            reading.take(text.decode("utf-8"))
        except UnicodeDecodeError:
            raise Broken(len(reading.lines) + 1, "it is no text") from None
    if rest:
        raise Broken(len(texts) + 1, "it is torn")
    return reading


def show(reading):
    if not reading.lines:
        print("empty")
        return
    print(f"{'line':>4}  {'at':<24}  {'kind':<8}  {'release':<12}  {'what':<24}  {'rho':>12}  {'epsilon':>8}  operator")
    for line in reading.lines:
        rho = f"{line['rho'] * UNIT:.9f}" if line["rho"] else ""
        mark = "  (chosen bits: not private)" if line["random"] == RANDOM[1] else ""
        at = line["at"][:10] if "version" in line else line["at"]
        print(f"{line['line']:>4}  {at:<24}  {line['kind']:<8}  {line['release']:<12}  {line['what']:<24}  {rho:>12}  "
              f"{line['epsilon_thousandths'] / 1000:>8.3f}  {line['operator_name']}{mark}")
    first, last = reading.lines[0], reading.lines[-1]
    print(f"lineage {first['lineage']}: {reading.spent * UNIT:.9f} of {reading.budget * UNIT:.9f} spent: "
          f"epsilon {last['epsilon_thousandths'] / 1000} at a delta of one in {first['delta_one_in']:,}")
    print(f"{len(reading.lines)} lines, every one follows the one before and adds up; head {last['hash']}")


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("file")
    words.add_argument("--head", help="the hash of a line, kept elsewhere")
    # A hash may begin with a dash.
    given = [*sys.argv[1:]]
    if "--head" in given[:-1]:
        at = given.index("--head")
        given[at:at + 2] = ["--head=" + given[at + 1]]
    given = words.parse_args(given)
    try:
        with open(given.file, "rb") as file:
            reading = read(file.read())
        show(reading)
        if given.head and given.head not in [line["hash"] for line in reading.lines]:
            sys.exit("broken: no line has that hash: lines were cut off, or all were written anew")
        if not given.head:
            print("NOT proved: that nothing was cut off behind the last line; say --head with a hash that was kept elsewhere")
    except Broken as broken:
        sys.exit(f"broken: {broken}")


if __name__ == "__main__":
    main()
