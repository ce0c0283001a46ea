"""The built program as a running server, on either engine, with a data folder of its own."""

import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import tempfile


class Server:
    """`place` is where its data are: see `Place`. Starts at once; `remove()` takes everything away again."""

    def __init__(self, program, place):
        self.program, self.place = str(program), place
        self.words = ["--data", str(place.folder / "data"), "--set", "server.port=0", *place.words]
        self.log = place.folder / "server.log"
        # Temporary files lie where invariants look for what must not lie there.
        (place.folder / "tmp").mkdir(exist_ok=True)
        self.environment = {**os.environ, "TMPDIR": str(place.folder / "tmp")}
        self.process = None

    @property
    def demo(self):
        return self.place.demo

    def command(self, *words, typed=None):
        """Runs one command on the stopped node; a CompletedProcess. `typed` is what somebody types."""
        return subprocess.run([self.program, *self.words, *map(str, words)], capture_output=True, text=True, check=False,
                              input=typed, env=self.environment, timeout=600)

    def must(self, *words):
        """What a command printed that has to go well."""
        ran = self.command(*words)
        if ran.returncode != 0:
            raise AssertionError(f"panoh {shlex.join(map(str, words))}: {ran.returncode}\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def start(self):
        words = [self.program, *self.words, "serve"] + (["--demo"] if self.demo else [])
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, env=self.environment)
        line = self.process.stdout.readline()
        found = re.search(r"http://([\d.]+):(\d+)/", line)
        if not found:
            self.kill()
            raise AssertionError(f"the server did not start: {line}{self.log.read_text(encoding='utf-8')[-2000:]}")
        self.host, self.port = found.group(1), int(found.group(2))
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            self.process.wait(timeout=60)
            self.process.stdout.close()
            self.process = None

    def kill(self):
        self.stop(signal.SIGKILL)

    def remove(self):
        self.kill()
        self.place.remove()


class Place:
    """A data folder, and a database on the engine. `cluster=None` is SQLite."""

    def __init__(self, cluster=None, demo=True, folder=None, database=None):
        self.cluster, self.demo = cluster, demo
        self.folder = folder or pathlib.Path(tempfile.mkdtemp(prefix="panoh-test-"))
        self.database = database or (cluster.create() if cluster else None)
        self.words = ["--set", f"database.address={cluster.address(self.database)}"] if cluster else []

    @property
    def engine(self):
        return "PostgreSQL" if self.cluster else "SQLite"

    def copy(self):
        """The same data again, for a server that is to change them; only while nobody uses this place."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-test-"))
        if (self.folder / "data").exists():
            shutil.copytree(self.folder / "data", folder / "data")
        database = self.cluster.create(self.database) if self.cluster else None
        return Place(self.cluster, self.demo, folder, database)

    def rows(self, sql):
        """What the database answers to one SELECT, as tuples of texts; only while the server is stopped."""
        if self.cluster:
            return self.cluster.rows(self.database, sql)
        import sqlite3
        database = sqlite3.connect(f"file:{self.folder}/data/panoh.db?mode=ro", uri=True)
        try:
            return [tuple(str(value) for value in row) for row in database.execute(sql)]
        finally:
            database.close()

    def everything(self):
        """All rows of all tables as {table: [{column: value}]}; only while the server is stopped."""
        if self.cluster:
            tables = self.cluster.rows(self.database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return {table: [from_json(line) for (line,) in self.cluster.rows(self.database, f"SELECT row_to_json(t) FROM {table} t")]
                    for (table,) in tables}
        import sqlite3
        database = sqlite3.connect(f"file:{self.folder}/data/panoh.db?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        try:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in tables}
        finally:
            database.close()

    def write(self, sql, *values):
        """One statement with `?` for its values (bytes, texts, numbers, None); only while the server is stopped."""
        if self.cluster:
            for value in values:
                sql = sql.replace("?", sql_literal(value), 1)
            self.cluster.rows(self.database, sql)
            return
        import sqlite3
        database = sqlite3.connect(f"{self.folder}/data/panoh.db")
        try:
            with database:
                database.execute(sql, values)
        finally:
            database.close()

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.cluster:
            self.cluster.drop(self.database)


def from_json(line):
    """A row of PostgreSQL's row_to_json: bytes are texts that begin with \\x."""
    return {name: bytes.fromhex(value[2:]) if isinstance(value, str) and value.startswith("\\x") else value
            for name, value in json.loads(line).items()}


def sql_literal(value):
    """As PostgreSQL reads it."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


class Demonstration:
    """A demonstration made once for each engine; every server gets a copy of it in a moment."""

    def __init__(self, program, cluster, cases=20):
        self.program, self.cluster, self.cases = program, cluster, cases
        self.made = {}

    def clusters(self):
        """One for each engine: None is SQLite."""
        return (None, self.cluster)

    def server(self, cluster, settings=()):
        """A server on a copy of the demonstration, started; its `settings` are `name=value`."""
        if cluster not in self.made:
            place = Place(cluster)
            self.made[cluster] = place
            Server(self.program, place).must("demo", "--cases", self.cases)
        place = self.made[cluster].copy()
        for setting in settings:
            place.words += ["--set", setting]
        return Server(self.program, place).start()

    def real(self, cluster, settings=()):
        """An empty node that is no demonstration, stopped; its `settings` are `name=value`."""
        place = Place(cluster, demo=False)
        for setting in settings:
            place.words += ["--set", setting]
        return Server(self.program, place)

    def remove(self):
        for place in self.made.values():
            place.remove()
        self.made = {}
