#!/usr/bin/env python3
"""Replays the audit chain without the program, and says what is proved and what is not.

    read_audit.py FILE [--checkpoints FILE] [--key KEY]

FILE is what `panoh audit export` (or the auditor's page) gave, or the database file of a SQLite node. --checkpoints: notes that
were kept elsewhere: a copy of audit-checkpoints.txt. --key: what `panoh audit key` said when you first met the node. Layouts:
src/audit/README.md. Needs Python 3 and libsodium. Exit 0 when everything fits, 1 when something does not."""
import argparse
import base64
import collections
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import re
import sqlite3
import struct
import sys

COLUMNS = ("seq", "at", "actor", "session_hash", "action", "outcome", "object", "cases", "purpose", "detail", "hash")
BYTES = ("actor", "session_hash", "object", "cases", "hash")
NOTE = re.compile(r"panoh/audit-chain-v1 ([0-9a-f]{32})\n([1-9]\d{0,18})\n([\w-]{43})\n(\d{4}-\d\d-\d\dT[\d:.]{12}Z)\n\nsignature ([\w-]{86})\n")
Checkpoint = collections.namedtuple("Checkpoint", "origin rows head at text signature")


class Wrong(Exception):
    """What does not fit, in words."""


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def field(value):
    value = struct.pack(">q", value) if isinstance(value, int) else value.encode() if isinstance(value, str) else value or b""
    return struct.pack(">I", len(value)) + value


def row_hash(previous, row):
    message = previous + b"\x01" + b"".join(field(value) for value in row[:10])
    return hashlib.blake2b(message, digest_size=32).digest()


def fingerprint(key):
    return hashlib.blake2b(key, digest_size=32).hexdigest()[:32]


def read_notes(text, where):
    notes = [Checkpoint(found[1], int(found[2]), decoded(found[3]), found[4], found[0].split("\n\n")[0] + "\n", decoded(found[5]))
             for found in NOTE.finditer(text)]
    if len(notes) != len(re.findall("^panoh/audit-chain-v1 ", text, re.M)):
        raise Wrong(f"{where}: a checkpoint cannot be read")
    return notes


def check_signatures(notes, key):
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium") or "libsodium.so.23")
    sodium.sodium_init()
    for note in notes:
        text = note.text.encode()
        if note.origin != fingerprint(key) or sodium.crypto_sign_verify_detached(
                note.signature, text, ctypes.c_ulonglong(len(text)), key) != 0:
            raise Wrong(f"the checkpoint of {note.rows} rows is not signed with the key {fingerprint(key)}")


class Database:
    """The file of a SQLite node."""

    def __init__(self, path):
        self.rows_of = sqlite3.connect(pathlib.Path(path).resolve().as_uri() + "?mode=ro", uri=True)
        self.first, self.before, self.key = 1, bytes(32), None
        # Rows that are filed under their cases a little later. audit_case is ordered by case; the replay asks by row.
        self.pending = {seq for (seq,) in self.rows_of.execute("SELECT seq FROM audit_pending")}
        self.rows_of.execute("CREATE TEMP TABLE listed AS SELECT seq, case_id FROM audit_case")
        self.rows_of.execute("CREATE INDEX temp.listed_seq ON listed (seq, case_id)")

    def rows(self):
        yield from self.rows_of.execute(f"SELECT {', '.join(COLUMNS)} FROM audit_row ORDER BY seq")

    def check_row(self, row):
        listed = self.rows_of.execute("SELECT case_id FROM temp.listed WHERE seq = ? ORDER BY case_id", row[:1])
        if row[0] not in self.pending and b"".join(case_id for (case_id,) in listed) != row[7]:
            raise Wrong(f"row {row[0]}: audit_case lists other cases")

    def notes(self):
        return read_notes("".join(note for (note,) in self.rows_of.execute("SELECT note FROM audit_checkpoint ORDER BY seq")), "the database")

    def check_end(self, last, head):
        stored = self.rows_of.execute("SELECT seq, hash FROM audit_head WHERE id = 1").fetchone() or (0, bytes(32))
        if stored != (last, head):
            raise Wrong(f"row {min(stored[0], last) + 1}: the stored head says that the chain ends elsewhere")

    def should_hold(self, note):
        return True


