"""Plays a story: a plain-text file of requests and what must come back. The language: tests/stories/README.md."""

import datetime
import json
import operator
import re
import shlex
import time

from support import totp
from support.client import Client
from support.described import Described

REQUEST = re.compile(r"^(?:(\d+) times |(until) )?(GET|POST|PUT|PATCH|DELETE) (\S+)\s*((?:\[[A-Z][\w-]*: [^\]]*\]\s*)*)(.*)$", re.S)
CHECK = re.compile(r"^(\$\S*|header \S+|body) (==|!=|>|<|has|lacks|is) (.+)$", re.S)
KEEP = re.compile(r"^(\w+) = (\$\S*|header \S+|last word)$")
GIVEN = re.compile(r"^given (\w+) = (.+)$", re.S)
SOON = re.compile(r"^in (\d+) seconds$")
TOTP = re.compile(r"^totp (\S+?)(?: ([+-]\d+))?$")
STEP = re.compile(r"\.(\w+)|\[(\d+|\*)\]")
SUM = re.compile(r"^(-?\d+) ([+-]) (\d+)$")
UNTIL_SECONDS = 30


def has(whole, part):
    if isinstance(whole, dict):
        return isinstance(part, str) and part in json.dumps(whole, ensure_ascii=False)
    return part in whole


COMPARE = {"==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt, "has": has,
           "lacks": lambda whole, part: not has(whole, part)}


class Failed(Exception):
    """What came back is not what the story says."""


def sentences(text):
    """Joins continued lines; yields (number of the first line, sentence)."""
    number, current = 0, ""
    for place, line in enumerate(text.splitlines(), 1):
        if line[:1].isspace() and line.strip():
            current += "  " + line.strip()
            continue
        if current:
            yield number, current
        number, current = place, "" if line.startswith("#") else line.strip()
    if current:
        yield number, current


def document_of(body):
    """JSON where it is one, else the text."""
    try:
        return json.loads(body) if body[:1] in (b"{", b"[") else body.decode(errors="replace")
    except ValueError:
        return body.decode(errors="replace")


def look_up(path, document):
    """The value at `$.items[0].name`; None when there is none."""
    values, many = [document], False
    for name, index in STEP.findall(path[1:]):
        if index == "*":
            values, many = [item for value in values if isinstance(value, list) for item in value], True
            continue
        values = [one_step(value, name, index) for value in values]
    return values if many else values[0]


def one_step(value, name, index):
    try:
        if name == "length" and isinstance(value, (list, str)):
            return len(value)
        return value[name] if name else value[int(index)]
    except (KeyError, IndexError, TypeError):
        return None


