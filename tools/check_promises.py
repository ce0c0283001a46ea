#!/usr/bin/env python3
"""Each test that docs/promises.md names is there: stories and unit tests by their file, quoted tests by their first words."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def tests_named(cell):
    """(`file`, [quoted names that follow it]) in the order of the cell."""
    for token, rest in re.findall(r"`([\w/*]+)`([^`]*)", cell):
        yield token, re.findall(r'"([^"]+)"', rest)


def fault(token, names, root=ROOT):
    if token.startswith("stories/"):
        story = root / "tests" / (token + ".story")
        return "" if story.exists() or list(root.glob(f"tests/{token}*.story")) and token.endswith("*") else f"no story {token}"
    if not token.endswith("_test"):
        return ""
    source = root / "src" / (token + ".cpp")
    if not source.exists():
        return f"no test {token}"
    cases = [re.sub(r'"\s*\n\s*"', "", text) for text in re.findall(r'TEST_CASE\(\s*"((?:[^"\\]|"\s*\n\s*")*)"', source.read_text(encoding="utf-8"))]
    for name in names:
        begin = name.removesuffix("...").strip().lower()
        if not any(case.lower().startswith(begin) for case in cases):
            return f'{token} has no test "{name}"'
    return ""


def main():
    faults = []
    for number, line in enumerate((ROOT / "docs" / "promises.md").read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("|")
        if len(cells) == 4:
            faults += [f"docs/promises.md:{number}: {found}" for found in (fault(*named) for named in tests_named(cells[2])) if found]
    print("\n".join(faults) or "every promise names tests that are there")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
