"""PocketBase, built from its public Go module, with the table of peer.py."""

import pathlib
import shutil
import sqlite3
import subprocess
import urllib.parse
from datetime import datetime, timezone

import asks
import load
import peer

VERSION = "v0.36.8"
SOURCE = pathlib.Path(__file__).with_name("pocketbase.go")
ADMINISTRATOR = "administrator@example.org"


def install(log):
    """The built program."""
    home = peer.HOME / f"pocketbase-{VERSION}"
    program = home / "pocketbase"
    if program.exists() and program.stat().st_mtime > SOURCE.stat().st_mtime:
        return program
    if not shutil.which("go"):
        raise peer.Absent("there is no Go")
    print(f"installing PocketBase {VERSION}", flush=True)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.copy(SOURCE, home / "main.go")
    for words in (["mod", "init", "peer"], ["get", f"github.com/pocketbase/pocketbase@{VERSION}"], ["build", "-o", "pocketbase", "."]):
        peer.must(["go", *words], log, cwd=home)
    return program


def time_of(milliseconds):
    return datetime.fromtimestamp(int(milliseconds) / 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3] + "Z"


class PocketBase(peer.Peer):
    name = "PocketBase"
    version = f"PocketBase {VERSION}"
    saved = "/api/collections/cases/records"

    def begin(self):
        program = install(self.log)
        subprocess.run([program, "superuser", "upsert", ADMINISTRATOR, peer.PASSWORD, "--dir", self.folder], check=True,
                       stdout=subprocess.DEVNULL)
        address = f"127.0.0.1:{peer.free_port()}"
        self.base = f"http://{address}"
        self.start([program, "serve", "--http", address, "--dir", self.folder], "/api/health")
        if "synchronous 2" not in self.log.read_text(encoding="utf-8"):
            raise peer.Absent("it does not write with synchronous=FULL")
        self.set_up()
        self.fill()
        self.ids = [digits[:15] for digits in self.rows.seen]

    def sign_in(self, collection, identity):
        body = {"identity": identity, "password": peer.PASSWORD}
        return self.ask("POST", f"/api/collections/{collection}/auth-with-password", body)["token"]

    def set_up(self):
        token = self.sign_in("_superusers", ADMINISTRATOR)
        # No row of its own log for each request.
        self.ask("PATCH", "/api/settings", {"logs": {"maxDays": 0}}, token)
        fields = [{"name": name, "type": "number" if name in asks.NUMBERS else "text"} for name in self.rows.columns]
        fields += [{"name": "opened_at", "type": "autodate", "onCreate": True},
                   {"name": "updated_at", "type": "autodate", "onCreate": True, "onUpdate": True}]
        # A rule that compares with a field of the person costs it a join and a DISTINCT over the whole table: whoever is signed
        # in may see and change all cases, and the list asks for the team's itself, which is less work.
        signed_in = '@request.auth.id != ""'
        self.ask("POST", "/api/collections", {"name": "cases", "type": "base", "fields": fields, "indexes": list(peer.indexes()),
                                              "listRule": signed_in, "viewRule": signed_in, "updateRule": signed_in,
                                              "createRule": signed_in}, token)
        person = {"email": "ayana@example.org", "password": peer.PASSWORD, "passwordConfirm": peer.PASSWORD}
        self.ask("POST", "/api/collections/users/records", person, token)
        self.headers = {"Authorization": self.sign_in("users", "ayana@example.org")}

    def fill(self):
        columns = ("id", "opened_at", "updated_at", *self.rows.columns)
        rows = ([digits[:15], time_of(opened), time_of(updated),
                 *((cell or 0) if name in asks.NUMBERS else cell for name, cell in zip(self.rows.columns, cells))]
                for digits, opened, updated, *cells in self.rows.all)
        with sqlite3.connect(self.folder / "data.db", timeout=60) as database:
            database.executemany(f"INSERT INTO cases ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)
            database.execute("ANALYZE")

    def list(self):
        query = urllib.parse.urlencode({"perPage": 50, "skipTotal": 1, "sort": "-opened_at,-id", "fields": peer.SHOWN,
                                         "filter": f'team = "{self.rows.team}" && state = "active"'})
        return [load.line("GET", f"{self.saved}?{query}")]
