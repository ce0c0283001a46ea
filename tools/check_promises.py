#!/usr/bin/env python3
"""Each test that docs/promises.md and docs/asvs.md name is there, and the checklist is whole.

Named are unit tests (`slice/file_test`: "first words ..."), stories (`stories/slice/name`), suites of ./do test (suite `name`: "words",
or a part of it), programs of the browser suite (`name.mjs`), and files of the repository.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
STATES = ("met", "n/a", "open")
# Requirements of ASVS 5.0.0 of level 1 and of level 2, as published.
LEVELS = {"1": 70, "2": 183}


def plain(text):
    return re.sub(r"\s+", " ", text).strip().lower()


def tests_named(cell):
    """(`file` or "suite NAME", [quoted names that follow it]) in the order of the cell."""
    for token, rest in re.findall(r"`([\w/*.-]+)`([^`]*)", cell):
        yield token, re.findall(r'"([^"]+)"', rest)


def first_words(name):
    return plain(name.strip(". ").partition("...")[0])


def suites(root):
    file = root / "tests/suites/__init__.py"
    return re.findall(r'^    "(\w+)": ', file.read_text(encoding="utf-8"), re.M) if file.exists() else []


def fault_of_suite(name, quoted, root):
    """Quoted words stand somewhere in the Python of the tests: texts of a suite's expectations are put together there."""
    texts = plain(" ".join(file.read_text(encoding="utf-8") for file in sorted((root / "tests").rglob("*.py"))
                           if "node_modules" not in file.parts))
    for words in quoted:
        if first_words(words) not in texts:
            return f'suite {name} has no "{words}"'
    return ""


def fault_of_unit_test(token, names, root):
    source = root / "src" / (token + ".cpp")
    if not source.exists():
        return f"no test {token}"
    cases = [re.sub(r'"\s*\n\s*"', "", text) for text in re.findall(r'TEST_CASE\(\s*"((?:[^"\\]|"\s*\n\s*")*)"', source.read_text(encoding="utf-8"))]
    for name in names:
        if not any(plain(case).startswith(first_words(name)) for case in cases):
            return f'{token} has no test "{name}"'
    return ""


def fault(token, names, root=ROOT):
    if token.startswith("stories/"):
        story = root / "tests" / (token + ".story")
        return "" if story.exists() or list(root.glob(f"tests/{token}*.story")) and token.endswith("*") else f"no story {token}"
    if token.endswith("_test"):
        return fault_of_unit_test(token, names, root)
    if token.endswith(".mjs"):
        return "" if list(root.glob(f"tests/browser/{token}")) + list(root.glob(token)) else f"no {token}"
    if token in suites(root):
        return fault_of_suite(token, names, root)
    if not token.startswith("/") and re.search(r"\.(py|md|csv|tsv|cmake|h|txt|json)$", token) and not (root / token).exists() and not (root / "tests" / token).exists():
        return f"no file {token}"
    return ""


def faults_of_promises(root=ROOT):
    for number, line in enumerate((root / "docs/promises.md").read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("|")
        if len(cells) in (4, 5):
            cell = cells[-2]
            for found in (fault(*named, root) for named in tests_named(cell)):
                if found:
                    yield f"docs/promises.md:{number}: {found}"
            for name in re.findall(r"suite `(\w+)`", cell):
                if name not in suites(root):
                    yield f"docs/promises.md:{number}: no suite {name}"


def faults_of_checklist(root=ROOT):
    """Every line has a state, what is met names something, and the count at the end is that of the lines."""
    text, rows = (root / "docs/asvs.md").read_text(encoding="utf-8"), []
    for number, line in enumerate(text.splitlines(), 1):
        found = re.fullmatch(r"\| V([\d.]+) \| ([12]) \| (.+?) \| (\S+) \| (.+) \|", line)
        if not found:
            if line.startswith("| V"):
                yield f"docs/asvs.md:{number}: not a line of five cells"
            continue
        requirement, level, _, state, why = found.groups()
        rows.append((requirement, level, state))
        where = f"docs/asvs.md:{number}: V{requirement}"
        if state not in STATES:
            yield f"{where} is {state}"
        yield from (f"{where}: {what}" for what in (fault(*named, root) for named in tests_named(why)) if what)
        yield from (f"{where}: no suite {name}" for name in re.findall(r"suite `(\w+)`", why) if name not in suites(root))
    if len({row[0] for row in rows}) != len(rows):
        yield "docs/asvs.md: a requirement stands there twice"
    for level, many in LEVELS.items():
        if sum(row[1] == level for row in rows) != many:
            yield f"docs/asvs.md: not {many} requirements of level {level}"
    for state in STATES:
        counts = [sum(row[2] == state and row[1] == level for row in rows) for level in LEVELS]
        if f"| {state} | {counts[0]} | {counts[1]} | {sum(counts)} |" not in text:
            yield f"docs/asvs.md: {state} is {counts[0]}, {counts[1]}, {sum(counts)}"


def main():
    faults = [*faults_of_promises(), *faults_of_checklist()]
    print("\n".join(faults) or "every promise and every line of the checklist names tests that are there")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
