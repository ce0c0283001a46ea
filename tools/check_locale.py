#!/usr/bin/env python3
"""Forbids what depends on the machine's locale.

    tools/check_locale.py [FOLDER]         prints file:line: what is wrong; exit status 1 when anything is

Browsers do not know our languages: `Intl`, `toLocaleString` and the like follow the host for Tajik, Turkmen or Kyrgyz. Only
web/src/lib/words may name them. In C++ a comma for a decimal point, or a Turkish i, would come from the environment: numbers
go through <charconv> and the JSON code, letters through core/text.h. Tests (*_test.cpp) may use streams.
"""
import re

from checking import tell

WORDS = "web/src/lib/words/"
WEB = re.compile(r"\bIntl\b|\.toLocale\w*|\blocaleCompare\b")
CPP = re.compile(
    r"\b(?:to(?:lower|upper)|is(?:alpha|alnum|digit|lower|upper|space|punct|xdigit|print|cntrl|graph))\s*\("
    r"|\b(?:isw|tow)(?:alpha|alnum|digit|lower|upper|space|punct)\b"
    r"|\bstrto(?:d|f|ld)\b|\bato(?:f|i|l|ll)\s*\(|\bsto(?:d|f|ld)\s*\("
    r"|\bsetlocale\b|\bstd::locale\b|\bimbue\b|\bstr(?:coll|xfrm|casecmp|ncasecmp)\b"
    r"|\b[io]?stringstream\b|\bput_time\b|\bget_time\b|\bstrftime\b|\bstrptime\b"
    r"|\bs?n?scanf\b|\bs?n?printf\b|\bto_(?:lower|upper)(?:_copy)?\s*\(|\blexical_cast\b|<(?:cctype|locale|clocale)>"
)
TOKENS = re.compile(r'//[^\n]*|/\*.*?\*/|R"\(.*?\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def without_comments(text, strings_too):
    """The same text with comments (and strings) blanked, so that lines keep their numbers."""
    def blank(found):
        token = found.group()
        if token[:2] in ("//", "/*") or strings_too:
            return re.sub(r"[^\n]", " ", token)
        return token
    return TOKENS.sub(blank, text)


def faults_in(path, name, pattern, advice, strings_too):
    text = without_comments(path.read_text("utf-8"), strings_too)
    for found in pattern.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield f"{name}:{line}", f"{found.group().strip(' (')} depends on the locale; {advice}"


def check(top):
    for path in sorted((top / "web/src").rglob("*")):
        name = path.relative_to(top).as_posix()
        if path.suffix in (".ts", ".js", ".svelte") and not name.startswith(WORDS):
            yield from faults_in(path, name, WEB, f"use {WORDS}", strings_too=False)
    for path in sorted((top / "src").rglob("*")):
        if path.suffix in (".cpp", ".h") and not path.name.endswith("_test.cpp"):
            name = path.relative_to(top).as_posix()
            yield from faults_in(path, name, CPP, "use <charconv>, core/text.h or core/json.h", strings_too=True)


if __name__ == "__main__":
    tell(check)
