"""Writes a copy of a C++ file with every mutant in it, one of which can be chosen when the program starts.

Found from the text alone, so that a rule somebody adds is mutated without a word here: each value of a table becomes each other
value of its kind; each condition is turned around, taken for true and for false; each comparison, `and` and `or` is exchanged;
each `not` and each part of an `and` or `or` is left out; each returned value, each word of an enumeration and each group of a
`case` becomes another one; each check is left out.
"""

import re

HEAD = """#include <cstdlib>
namespace { bool mutant(int number) {
    static const int chosen = std::getenv("PANOH_MUTANT") ? std::atoi(std::getenv("PANOH_MUTANT")) : 0;
    return chosen == number;
} }
"""
SWAPS = {"==": ("!=",), "!=": ("==",), "&&": ("||",), "||": ("&&",), "<": (">=",), ">=": ("<", ">"), ">": ("<=",), "<=": (">",)}
OPERATOR = re.compile(r"==|!=|&&|\|\||(?<= )(?:>=|<=|<|>)(?= )")
NOT = re.compile(r"!(?=[A-Za-z_(])")
WORD = re.compile(r"\b((?:\w+::)*(?:Action|Role|Family|Verdict|Reach|Stage|Who|Compartment|OrganisationType))::(\w+)\b")
STATEMENT = re.compile(r"(?P<lead>\bif \(|\breturn (?=[^;{}]*;)|(?<![=!<>])=\s(?=[^;{}]*;))")
CELLS = re.compile(r"\{(?P<action>Action::\w+),(?P<flag>\s*(?:true|false),)?\s*\{(?P<cells>[\w\s,]+)\}\}")
ALIAS = re.compile(r"^constexpr auto (\w+) = (\w+)::(\w+);$", re.M)
TABLE = re.compile(r"^constexpr (std::array<(\w+), \d+> \w+ = \{\{)", re.M)
CHECK = re.compile(r"^[ ]+(PANOH_CHECK\([^;]*\);)$", re.M)
CASE_GROUP = re.compile(r"(?P<labels>(?:[ ]+case [\w:]+:\n)+)(?P<return>[ ]+return (?P<value>[^;]+);\n)")
COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*')


class Mutant:
    def __init__(self, number, line, what):
        self.number, self.line, self.what = number, line, what

    def __str__(self):
        return f"{self.number}, line {self.line}: {self.what}"


