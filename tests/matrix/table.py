"""Reads the hand-written tables. Of the rows that fit a cell the one that covers the fewest cells says what must come; two that
cover equally many and disagree are a fault of the table, and so is a row that decides nothing."""

import functools
import pathlib

FOLDER = pathlib.Path(__file__).parent
FAMILIES = {
    "service": ("NGO", "HealthServiceOrganisation", "LegalService", "CorporateBusiness", "SchoolOrCollege", "InternationalOrganisation"),
    "authority": ("LawEnforcement", "CentralGovernmentOrganisation", "LocalGovernmentOrganisation", "ImmigrationService", "ConsularService",
                  "LabourInspectorate", "SocialProtection"),
    "donor": ("Donor",),
}
TYPES = tuple(kind for family in FAMILIES.values() for kind in family)
ANSWERS = {"allowed", "denied", "not_ours", "hidden", "sealed", "no_session", "unfinished", "wrong_origin"}


class Fault(Exception):
    """The table says two things, or nothing."""


class Row:
    def __init__(self, line, place, words, values):
        self.place, self.line = place, line
        *columns, self.answer = (part.strip() for part in line.split(","))
        if len(columns) != len(values) or self.answer not in ANSWERS:
            raise Fault(f"{place}: not a row: {line}")
        self.sets, self.size = [], 1
        for text, all_values in zip(columns, values):
            wanted = {value for word in text.split("|") for value in words.get(word, word).split("|")}
            if unknown := wanted - {"*"} - set(all_values):
                raise Fault(f"{place}: nobody knows {', '.join(sorted(unknown))}")
            self.sets.append(set(all_values) if "*" in wanted else wanted)
            self.size *= len(self.sets[-1])
        self.routes = {"*"} if columns[0] == "*" else self.sets[0]
        self.used = False

    def fits(self, cell):
        return all(value in wanted for value, wanted in zip(cell, self.sets))


class Table:
    """`values`: for each column but the last all that can stand there."""

    def __init__(self, name, values):
        words = {family: "|".join(kinds) for family, kinds in FAMILIES.items()}
        self.rows = []
        for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
            line = line.strip()
            if line.startswith("let "):
                word, _, meaning = line[4:].partition(" = ")
                words[word] = meaning
            elif line and not line.startswith("#"):
                self.rows.append(Row(line, f"{name}:{number}", words, values))
        self.by_route = {}
        for row in self.rows:
            for route in row.routes:
                self.by_route.setdefault(route, []).append(row)

    def routes(self):
        return self.by_route.keys() - {"*"}

    @functools.lru_cache(maxsize=None)
    def answer(self, *cell):
        rows = [row for route in (cell[0], "*") for row in self.by_route.get(route, []) if row.fits(cell)]
        if not rows:
            raise Fault(f"no row fits {cell}")
        least = min(row.size for row in rows)
        first, *others = (row for row in rows if row.size == least)
        for other in others:
            if other.answer != first.answer:
                raise Fault(f"{first.place} and {other.place} disagree about {cell}")
        for row in (first, *others):
            row.used = True
        return first.answer

    def idle(self):
        """Rows that decided nothing."""
        return [f"{row.place} decides nothing: {row.line}" for row in self.rows if not row.used]
