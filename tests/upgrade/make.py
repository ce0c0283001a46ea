#!/usr/bin/env python3
"""Freezes what today's program makes, as tests/upgrade/<version>: done once for each tag, never again for the same one.

    python3 tests/upgrade/make.py build/dev/panoh
"""

import json
import lzma
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from support.backups import Keys  # noqa: E402
from support.client import PASSWORD, Client  # noqa: E402
from support.postgres import Postgres  # noqa: E402
from support.server import Place, Server  # noqa: E402
from upgrade import fixtures  # noqa: E402

CASES = 6
STORY = {"location_of_recruitment": "Ош базары", "events": [], "perpetrators": [], "plans": [],
         "referred_in": {"organisation": "hotline", "caseworker": "A. B.", "details": "fictional"},
         "referred_out": {"organisation": "clinic", "caseworker": "C. D.", "details": "fictional"}}


def fill(server):
    """More of a case than the demonstration writes: a story, and a note of a clinician."""
    client = Client(server)
    client.must("POST", "/api/session", {"user_name": "daniyar", "password": PASSWORD})
    case = client.must("GET", "/api/cases?limit=1").json["items"][0]["id"]
    client.must("PUT", f"/api/cases/{case}/story", STORY, {"If-Match": '"0"'})
    clinician = Client(server)
    clinician.must("POST", "/api/session", {"user_name": "saltanat", "password": PASSWORD})
    case = clinician.must("GET", "/api/cases?limit=1").json["items"][0]["id"]
    clinician.must("POST", f"/api/cases/{case}/notes", {"kind": "medical", "text": "Fictional: slept well."})


def freeze(program, cluster, folder, keys):
    engine = "postgresql" if cluster else "sqlite"
    server = Server(program, Place(cluster))
    secret = server.place.folder / "data" / "node.secret"
    try:
        if (folder / "node.secret").exists():
            secret.parent.mkdir()
            shutil.copy(folder / "node.secret", secret)
            secret.chmod(0o600)
        server.must("demo", "--cases", CASES)
        shutil.copy(secret, folder / "node.secret")
        server.start()
        fill(server)
        said = fixtures.seen(server)
        server.stop()
        server.must("backup", "--to", folder / f"{engine}.age", "--recipient", keys.public)
        if cluster:
            (folder / "postgresql.sql.xz").write_bytes(lzma.compress(cluster.dump(server.place.database), preset=9))
        else:
            (folder / "sqlite.db.xz").write_bytes(lzma.compress((secret.parent / "panoh.db").read_bytes(), preset=9))
        return said
    finally:
        server.remove()


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    folder = HERE / version
    if folder.exists():
        sys.exit(f"{folder.name} is frozen already")
    folder.mkdir()
    keys, cluster = Keys(), Postgres().start_new()
    try:
        shutil.copy(keys.private, folder / "offline.key")
        expected = {"sqlite": freeze(program, None, folder, keys), "postgresql": freeze(program, cluster, folder, keys)}
        (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    finally:
        cluster.remove()
        keys.remove()


if __name__ == "__main__":
    main()
