"""What the two peers have in common: the table they hold, how they are asked, how they are started and stopped."""

import csv
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import asks
import load
from places import KEPT

HOME = KEPT / "peers"
PASSWORD = "lantern by the river"
# Columns of a case beside the coded fields, as far as lists go by them. Times are each peer's own.
PLACE = ("reference", "team", "assigned_to", "opened_by", "state", "country", "due_sort", "age_band")
# The indexes of case_file; the one by state in the order that the list of one state asks for, because nobody tells their
# planners which to walk.
INDEXES = ("team, opened_at, id, state, country, assigned_to, opened_by",
           "team, updated_at, id, state, country, assigned_to, opened_by",
           "team, due_sort, id, state, country, assigned_to, opened_by",
           "team, country, opened_at, id, state, assigned_to, opened_by",
           "team, state, opened_at, id, country, updated_at, due_sort, assigned_to, opened_by",
           "assigned_to, team, due_sort, state", "opened_by, team")
SHOWN = ("id,reference,state,trafficking_status,exploitation,country,citizenship,gender,age_band,country_of_exploitation,"
         "team,assigned_to,next_step,due_on,opened_at,updated_at")


class Absent(Exception):
    """It cannot be had here; the text says why."""


def indexes():
    yield "CREATE UNIQUE INDEX case_reference ON cases (reference)"
    for number, columns in enumerate(INDEXES):
        yield f"CREATE INDEX case_index_{number} ON cases ({columns})"


class Rows:
    """The cases of a demonstration, without what is sealed: (id, opened_at, updated_at, then `columns`)."""

    def __init__(self, place):
        hexed = {name: place.engine.hex(name) for name in ("id", "team", "assigned_to", "opened_by")}
        self.coded = asks.coded_columns(place)
        self.columns = (*PLACE, *self.coded)
        wanted = ("id", "opened_at", "updated_at", *self.columns)
        self.all = place.rows(f"SELECT {', '.join(hexed.get(name, name) for name in wanted)} FROM case_file")
        # The people of the largest team see theirs, as ayana does.
        team = 3 + PLACE.index("team")
        self.team = max({row[team] for row in self.all}, key=[row[team] for row in self.all].count)
        state = 3 + PLACE.index("state")
        seen = sorted(row for row in self.all if row[team] == self.team and row[state] != "closed")
        self.seen = [row[0] for row in seen[:asks.SAMPLE]]

    def bodies(self):
        """What is created: the coded fields of some of them; %k in the reference makes each another."""
        for row in self.all[:200]:
            cells = {name: int(cell) if name in asks.NUMBERS else cell for name, cell in zip(self.columns, row[3:]) if cell}
            yield {**cells, "team": self.team, "reference": "%k"}


def csv_file(path, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    path.chmod(0o644)


def free_port():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


class Peer:
    """One of them on one engine; `begin` installs, starts and fills it. `headers` are those of an ordinary person, `saved` is
    the path of its records."""

    name = base = saved = ""
    process = None

    def __init__(self, rows, engine):
        self.rows, self.kept, self.engine = rows, engine, engine.label
        self.headers, self.ids = {}, []
        peer_home = HOME / f"{self.name.lower()}-{self.engine}"
        shutil.rmtree(peer_home, ignore_errors=True)
        peer_home.mkdir(parents=True)
        self.folder, self.log = peer_home, HOME / f"{peer_home.name}.log"
        self.log.unlink(missing_ok=True)

    def ask(self, method, path, body=None, token=None):
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers, method=method)) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{self.name}: {method} {path}: {error.code} {error.read().decode()[:500]}") from None
        return json.loads(text) if text else None

    def start(self, words, path, **more):
        with self.log.open("a", encoding="utf-8") as out:
            self.process = subprocess.Popen(words, stdout=out, stderr=out, stdin=subprocess.DEVNULL, **more)
        for _ in range(600):
            try:
                urllib.request.urlopen(self.base + path).read()
                return
            except OSError:
                time.sleep(0.1)
                if self.process.poll() is not None:
                    break
        raise Absent(f"it does not start, see {self.log}")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()

    def run(self, kind, connections, seconds):
        return load.run(self.base, self.headers, getattr(self, kind)(), connections, seconds)

    def open(self):
        return [load.line("GET", f"{self.saved}/{case}") for case in self.ids]

    def save(self):
        return [load.line("PATCH", f"{self.saved}/{case}", f'{{"{asks.SAVED}": %n}}') for case in self.ids]

    def create(self):
        return [load.line("POST", self.saved, json.dumps(body, ensure_ascii=False)) for body in self.rows.bodies()]


def must(words, log, **more):
    """Runs a step of an installation; what goes wrong stands in the log."""
    with log.open("a", encoding="utf-8") as out:
        ran = subprocess.run(words, stdout=out, stderr=out, stdin=subprocess.DEVNULL, check=False, **more)
    if ran.returncode != 0:
        raise Absent(f"{' '.join(map(str, words[:3]))} failed, see {log}")
