"""A small parser of ICU MessageFormat: what our catalogues use, and nothing more.

`parse(text)` gives a Message: its plain text pieces, and its arguments with their kind and choices. It refuses what ICU and
intl-messageformat would read differently from what the writer meant, such as a lone apostrophe before a brace.
"""
import re
from dataclasses import dataclass, field


class BadMessage(ValueError):
    """The text is no ICU message; the words say where."""


@dataclass
class Message:
    texts: list = field(default_factory=list)  # plain pieces, choices included
    kinds: dict = field(default_factory=dict)  # argument -> "value", "number", "plural", "select", "selectordinal"
    choices: dict = field(default_factory=dict)  # argument -> set of choices ("one", "other", "=0", ...)

    def note(self, name, kind, choices=()):
        known = self.kinds.get(name)
        if known not in (None, "value", kind) and kind != "value":
            raise BadMessage(f"{{{name}}} is used as {known} and as {kind}")
        if known is None or kind != "value":
            self.kinds[name] = kind
        self.choices.setdefault(name, set()).update(choices)


class Reader:
    def __init__(self, text):
        self.text, self.at, self.message = text, 0, Message()

    def fail(self, what):
        raise BadMessage(f"{what} at letter {self.at + 1}")

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def skip_space(self):
        while self.peek().isspace():
            self.at += 1

    def word(self, what):
        self.skip_space()
        found = re.compile(r"=?[A-Za-z0-9_]+").match(self.text, self.at)
        if not found:
            self.fail(f"{what} expected")
        self.at = found.end()
        self.skip_space()
        return found.group()

    def expect(self, sign):
        if self.peek() != sign:
            self.fail(f"'{sign}' expected")
        self.at += 1

    def apostrophe(self):
        """'' is an apostrophe, '{...' quotes until the next one; a lone one stays itself."""
        following = self.text[self.at + 1:self.at + 2]
        if following == "'":
            self.at += 2
            return "'"
        if following in ("{", "}"):
            end = self.text.find("'", self.at + 2)
            if end < 0:
                self.fail("quotation without end")
            quoted = self.text[self.at + 1:end]
            self.at = end + 1
            return quoted
        self.at += 1
        return "'"

    def pieces(self, inside):
        text = ""
        while self.at < len(self.text) and self.peek() != "}":
            if self.peek() == "'":
                text += self.apostrophe()
            elif self.peek() == "{":
                self.message.texts.append(text)
                text = ""
                self.argument()
            else:
                text += self.peek()
                self.at += 1
        self.message.texts.append(text)
        if self.peek() == "}" and not inside:
            self.fail("'}' without '{'")

    def argument(self):
        self.expect("{")
        name = self.word("argument name")
        kind = "value"
        if self.peek() == ",":
            self.at += 1
            kind = self.word("kind of argument")
            if kind in ("plural", "select", "selectordinal"):
                self.expect(",")
                self.message.note(name, kind, self.branches(kind))
            elif kind == "number":
                self.message.note(name, kind)
            else:
                self.fail(f"kind '{kind}' is not used here")
        else:
            self.message.note(name, kind)
        self.expect("}")

    def branches(self, kind):
        found = set()
        self.skip_space()
        while self.peek() not in ("}", ""):
            choice = self.word("choice")
            if choice in found:
                self.fail(f"choice '{choice}' twice")
            found.add(choice)
            self.expect("{")
            self.pieces(inside=True)
            self.expect("}")
            self.skip_space()
        if "other" not in found:
            self.fail(f"{kind} without 'other'")
        return found


def parse(text):
    reader = Reader(text)
    reader.pieces(inside=False)
    return reader.message
