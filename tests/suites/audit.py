"""The audit chain, its checkpoints and its exports, read by the auditor's own reader: real data of both engines, and copies that
somebody tampered with. About half a minute."""

import contextlib
import hashlib
import importlib.util
import io
import json
import re
import shutil
import sqlite3
import struct
import subprocess
import sys

from suites.places import ROOT
from support.client import PASSWORD, Client

READER = ROOT / "tools" / "read_audit.py"
found_reader = importlib.util.spec_from_file_location("read_audit", READER)
reader = importlib.util.module_from_spec(found_reader)
found_reader.loader.exec_module(reader)
WHY = {"purpose": "audit", "text": "the yearly look"}


def run(context):
    for cluster in context.demonstration.clusters():
        server = context.demonstration.server(cluster)
        try:
            one_engine(context, server)
        finally:
            server.remove()


def signed_in(server, user):
    client = Client(server)
    client.must("POST", "/api/session", {"user_name": user, "password": PASSWORD})
    return client


def read_with(file, *words):
    """(exit status, what the stand-alone reader says), as a command of its own."""
    ran = subprocess.run([sys.executable, READER, str(file), *map(str, words)], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def read_here(file, kept, key):
    """The same in this process: the hundred copies below would be a hundred starts of Python."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            reader.report(str(file), reader.read_notes(kept.read_text("utf-8"), "kept"), reader.decoded(key))
    except reader.Wrong as wrong:
        return 1, f"broken: {wrong}"
    return 0, said.getvalue()


def one_engine(context, server):
    name, folder = server.place.engine, server.place.folder
    kept = folder / "data" / "audit-checkpoints.txt"
    expect = lambda what, good, output="": context.expect(f"{what} on {name}", good, output)
    client = signed_in(server, "ayana")
    case = client.must("GET", "/api/cases?limit=1").json["items"][0]["id"]
    client.must("GET", f"/api/cases/{case}/identity")
    server.stop()  # a checkpoint is made
    server.start()
    for _ in range(3):
        client.must("GET", f"/api/cases/{case}/identity")
    auditor = signed_in(server, "azat")
    state = auditor.must("GET", "/api/audit/state").json
    expect("the auditor sees that nothing speaks against the record", state["alarm"] is None and state["checkpoint"]["rows"] < state["rows"],
           str(state))
    over_http(context, server, auditor, state)
    got = auditor.must("POST", "/api/audit/export", {"from": None, "to": None, "why": WHY}).body
    server.kill()  # no checkpoint at the end: these last rows are not proved
    exported = folder / "audit.jsonl"
    exported.write_bytes(got)
    notes = folder / "kept.txt"
    shutil.copy(kept, notes)
    key = server.must("audit", "key").split()[0]
    expect("the key of the command is that of the page", key == state["public_key"])
    status, said = read_with(exported, "--checkpoints", notes, "--key", key)
    proved = re.search(r"rows 1 to (\d+) are as they were at", said)
    expect("a true export is proved up to its last checkpoint, and the rest is told as not proved",
           status == 0 and proved and f"NOT proved: rows {int(proved[1]) + 1} to" in said, said)
    if not proved:
        return
    # One key in 64 begins so.
    other = "-" + key[1:] if key[0] != "-" else "-A" + key[2:]
    status, said = read_with(exported, "--checkpoints", notes, "--key", other)
    expect("a key that begins with a dash is read as a key, and is another's", status == 1 and "usage" not in said, said)
    lines = [json.loads(line) for line in got.decode().splitlines()]
    tampered_exports(expect, lines, int(proved[1]), folder / "tampered.jsonl", (notes, key))
    verified = server.command("audit", "verify")
    expect("the program says the same", verified.returncode == 0 and f"rows 1 to {proved[1]} are as they were" in verified.stdout,
           verified.stdout + verified.stderr)
    strange = server.command("audit", "verify", f"--key={other}")
    expect("the program refuses checkpoints that another key signed", strange.returncode == 1 and strange.stderr.rstrip().endswith(": signature"),
           strange.stdout + strange.stderr)
    if not server.place.cluster:
        tampered_databases(expect, folder, int(proved[1]), notes, key)
    by_command(expect, server, folder, notes, key)
    found_at_the_start(expect, server, int(proved[1]))


def over_http(context, server, auditor, state):
    expect = lambda what, good, output="": context.expect(f"{what} on {server.place.engine}", good, output)
    for user, wanted in (("jyldyz", 200), ("ayana", 403), ("daniyar", 403), ("meerim", 403)):
        answer = signed_in(server, user).request("GET", "/api/audit/state")
        expect(f"the state of the record for {user}", answer.status == wanted, str(answer.status))
        answer = signed_in(server, user).request("POST", "/api/audit/export", {"from": None, "to": None, "why": WHY})
        expect(f"no record for {user}", answer.status == 403, str(answer.status))
    ask = lambda **more: auditor.request("POST", "/api/audit/export", {"from": None, "to": None, "why": WHY, **more})
    expect("no record without a reason", ask(why={"purpose": "audit", "text": " "}).json["code"] == "export/why_missing")
    expect("no days that end before they begin", ask(**{"from": "2026-02-02", "to": "2026-02-01"}).json["code"] == "audit/days_invalid")
    before = auditor.must("GET", "/api/audit/state").json["rows"]
    first, second = (ask().body.decode().splitlines() for _ in range(2))
    own = json.loads(next(line for line in second if f'"seq":{before + 1},' in line))
    expect("an export has its own row before it, with its purpose and without its words",
           own["action"] == "audit_read" and own["purpose"] == "audit" and own["detail"] == f"rows:1-{before}" and
           not any(WHY["text"] in line for line in second[1:]) and WHY["text"] in second[0], str(own))
    people = [json.loads(line) for line in second if '"person":' in line]
    expect("people of the auditor's own organisation are named, nobody else",
           people and {one["organisation"] for one in people} == {state_of(auditor)}, str(people))
    expect("a file has its own end", json.loads(first[-1])["end"] == before, first[-1])


def state_of(client):
    return client.must("GET", "/api/session").json["organisation"]["name"]


def field(value):
    value = struct.pack(">q", value) if isinstance(value, int) else value if isinstance(value, bytes) else value.encode()
    return struct.pack(">I", len(value)) + value


def hash_of(before, row):
    values = [bytes.fromhex(row[name]) if name in ("actor", "session_hash", "object", "cases") else row[name] for name in
              ("seq", "at", "actor", "session_hash", "action", "outcome", "object", "cases", "purpose", "detail")]
    return hashlib.blake2b(before + b"\x01" + b"".join(map(field, values)), digest_size=32).digest()


def made_anew(lines, first):
    """As somebody who knows the layout: numbers and hashes from row `first` on, and the end, are computed again."""
    before, seq = bytes.fromhex(lines[0]["before"]), lines[0]["first"] - 1
    out = []
    for line in lines:
        if "seq" in line:
            seq += 1
            line = {**line, "seq": seq}
            if seq >= first:
                line["hash"] = hash_of(before, line).hex()
            before = bytes.fromhex(line["hash"])
        out.append(line)
    out[0] = {**out[0], "last": seq}
    out[-1] = {"end": seq - lines[0]["first"] + 1, "head": before.hex()}
    return out


def tampered_exports(expect, lines, proved, file, kept):
    def says(changed):
        file.write_text("".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in changed), encoding="utf-8")
        return read_here(file, *kept)

    def found(what, changed):
        status, said = says(changed)
        expect(f"found: {what}", status == 1 and said.startswith("broken: "), said)

    rows = [number for number, line in enumerate(lines) if "seq" in line]
    old, tail = rows[proved // 2], rows[proved]  # a row long before the checkpoint, and the first after it
    put = lambda place, **new: [*lines[:place], {**lines[place], **new}, *lines[place + 1:]]
    other = {"seq": 9999, "at": 1, "actor": "ab" * 16, "session_hash": "cd" * 32, "action": "case_read_", "outcome": "denied", "object": "ef" * 16,
             "cases": "01" * 16, "purpose": "training", "detail": "x", "hash": "00" * 32}
    for column, value in other.items():
        found(f"column {column} changed", put(old, **{column: value}))
        found(f"column {column} changed in the tail", put(tail, **{column: value}))
    found("a row removed", lines[:old] + lines[old + 1:])
    found("a row put twice", lines[:old] + [lines[old]] + lines[old:])
    found("two rows swapped", [*lines[:old], lines[old + 1], lines[old], *lines[old + 2:]])
    found("the whole table written anew", made_anew(put(old, detail="x"), 1))
    found("a row removed and all after it written anew", made_anew(lines[:old] + lines[old + 1:], proved // 2))
    found("a row put in and all after it written anew", made_anew(lines[:old] + [lines[old]] + lines[old:], proved // 2))
    bare = [line for line in lines if "checkpoint" not in line]
    at = next(number for number, line in enumerate(bare) if line.get("seq") == proved)
    end = [line for line in bare if "seq" not in line][1:]
    found("the end cut off, with a row that a checkpoint counts", made_anew(bare[:at] + end, proved))
    found("a file that is cut short", lines[:-1])
    found("a file whose rows are cut short", [line for line in lines if line.get("seq", 0) < rows[-1] - 3])
    note = next(number for number, line in enumerate(lines) if "checkpoint" in line)
    for old_text, new_text in (("panoh/audit-chain-v1 ", "panoh/audit-chain-v1 0"), ("\n\nsignature ", "\n\nsignature A"), ("Z\n\n", "Z\n\n\n"), ("T", "T0")):
        found(f"a checkpoint changed at {old_text!r}", put(note, checkpoint=lines[note]["checkpoint"].replace(old_text, new_text, 1)))
    swapped = re.sub(r"\n\d+\n", "\n1\n", lines[note]["checkpoint"], count=1)
    found("a checkpoint of another count", put(note, checkpoint=swapped))
    found("another key", put(0, public_key="A" * 43))
    # What nobody can find, and the reader says so.
    status, said = says(made_anew(bare[:at + 2] + end, proved + 2))
    expect("the tail cut off after the last checkpoint is told as not proved", status == 0 and
           f"rows 1 to {proved} are as" in said and f"NOT proved: rows {proved + 1} to {proved + 1}" in said, said)
    status, said = says(made_anew(put(tail, detail="x"), proved + 1))
    expect("the tail written anew is told as not proved", status == 0 and f"NOT proved: rows {proved + 1} to" in said, said)


def tampered_databases(expect, folder, proved, notes, key):
    """The file itself, changed by somebody who has it."""
    whole, file = folder / "whole.db", folder / "tampered.db"
    source = sqlite3.connect(folder / "data" / "panoh.db")
    source.execute("VACUUM INTO ?", (str(whole),))
    source.close()
    status, said = read_with(whole, "--checkpoints", notes, "--key", key)
    expect("the database file is proved as well", status == 0 and f"rows 1 to {proved} are as they were" in said, said)
    status, said = read_with(whole)
    expect("without a key nothing is called proved", status == 0 and "proved by" not in said and "--key" in said, said)
    old = proved // 2
    changes = {f"column {column}": f"UPDATE audit_row SET {column} = {value} WHERE seq = {old}" for column, value in
               (("seq", -5), ("at", "at + 1"), ("actor", "randomblob(16)"), ("session_hash", "randomblob(32)"), ("action", "'case_read_'"),
                ("outcome", "'failed'"), ("object", "randomblob(16)"), ("cases", "randomblob(16)"), ("purpose", "'x'"), ("detail", "'x'"),
                ("hash", "randomblob(32)"))}
    changes |= {"a row removed": f"DELETE FROM audit_row WHERE seq = {old}",
                "the case that a row lists": "DELETE FROM audit_case WHERE seq = (SELECT max(seq) FROM audit_case)",
                "a checkpoint": "UPDATE audit_checkpoint SET note = replace(note, 'signature ', 'signature A')"}
    for what, sql in changes.items():
        shutil.copy(whole, file)
        database = sqlite3.connect(file)
        changed = database.execute(sql).rowcount
        database.commit()
        database.close()
        status, said = read_here(file, notes, key)
        expect(f"found in the database: {what}", changed > 0 and status == 1 and said.startswith("broken: "), said)


def by_command(expect, server, folder, notes, key):
    out = folder / "by-command.jsonl"
    server.must("audit", "export", "--out", out, "--purpose", "audit")
    expect("the file of the command is its owner's alone", out.stat().st_mode & 0o077 == 0)
    status, said = read_with(out, "--checkpoints", notes, "--key", key)
    expect("the export of the command is proved", status == 0 and "are as they were" in said, said)
    names = [json.loads(line) for line in out.read_text("utf-8").splitlines() if '"person":' in line]
    expect("the owner of the machine sees all names", len({one["organisation"] for one in names}) > 1, str(names))
    server.must("audit", "export", "--out", out, "--purpose", "audit", "--from", "2000-01-01", "--to", "2000-01-02")
    status, said = read_with(out)
    expect("days without rows give an empty file that is whole", status == 0 and "\n0 rows" in said, said)
    refused = server.command("audit", "export", "--out", out, "--purpose", "curiosity")
    expect("no export without a purpose of the list", refused.returncode == 1 and "json/code_unknown" in refused.stderr, refused.stderr)


def found_at_the_start(expect, server, proved):
    """A node whose database lost rows below a checkpoint starts, serves, and tells it."""
    forget(server, proved - 1)
    verified = server.command("audit", "verify")
    expect("the program finds the loss by its own file", verified.returncode == 1 and "audit/checkpoint_differs" in verified.stderr,
           verified.stdout + verified.stderr)
    server.start()
    for user in ("azat", "jyldyz"):
        state = signed_in(server, user).must("GET", "/api/audit/state").json
        expect(f"a node that lost rows serves and tells {user}", state["alarm"] == "rows" and state["alarm_rows"] >= proved, str(state))
    expect("the log tells it", "error audit_alarm reason=rows" in server.log.read_text("utf-8"))
    server.stop()


def forget(server, last):
    """Takes away all rows after `last`, tidily: nothing in the database tells it."""
    head = f"UPDATE audit_head SET seq = {last}, hash = (SELECT hash FROM audit_row WHERE seq = {last})"
    statements = [f"DELETE FROM {table} WHERE seq > {last}" for table in ("audit_row", "audit_case", "audit_pending", "audit_checkpoint")] + [head]
    if server.place.cluster:
        for sql in statements:
            server.place.cluster.rows(server.place.database, sql)
        return
    database = sqlite3.connect(server.place.folder / "data" / "panoh.db")
    for sql in statements:
        database.execute(sql)
    database.commit()
    database.close()
