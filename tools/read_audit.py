#!/usr/bin/env python3
"""Replays the audit chain of a SQLite node without the program: read_audit.py panoh.db
Layout: src/audit/README.md. Says the number of rows and the head, or the first row that does not fit."""
import hashlib
import pathlib
import sqlite3
import struct
import sys


def field(value):
    value = struct.pack(">q", value) if isinstance(value, int) else value.encode() if isinstance(value, str) else value or b""
    return struct.pack(">I", len(value)) + value


def replay(database):
    """(rows, head as hexadecimal, what is wrong or None)"""
    previous, count = bytes(32), 0
    # Rows that are filed under their cases a little later.
    pending = {seq for (seq,) in database.execute("SELECT seq FROM audit_pending")}
    rows = database.execute("SELECT seq, at, actor, session_hash, action, outcome, object, cases, purpose, detail, hash "
                            "FROM audit_row ORDER BY seq")
    for row in rows:
        seq, cases = row[0], row[7]
        if seq != count + 1:
            return count, previous.hex(), f"row {min(seq, count + 1)}: gap"
        message = previous + b"\x01" + b"".join(field(value) for value in row[:10])
        if hashlib.blake2b(message, digest_size=32).digest() != row[10]:
            return count, previous.hex(), f"row {seq}: hash"
        listed = database.execute("SELECT case_id FROM temp.listed WHERE seq = ? ORDER BY case_id", (seq,))
        if seq not in pending and b"".join(case_id for (case_id,) in listed) != cases:
            return count, previous.hex(), f"row {seq}: object"
        previous, count = row[10], seq
    head = database.execute("SELECT seq, hash FROM audit_head WHERE id = 1").fetchone() or (0, bytes(32))
    return count, previous.hex(), None if head == (count, previous) else f"row {min(head[0], count) + 1}: head"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    address = pathlib.Path(sys.argv[1]).resolve().as_uri() + "?mode=ro"
    database = sqlite3.connect(address, uri=True)
    # audit_case is ordered by case; the replay asks by row.
    database.execute("CREATE TEMP TABLE listed AS SELECT seq, case_id FROM audit_case")
    database.execute("CREATE INDEX temp.listed_seq ON listed (seq, case_id)")
    rows, head, wrong = replay(database)
    print(f"{rows} rows, head {head}")
    if wrong:
        sys.exit(f"broken at {wrong}")


if __name__ == "__main__":
    main()
