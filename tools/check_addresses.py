#!/usr/bin/env python3
"""Addresses in web/src are built of parts that cannot become another address.

    tools/check_addresses.py [FOLDER]      prints file:line: what is wrong; exit status 1 when anything is

A template that begins with a slash, or goes on behind an address with one, and each href or src in the markup is an address. What
stands in it is encodeURIComponent(...), query(...), or a name for what the server, or the app itself, made: an id, a slug, a word
of a table in the source. A whole address that a person may have typed goes through webLink(...), which lets http and https through
and nothing else. What the address line holds (page.params) is encoded where it is read.
"""
import re

from checking import tell

# Members and variables that are ids of the server's making wherever they stand in web/src, slugs (days), numbers, and paths of the app's own
# tables (outreach/kinds). New ones are for review: what a person typed is never called so.
MADE = {"id", "editionId", "caseId", "case", "case_id", "story", "picture", "release", "lineage", "edition", "item", "user", "team", "ask", "of",
        "project", "dataset", "seriesId", "slug", "path", "number"}
# Made by query(), in the same file; names of the app's own tables.
ASKED = {"cursor", "search", "asked", "kind.name"}
# What query() itself is made of, and texts with slashes that are no addresses: names of files in the bundle, places of fields in a form.
EXCEPT = {("web/src/lib/api/api.svelte.ts", "text"), ("web/src/lib/words/words.svelte.ts", "code"), ("web/src/lib/records/labels.ts", "code"),
          ("web/src/lib/outreach/CellsInput.svelte", "n"), ("web/src/lib/outreach/CellsInput.svelte", "one.name"),
          ("web/src/lib/outreach/EntriesInput.svelte", "n"),
          # The name of a form and an id, put together by the app; every byte of the shell counts.
          ("web/src/lib/drafts/drafts.svelte.ts", "key")}
ADDRESS = re.compile(r"(?:[\w$.]+[.!?]+)?#?(?:path|address|base|folder|href|url|page)")
# Whole addresses, put together where this check looks at them.
WHOLE = re.compile(r"(?:[\w$.!?]*\.)?(?:href|back|address|way)(?:\(.*\))?", re.S)
CHAIN = re.compile(r"(?:this\.)?(?:[\w$]+(?:\([^()]*\))?[!?]?\.)*([\w$]+)!?")
PARAMS = re.compile(r"page\.params\.\w+!?")
ATTRIBUTE = re.compile(r"(?<![\w-])(?:href|src|srcset|formaction|poster)=(\{|\"[^\"]*\")")


def closing(text, start):
    """Behind the brace that closes the one at `start`; strings and templates inside are skipped."""
    at, depth = start, 0
    while at < len(text):
        letter = text[at]
        if letter in "'\"":
            at = text.find(letter, at + 1)
            if at < 0:
                return len(text)
        elif letter == "`":
            at = template(text, at)[1] - 1
        elif letter in "{(":
            depth += 1
        elif letter in "})":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return len(text)


def template(text, start):
    """The parts of the template literal that begins at `start`: (is an expression, text, place); and where it ends."""
    parts, at, begun = [], start + 1, start + 1
    while at < len(text) and text[at] != "`":
        if text.startswith("${", at):
            end = closing(text, at + 1)
            parts += [(False, text[begun:at], begun), (True, text[at + 2:end - 1].strip(), at)]
            at = begun = end
        else:
            at += 2 if text[at] == "\\" else 1
    parts.append((False, text[begun:at], begun))
    return parts, at + 1


def is_call(word, expression):
    """Nothing but one call of this function."""
    opening = len(word)
    return expression.startswith(word + "(") and closing(expression, opening) == len(expression)


def is_part(expression):
    """May stand in an address."""
    if any(is_call(word, expression) for word in ("encodeURIComponent", "query")):
        return True
    found = CHAIN.fullmatch(expression)
    return bool(found) and (found.group(1) in MADE or expression in ASKED)


def is_whole(expression):
    """May be an address: a literal or a template (both looked at where they stand), one of two such, or an address made elsewhere."""
    expression = expression.strip()
    if expression in ("undefined", "''") or is_call("webLink", expression) or is_call("query", expression) or WHOLE.fullmatch(expression):
        return True
    if expression[:1] in "'\"" and expression[:1] not in expression[1:-1] and expression[-1:] == expression[:1]:
        return expression[1:2] in "/#?" or expression[1:-1].startswith(("https://", "mailto:"))
    if expression[:1] == "`" and template(expression, 0)[1] == len(expression):
        return expression[1:2] in "/#?"
    chosen = re.fullmatch(r".+? \? (.+) : (.+)", expression, re.S)
    return bool(chosen) and is_whole(chosen.group(1)) and is_whole(chosen.group(2))


def templates(text):
    """Of each template that is an address: its expressions."""
    for found in re.finditer(r"`(?:/|\?|\$\{)", text):
        parts, _ = template(text, found.start())
        if parts[0][1]:
            yield from (part for part in parts if part[0])
        elif len(parts) > 2 and parts[2][1][:1] in ("/", "?") and ADDRESS.fullmatch(parts[1][1]):
            yield from (part for part in parts[2:] if part[0])


def attributes(text):
    """(is a whole address, expression, place) of each address in the markup."""
    for found in ATTRIBUTE.finditer(text):
        value = found.group(1)
        if value == "{":
            yield True, text[found.start(1) + 1:closing(text, found.start(1)) - 1].strip(), found.start()
            continue
        opening = value.find("{")
        while opening >= 0:
            end = closing(value, opening)
            yield opening == 1, value[opening + 1:end - 1].strip(), found.start()
            opening = value.find("{", end)


def faults_in(text, markup):
    for _, expression, at in templates(text):
        if not is_part(expression):
            yield at, f"{expression} in an address: encodeURIComponent({expression})"
    for whole, expression, at in attributes(text) if markup else ():
        if not (is_whole(expression) if whole else is_part(expression)):
            yield at, f"{expression} in href or src: webLink(...) for what is an address, encodeURIComponent(...) for a part"
    for found in PARAMS.finditer(text):
        before = text[:found.start()]
        line = text[found.start():text.find("\n", found.start())]
        if not before.endswith("encodeURIComponent(") and ".map(encodeURIComponent)" not in line:
            yield found.start(), f"{found.group()}: encodeURIComponent({found.group()}) where it is read"


def check(top):
    for path in sorted((top / "web/src").rglob("*")):
        if path.suffix in (".ts", ".js", ".svelte"):
            text = path.read_text("utf-8")
            name = path.relative_to(top).as_posix()
            for at, what in sorted(faults_in(text, path.suffix == ".svelte")):
                if (name, what.partition(" ")[0]) not in EXCEPT:
                    yield f"{name}:{text.count(chr(10), 0, at) + 1}", what


if __name__ == "__main__":
    tell(check)