class Schemata:
    """`text` is the mutated copy, `mutants` all that are in it; nothing outside `within` (regular expressions, all of the file if
    there are none) is touched."""

    def __init__(self, source, within=()):
        self.mutants, self.lines = [], []
        self.words = {}
        plain = COMMENT.sub(lambda found: found.group() if found.group().startswith('"') else " " * len(found.group()), source)
        for kind, word in WORD.findall(plain):
            kind = kind.rpartition("::")[2]
            self.words.setdefault(kind, [])
            if word not in self.words[kind]:
                self.words[kind].append(word)
        self.aliases = {name: kind for name, kind, _ in ALIAS.findall(plain)}
        spans = [re.search(place, plain, re.S).span() for place in within] or [(0, len(plain))]
        edits = [edit for edit in self.edits(plain) if any(first <= edit[0] and edit[1] <= last for first, last in spans)]
        self.text = HEAD + TABLE.sub(r"const \1", self.applied(plain, edits))

    def edits(self, plain):
        """(start, end, maker of the new text) of places that do not overlap, in order."""
        found = [*self.table_edits(plain), *self.case_edits(plain), *self.check_edits(plain), *self.statement_edits(plain)]
        kept, end = [], 0
        for edit in sorted(found, key=lambda one: (one[0], -one[1])):
            if edit[0] >= end:
                kept.append(edit)
                end = edit[1]
        return kept

    def applied(self, plain, edits):
        out, at = [], 0
        for start, end, make in edits:
            out += [plain[at:start], make(plain.count("\n", 0, start) + 1)]
            at = end
        return "".join(out) + plain[at:]

    def add(self, line, what):
        self.mutants.append(Mutant(len(self.mutants) + 1, line, what))
        return len(self.mutants)

    def choice(self, line, original, others, what):
        """`original`, or one of the others when its mutant is chosen."""
        chain = f"({original})"
        for other, how in others:
            chain = f"(mutant({self.add(line, f'{what}: {how}')}) ? ({other}) : {chain})"
        return chain

    # Tables

    def table_edits(self, plain):
        for row in CELLS.finditer(plain):
            action = row.group("action")
            if row.group("flag"):
                start, end = row.span("flag")
                value = row.group("flag").strip(" ,")
                other = "false" if value == "true" else "true"
                yield start, end - 1, lambda line, v=value, o=other, a=action: " " + self.choice(line, v, [(o, o)], f"{a}, flag {v}")
            at = row.start("cells")
            for number, cell in enumerate(row.group("cells").split(",")):
                name = cell.strip()
                start = at + cell.index(name)
                if name in self.aliases:
                    others = [other for other in self.aliases if other != name and self.aliases[other] == self.aliases[name]]
                    what = f"{action}, column {number + 1}, {name}"
                    yield start, start + len(name), lambda line, n=name, o=others, w=what: self.choice(line, n, [(one, one) for one in o], w)
                at += len(cell) + 1

    # Checks that return a refusal

    def check_edits(self, plain):
        for one in CHECK.finditer(plain):
            yield *one.span(1), lambda line, text=one.group(1): f"if (!mutant({self.add(line, f'without {text}')})) {{ {text} }}"

    # Groups of a switch: one label goes with another group

    def case_edits(self, plain):
        for group in CASE_GROUP.finditer(plain):
            yield group.start("return"), group.end("return"), lambda line, g=group: self.case_text(line, g, switched(plain, g.start()))

    def case_text(self, line, group, on):
        labels = re.findall(r"case ([\w:]+):", group.group("labels"))
        value = group.group("value")
        out = ""
        found = WORD.fullmatch(value)
        if found and len(labels) > 1:
            kind = found.group(1)
            for label in labels:
                for other in self.others(kind, found.group(2)):
                    number = self.add(line, f"{label}: {other}, not {found.group(2)}")
                    out += f"        if (mutant({number}) && {on} == {label}) return {kind}::{other};\n"
            return out + group.group("return")
        return f"        return {self.expression(line, value, 'return')};\n"

    def others(self, kind, word):
        return [other for other in self.words[kind.rpartition('::')[2]] if other != word]

    # Conditions, returned values, initialised ones

    def statement_edits(self, plain):
        for found in STATEMENT.finditer(plain):
            lead = found.group("lead")
            start = found.end()
            if lead.startswith("if"):
                end = closing(plain, start)
                start = plain.rfind("; ", start, end) + 1 or start  # behind what an if declares
                yield start, end, lambda line, s=start, e=end: self.condition(line, plain[s:e])
                continue
            end = plain.index(";", start)
            value = plain[start:end]
            if "[&]" in value or "[=]" in value:
                continue  # what a lambda in it returns is a statement of its own
            if lead.startswith("return"):
                if after_switch(plain, found.start()):
                    continue  # no value of the enumeration comes here; the compiler refuses a switch that leaves one out
                yield start, end, lambda line, v=value: self.expression(line, v, "return")
            elif OPERATOR.search(value) or " ? " in value:
                yield start, end, lambda line, v=value: self.expression(line, v, "value")

    def condition(self, line, text):
        others = [(f"!({text})", "turned around"), ("true", "always"), ("false", "never"), *self.variants(text)]
        return self.choice(line, text, [(f"static_cast<bool>({other})", how) for other, how in others], f"if ({flat(text)})")

    def expression(self, line, text, what):
        flag = re.fullmatch(r"true|false", text.strip())
        if flag:
            other = "false" if text == "true" else "true"
            return self.choice(line, text, [(other, other)], f"{what} {text}")
        if not (OPERATOR.search(text) or NOT.search(text) or " ? " in text or WORD.search(text)):
            return text
        others = self.variants(text)
        parts = re.match(r"(?P<if>.*?)\s\?\s(?P<then>.*?)\s:\s(?P<else>.*)$", text, re.S)
        if parts and "(" not in parts.group("if").replace("()", ""):
            then, other = parts.group("then"), parts.group("else")
            others += [(then, "always the first"), (other, "always the second"), (f"!({parts.group('if')}) ? {then} : {other}", "turned around")]
        elif OPERATOR.search(text):
            others.append((f"!({text})", "turned around"))
        return self.choice(line, text, others, f"{what} {flat(text)}")

    def variants(self, text):
        """The same with one operator, one `not`, one part or one word of it another."""
        found = []
        for one in OPERATOR.finditer(text):
            for other in SWAPS[one.group()]:
                found.append((text[:one.start()] + other + text[one.end():], f"{one.group()} becomes {other}"))
        for one in NOT.finditer(text):
            found.append((text[:one.start()] + text[one.end():], "without a not"))
        for one in WORD.finditer(text):
            for other in self.others(one.group(1), one.group(2))[:3]:
                found.append((text[:one.start(2)] + other + text[one.end(2):], f"{one.group(2)} becomes {other}"))
        return found + without_parts(text)


def switched(text, at):
    """What the switch around a place is about."""
    return re.findall(r"switch \(([^;{}]*)\) {", text[:at])[-1]


def closing(text, at):
    """Where the bracket that was opened before `at` is closed."""
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at - 1


def after_switch(text, at):
    """Whether a statement stands behind the closing bracket of a switch."""
    before = text[:at].rstrip()
    if not before.endswith("}"):
        return False
    depth, place = 1, len(before) - 2
    while depth:
        depth += {"}": 1, "{": -1}.get(before[place], 0)
        place -= 1
    return bool(re.search(r"switch \([^;{}]*\) ?$", before[:place + 1].rstrip()))


def without_parts(text):
    """An `and` or `or` at the top with one part left out."""
    for operator in (" || ", " && "):
        parts, depth, start = [], 0, 0
        for at, sign in enumerate(text):
            depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(sign, 0)
            if not depth and re.match(re.escape(operator.strip()), text[at:]):
                parts.append(text[start:at])
                start = at + 2
        parts.append(text[start:])
        if len(parts) > 1 and " ? " not in text:
            return [(operator.join(part.strip() for number, part in enumerate(parts) if number != out), f"without {flat(parts[out])}")
                    for out in range(len(parts))]
    return []


def flat(text):
    return " ".join(text.split())
