"""Demonstrations of a size on either engine: made once and kept in build/bench, used as copies that go away again."""

import dataclasses
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time

from server import Server

ROOT = pathlib.Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "bench"
sys.path.insert(0, str(ROOT / "tests"))

from support.postgres import BIN, Postgres  # noqa: E402


@dataclasses.dataclass
class Place:
    """Where one node has its data. `database` is a name within PostgreSQL, nothing for the folder's SQLite."""

    engine: object
    folder: pathlib.Path
    database: str = ""

    @property
    def address(self):
        return self.engine.address(self.database) if self.database else f"sqlite:{self.folder}/panoh.db"

    def rows(self, sql):
        """Every cell as text. On SQLite only while no server writes."""
        return self.engine.rows(self.database or f"file:{self.folder}/panoh.db?mode=ro", sql)

    def columns(self, table):
        return [name for (name,) in self.rows(self.engine.columns_sql.format(table))]

    def serve(self, program, workers=8):
        return Server(program, self.folder, self.address, workers)

    def make(self, program, cases):
        print(f"making {cases:,} fictional cases, {self.engine.label}", flush=True)
        began = time.monotonic()
        subprocess.run([program, "--data", self.folder, "--set", f"database.address={self.address}", "demo", "--cases",
                        str(cases)], check=True, stdout=subprocess.DEVNULL)
        print(f"   {cases / (time.monotonic() - began):,.0f} cases a second, sealed and audited")


class Sqlite:
    label = "SQLite"
    columns_sql = "SELECT name FROM pragma_table_info('{}')"

    def kept(self, program, cases):
        place = Place(self, KEPT / str(cases))
        if not (place.folder / "panoh.db").exists():
            place.make(program, cases)
        return place

    def copy(self, kept):
        place = Place(self, KEPT / "copy")
        self.take_away(place)
        shutil.copytree(kept.folder, place.folder)
        os.sync()  # or the first save that is measured would wait for the copy to reach the disk
        return place

    def fresh(self, program, name, cases):
        """One that is made anew, for what only this version of the program has."""
        place = Place(self, KEPT / name)
        self.take_away(place)
        place.make(program, cases)
        return place

    def take_away(self, place):
        shutil.rmtree(place.folder, ignore_errors=True)

    def rows(self, database, sql):
        with sqlite3.connect(database, uri=True) as opened:
            return [tuple("" if cell is None else str(cell) for cell in row) for row in opened.execute(sql)]

    def hex(self, column):
        return f"lower(hex({column}))"

    def commits_of(self, people, work):
        """What `work` gives, and how often the server committed meanwhile."""
        before = people.server.sqlite_commits()
        came = work()
        return came, people.server.sqlite_commits() - before

    def close(self):
        pass


class KeptPostgres(Postgres):
    """As initdb makes it: fsync and synchronous_commit are on. Its data stay between runs."""

    label = "PostgreSQL"
    columns_sql = "SELECT column_name FROM information_schema.columns WHERE table_name = '{}' ORDER BY ordinal_position"

    def open(self):
        """Raises RuntimeError where there is none."""
        if not BIN.exists():
            raise RuntimeError(f"no {BIN}")
        self.start_new(KEPT / "postgres")
        return self

    def remove(self):
        self.close()

    def kept(self, program, cases):
        place = Place(self, KEPT / f"{cases}-postgres", f"cases_{cases}")
        if not self.has(place.database):
            unfinished = dataclasses.replace(place, database="unfinished")
            self.take_away(unfinished)
            self.new("unfinished")
            unfinished.make(program, cases)
            self.rows("postgres", f"ALTER DATABASE unfinished RENAME TO {place.database}")
        return place

    def copy(self, kept):
        place = Place(self, KEPT / "copy-postgres", "copy")
        self.take_away(place)
        shutil.copytree(kept.folder, place.folder)
        self.new("copy", kept.database)
        return place

    def fresh(self, program, name, cases):
        place = Place(self, KEPT / f"{name}-postgres", name)
        self.take_away(place)
        self.new(name)
        place.make(program, cases)
        return place

    def take_away(self, place):
        self.drop(place.database)
        shutil.rmtree(place.folder, ignore_errors=True)

    def has(self, database):
        return bool(self.rows("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{database}'"))

    def new(self, database, like="template0"):
        self.rows("postgres", f"CREATE DATABASE {database} TEMPLATE {like} STRATEGY file_copy")

    def hex(self, column):
        return f"encode({column}, 'hex')"

    def commits_of(self, people, work):
        """As above, by the durable ones of the whole cluster. A session tells its count when it ends: the server stops."""
        self.rows("postgres", "SELECT pg_stat_reset_shared('wal')")
        came = work()
        people.stop()
        return came, int(self.rows("postgres", "SELECT wal_sync FROM pg_stat_wal")[0][0])

    def close(self):
        self.stop("fast", check=False)