class Export:
    """JSON lines: a head, rows and checkpoints, people, an end."""

    def __init__(self, path):
        self.path, self.text, self.head, self.end = path, "", None, {}
        try:
            for self.end in self.lines():
                self.head = self.head or self.end
                self.text += self.end.get("checkpoint", "")
            self.first, self.before, self.key = self.head["first"], bytes.fromhex(self.head["before"]), decoded(self.head["public_key"])
            whole = self.head["format"] == "panoh-audit-export-1" and "end" in self.end
        except (ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            raise Wrong("this is no export, or its end is missing")

    def lines(self):
        with open(self.path, encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def rows(self):
        for line in self.lines():
            if "seq" in line:
                try:
                    yield tuple(bytes.fromhex(line[name]) if name in BYTES else line[name] for name in COLUMNS)
                except (ValueError, KeyError, TypeError):
                    raise Wrong(f"row {line['seq']} cannot be read") from None

    def check_row(self, row):
        pass

    def notes(self):
        return read_notes(self.text, "the export")

    def check_end(self, last, head):
        count = max(last - self.first + 1, 0)
        if (count, head.hex()) != (self.end["end"], self.end["head"] if count else head.hex()) or (count and last != self.head["last"]):
            raise Wrong(f"row {last + 1}: the export says that it ends elsewhere")

    def should_hold(self, note):
        # An export of some days does not go to the end of the chain.
        return self.head["to"] is None and note.at <= self.head["made_at"]


def replay(source, notes):
    """(number of the last row, its hash, checkpoints that fit, those outside of these rows)"""
    heads = collections.defaultdict(list)
    for note in notes:
        heads[note.rows].append(note)
    last, head, fitting = source.first - 1, source.before, []
    for row in source.rows():
        if row[0] != last + 1:
            raise Wrong(f"row {min(row[0], last + 1)}: missing, or one too many")
        if row_hash(head, row) != row[10]:
            raise Wrong(f"row {row[0]}: its hash is another")
        source.check_row(row)
        last, head = row[0], row[10]
        for note in heads.pop(last, ()):
            if note.head != head:
                raise Wrong(f"row {last}: the checkpoint of {note.at} had another head")
            fitting.append(note)
    source.check_end(last, head)
    outside = sorted((note for rest in heads.values() for note in rest), key=lambda note: note.rows)
    for note in outside:
        if note.rows > last and source.should_hold(note):
            raise Wrong(f"row {last + 1}: missing: the checkpoint of {note.at} counts {note.rows} rows")
    return last, head, fitting, outside


def report(path, kept_notes, key):
    with open(path, "rb") as file:
        source = (Database if file.read(15) == b"SQLite format 3" else Export)(path)
    notes, signer = source.notes() + kept_notes, key or source.key
    if key and source.key and key != source.key:
        raise Wrong(f"the file brings another key along: {fingerprint(source.key)}")
    if signer:
        check_signatures(notes, signer)
    last, head, fitting, outside = replay(source, notes)
    if signer:
        print(f"signed with the key {fingerprint(signer)}" + ("" if key else ", which came with the file: compare it with the one you keep"))
    elif notes:
        print(f"{len(fitting)} checkpoints fit, but nobody knows who signed them: say --key")
    newest = max(fitting if signer else (), key=lambda note: note.rows, default=None)
    proved = newest.rows if newest else source.first - 1
    if newest:
        print(f"proved by {len(fitting)} checkpoints: rows {source.first} to {proved} are as they were at {newest.at}")
    if outside:
        print(f"{len(outside)} checkpoints are of rows that are not in this file")
    if last > proved:
        print(f"NOT proved: rows {proved + 1} to {last}. They follow one another, and no checkpoint says that they are as they were, "
              "nor that none was cut off after them")
    else:
        print(f"NOT proved: that nothing was cut off after row {last}")
    print(f"{last - source.first + 1} rows, chain whole, head {head.hex()}")


def joined(words):
    """`--key` in one word with what follows it: one key in 64 begins with a dash."""
    if "--key" not in words[:-1]:
        return words
    at = words.index("--key")
    return [*words[:at], "--key=" + words[at + 1], *words[at + 2:]]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("file")
    words.add_argument("--checkpoints")
    words.add_argument("--key")
    given = words.parse_args(joined(sys.argv[1:]))
    try:
        text = pathlib.Path(given.checkpoints).read_text("utf-8") if given.checkpoints else ""
        report(given.file, read_notes(text, given.checkpoints), decoded(given.key) if given.key else None)
    except Wrong as wrong:
        sys.exit(f"broken: {wrong}")


if __name__ == "__main__":
    main()
