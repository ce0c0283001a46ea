"""Runs the stories: plain-text files of requests and what must come back.

    # A comment.
    as ayana                                     signs in as an account of the demonstration
    as nobody                                    a browser without a session
    GET /api/cases?limit=1                       -> 200  case = $.items[0].id  $.totals.all > 5
    PATCH /api/cases/{case} [If-Match: "{version}"] {"risk_level": "high"}
        -> 412  $.code == "case/stale"  $.current.version == 2

A line that begins with white space continues the one above. `[Name: value]` is a header, `{name}` what an earlier line
kept. After `->` stand the status and any number of checks, two spaces apart: `$.path == JSON`, `!=`, `>`, `<`, `has JSON`
(an item of a list, or a part of a text), and `name = $.path` or `name = header Name`, which keep a value.
"""

import json
import operator
import pathlib
import re

from support.client import Client

REQUEST = re.compile(r"^(GET|POST|PUT|PATCH|DELETE) (\S+)\s*((?:\[[^\]]*\]\s*)*)(.*)$", re.S)
CHECK = re.compile(r"^(\$\S*) (==|!=|>|<|has) (.+)$", re.S)
KEEP = re.compile(r"^(\w+) = (\$\S*|header \S+)$")
STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
COMPARE = {"==": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt,
           "has": lambda whole, part: part in whole}


class Failed(Exception):
    pass


def sentences(text):
    """Joins continued lines; yields (number, sentence)."""
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


def look_up(path, document):
    value = document
    for name, index in STEP.findall(path[1:]):
        try:
            if name == "length" and isinstance(value, (list, str)):
                value = len(value)
            else:
                value = value[name] if name else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return None
    return value


class Story:
    def __init__(self, file, server):
        self.file, self.server = file, server
        self.clients, self.client, self.kept = {}, Client(server), {}

    def fill(self, text):
        return re.sub(r"\{(\w+)\}", lambda m: str(self.kept.get(m.group(1), m.group(0))), text)

    def run(self):
        for number, sentence in sentences(self.file.read_text(encoding="utf-8")):
            try:
                self.step(sentence)
            except (Failed, json.JSONDecodeError) as error:
                raise Failed(f"{self.file.name}:{number}: {sentence}\n    {error}") from None

    def step(self, sentence):
        if sentence.startswith("as "):
            return self.become(sentence[3:].strip())
        request, arrow, expected = sentence.partition("->")
        found = REQUEST.match(self.fill(request.strip()))
        if not arrow or not found:
            raise Failed("not a sentence of a story")
        method, path, brackets, body = found.groups()
        headers = dict(re.split(r":\s*", part, maxsplit=1) for part in re.findall(r"\[([^\]]*)\]", brackets))
        headers = {name: None if value == "none" else value for name, value in headers.items()}
        raw = body.strip().encode() or None
        if raw and raw.startswith(b"repeat "):
            raw = b'{"text":"' + b"x" * int(raw.split()[1]) + b'"}'
        answer = self.client.request(method, path, headers=headers, raw=raw)
        self.check(answer, expected.strip())

    def become(self, who):
        if who == "nobody":
            self.client = Client(self.server)
            return
        if who not in self.clients:
            self.clients[who] = Client(self.server)
            answer = self.clients[who].sign_in(who)
            if answer.status != 201:
                raise Failed(f"cannot sign in as {who}: {answer.status} {answer.body[:200]!r}")
        self.client = self.clients[who]

    def check(self, answer, expected):
        parts = re.split(r"\s{2,}", expected)
        if answer.status != int(parts[0]):
            raise Failed(f"status {answer.status}: {answer.body[:600].decode(errors='replace')}")
        document = json.loads(answer.body) if answer.body[:1] in (b"{", b"[") else answer.body.decode(errors="replace")
        for part in parts[1:]:
            if kept := KEEP.match(part):
                name, source = kept.groups()
                value = answer.header(source[7:]) if source.startswith("header ") else look_up(source, document)
                if value is None:
                    raise Failed(f"nothing at {source}")
                self.kept[name] = value.strip('"') if source.startswith("header ") else value
            elif check := CHECK.match(part):
                path, sign, wanted = check.groups()
                value = look_up(path, document)
                wanted = json.loads(self.fill(wanted))
                if value is None and sign not in ("==", "!=") or not COMPARE[sign](value, wanted):
                    raise Failed(f"{path} is {json.dumps(value, ensure_ascii=False)}, not {sign} {wanted!r}")
            else:
                raise Failed(f"not a check: {part}")


def run_all(server, names, say):
    """Runs every story (or those whose path has one of `names`) on one server; returns (passed, failed)."""
    here = pathlib.Path(__file__).parent
    passed = failed = 0
    for file in sorted(here.rglob("*.story")):
        if names and not any(name in str(file) for name in names):
            continue
        try:
            Story(file, server).run()
            passed += 1
        except Failed as error:
            failed += 1
            say(f"  FAILED {error}")
    return passed, failed