class Story:
    """One story on one engine. `demonstration` makes servers, `shared` is the one that most stories use."""

    routes = {}  # what each program says of its routes

    def __init__(self, file, demonstration, shared):
        self.file, self.demonstration, self.shared = file, demonstration, shared
        self.server, self.own = shared, None
        self.clients, self.kept = {}, {}
        self.client = Client(self.server)

    def play(self):
        number, sentence = 0, ""
        try:
            for number, sentence in sentences(self.file.read_text(encoding="utf-8")):
                self.step(sentence)
        except Exception as error:  # whatever it is, it is this story's
            kind = "" if isinstance(error, Failed) else f"{type(error).__name__}: "
            raise Failed(f"{self.file.parent.name}/{self.file.name}:{number}: {sentence}\n      {kind}{error}") from None
        finally:
            for client in [self.client, *self.clients.values()]:
                client.close()
            if self.own:
                self.own.remove()

    def fill(self, text):
        def kept(match):
            value = self.kept.get(match.group(1), match.group(0))
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return re.sub(r"\{(\w+)\}", kept, text)

    def step(self, sentence):
        if sentence.startswith("on a "):
            return self.move_to(sentence)
        if sentence.startswith("as "):
            return self.become(sentence[3:].partition(",")[0].strip())
        if given := GIVEN.match(sentence):
            return self.give(*given.groups())
        request, arrow, expected = sentence.partition("->")
        if not arrow:
            raise Failed("not a sentence of a story")
        if request.startswith("panoh "):
            return self.command(request, expected.strip())
        if request.startswith("beside panoh "):
            self.running()
            return self.command(request.removeprefix("beside "), expected.strip(), stopped=False)
        found = REQUEST.match(self.fill(request.strip()))
        if not found:
            raise Failed("not a sentence of a story")
        times, until, *asked = found.groups()
        if until:
            return self.ask_until(asked, expected.strip())
        for _ in range(int(times or 1)):
            self.check(self.ask(*asked), expected.strip())

    def move_to(self, sentence):
        cluster = self.shared.place.cluster
        where, _, settings = sentence.partition(" with ")
        if where == "on a fresh server":
            self.own = self.demonstration.server(cluster, settings.split())
        elif where == "on a real node":
            self.own = self.demonstration.real(cluster, settings.split())
        else:
            raise Failed("not a sentence of a story")
        self.server = self.own
        self.client = Client(self.server)

    def become(self, who):
        if who == "nobody":
            self.client = Client(self.running())
            return
        if who not in self.clients:
            self.clients[who] = Client(self.running())
            answer = self.clients[who].sign_in(who)
            if answer.status != 201:
                raise Failed(f"cannot sign in as {who}: {answer.status} {answer.body[:200]!r}")
        self.client = self.clients[who]

    def running(self):
        if not self.server.process:
            self.server.start()
        return self.server

    def give(self, name, text):
        text = self.fill(text)
        if soon := SOON.match(text):
            at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=int(soon.group(1)))
            self.kept[name] = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            return
        found = TOTP.match(text)
        self.kept[name] = totp.code(found.group(1), int(found.group(2) or 0)) if found else json.loads(text)

    def command(self, request, expected, stopped=True):
        if self.server is self.shared:
            raise Failed("a command needs a server of the story's own")
        if stopped:
            self.server.stop()
        words = [self.file.parent / word if word.startswith("./") else word for word in shlex.split(self.fill(request))[1:]]
        ran = self.server.command(*words)
        status, *checks = re.split(r"\s{2,}", expected)
        if ran.returncode != int(status):
            raise Failed(f"exit {ran.returncode}: {ran.stdout}{ran.stderr}")
        printed = ran.stdout + ran.stderr
        for check in checks:
            if kept := KEEP.match(check):
                self.kept[kept.group(1)] = printed.split()[-1]
            elif not (part := re.match(r"^prints (.+)$", check)) or json.loads(self.fill(part.group(1))) not in printed:
                raise Failed(f"{check}: {printed}")

    def ask(self, method, path, brackets, body):
        headers = dict(re.split(r":\s*", part, maxsplit=1) for part in re.findall(r"\[([^\]]*)\]", brackets))
        headers = {name: None if value == "absent" else value for name, value in headers.items()}
        raw = body.strip().encode() or None
        if raw and raw.startswith(b"repeat "):
            raw = b'{"text":"' + b"x" * int(raw.split()[1]) + b'"}'
        elif raw and raw.startswith(b"from "):
            raw = self.beside(body.split()[1])
            headers.setdefault("Content-Type", "text/csv")
        self.running()
        answer = self.client.request(method, path, headers=headers, raw=raw)
        if fault := self.described().fault(method, path, answer):
            raise Failed(fault)
        return answer

    def described(self):
        """What the program says of its routes: the same for all of its servers."""
        if self.server.program not in Story.routes:
            Story.routes[self.server.program] = Described(self.server)
        return Story.routes[self.server.program]

    def ask_until(self, asked, expected):
        end = time.monotonic() + UNTIL_SECONDS
        while True:
            try:
                return self.check(self.ask(*asked), expected)
            except Failed:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def beside(self, name):
        return (self.file.parent / name).read_bytes()

    def check(self, answer, expected):
        status, *parts = re.split(r"\s{2,}", expected)
        if answer.status != int(status):
            raise Failed(f"status {answer.status}: {answer.body[:600].decode(errors='replace')}")
        document = document_of(answer.body)
        for part in parts:
            if kept := KEEP.match(part):
                value = self.value_at(kept.group(2), answer, document)
                if value is None:
                    raise Failed(f"nothing at {kept.group(2)}")
                self.kept[kept.group(1)] = value
            elif found := CHECK.match(part):
                self.compare(answer, document, *found.groups())
            else:
                raise Failed(f"not a check: {part}")

    @staticmethod
    def value_at(path, answer, document):
        return answer.header(path[7:]) if path.startswith("header ") else look_up(path, document)

    def compare(self, answer, document, path, sign, wanted):
        if sign == "is":
            if answer.body != self.beside(wanted):
                raise Failed(f"the answer is not {wanted}, byte for byte")
            return
        value = self.value_at(path, answer, document)
        wanted = self.fill(wanted)
        counted = SUM.match(wanted)
        if counted:
            number, plus, more = counted.groups()
            wanted = int(number) + (int(more) if plus == "+" else -int(more))
        else:
            wanted = json.loads(wanted)
        if value is None and sign not in ("==", "!=") or not COMPARE[sign](value, wanted):
            raise Failed(f"{path} is {json.dumps(value, ensure_ascii=False)}, not {sign} {wanted!r}")
