"""Databases that earlier versions made, kept for ever: tests/upgrade/<version>, made by tests/upgrade/make.py.

Made-up people with the password of every demonstration. Each version has its SQLite file, its PostgreSQL dump, a backup of
each, the node secret, the key that opens the backups, and what the routes said of every case when it was made.
"""

import json
import lzma
import pathlib

from support.client import PASSWORD, Client

HERE = pathlib.Path(__file__).resolve().parent
# Who together can open everything: the supervisors of the three teams, and a clinician.
PEOPLE = ("daniyar", "yermek", "otabek", "saltanat")
PARTS = ("", "/identity", "/whereabouts", "/story", "/notes")


def versions():
    return sorted(folder.name for folder in HERE.iterdir() if (folder / "expected.json").exists())


def bring(server, version, way):
    """The kept database into an empty place, as it was or out of its backup; what went wrong."""
    kept, engine = HERE / version, "postgresql" if server.place.cluster else "sqlite"
    data = server.place.folder / "data"
    if way == "restored":
        ran = server.command("restore", "--from", kept / f"{engine}.age", "--identity", kept / "offline.key", "--node-secret",
                             kept / "node.secret")
        return [] if ran.returncode == 0 else [ran.stdout + ran.stderr]
    data.mkdir()
    (data / "node.secret").write_bytes((kept / "node.secret").read_bytes())
    (data / "node.secret").chmod(0o600)
    if server.place.cluster:
        server.place.cluster.load(server.place.database, lzma.decompress((kept / "postgresql.sql.xz").read_bytes()))
    else:
        (data / "panoh.db").write_bytes(lzma.decompress((kept / "sqlite.db.xz").read_bytes()))
    return []


def seen(server):
    """All that these people can open, by person, case and part; only what a later version says too is compared."""
    found = {}
    for who in PEOPLE:
        client = Client(server)
        client.must("POST", "/api/session", {"user_name": who, "password": PASSWORD})
        for row in client.must("GET", "/api/cases?limit=200").json["items"]:
            for part in PARTS:
                answer = client.request("GET", f"/api/cases/{row['id']}{part}")
                found[f"{who} {row['id']}{part}"] = answer.json if answer.status == 200 else answer.status
        client.close()
    return found


def difference(expected, now, at=""):
    """Where `now` says less or other than `expected`; a new member is no difference."""
    if isinstance(expected, dict) and isinstance(now, dict):
        return [fault for key, value in expected.items() for fault in difference(value, now.get(key), f"{at}.{key}")]
    if isinstance(expected, list) and isinstance(now, list) and len(expected) == len(now):
        return [fault for number, (a, b) in enumerate(zip(expected, now)) for fault in difference(a, b, f"{at}[{number}]")]
    return [] if expected == now else [f"{at}: {expected!r} became {now!r}"]


def faults(server, version):
    expected = json.loads((HERE / version / "expected.json").read_text(encoding="utf-8"))
    engine = "postgresql" if server.place.cluster else "sqlite"
    server.start()
    found = difference(expected[engine], seen(server))[:5]
    server.stop()
    verdict = server.command("audit", "verify")
    return found + ([] if verdict.returncode == 0 else [verdict.stdout + verdict.stderr])
