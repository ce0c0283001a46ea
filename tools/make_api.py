#!/usr/bin/env python3
"""Makes docs/api.md from the API description of a running server.

    curl -s http://127.0.0.1:8080/api/openapi.json | python3 tools/make_api.py > docs/api.md
    python3 tools/make_api.py FILE > docs/api.md

The server describes its own route table, so the page says what is served. Enumerations that are a list of data/codes
are named instead of spelt out.
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
MISSING = ["~unknown", "~not_asked", "~refused", "~withheld"]
SIMPLE = {"date": "day", "date-time": "time", "uuid": "id", "int32": "number", "int64": "number"}

HEAD = """\
# HTTP API

Made by `tools/make_api.py` from `/api/openapi.json` of a running server (version {version}); do not edit by hand.

**Common to all.** JSON in UTF-8, `snake_case`. Unknown, missing, repeated and ill-typed members of a body are refused, all in
one answer. A refusal is `application/problem+json` (RFC 9457): `status`, a stable `code`, and where it applies `field`,
`faults` (a list of `code` and `field`) and, for 412, `current`: what stands now. A signed-in browser sends the session's
cookie (`__Host-s`; `panoh-s` on plain loopback). A request that changes something must come from the same origin: the browser's
`Sec-Fetch-Site: same-origin`, or an `Origin` whose host is `Host`. Lists answer `items` and `next`, the cursor of the next page
or null; `limit` is at most 200. **If-Match** carries the version that was read (`"7"`), which answers give as `ETag`; without it 428,
with an old one 412. **Idempotency-Key** makes a repeated creating request create once.

**How to read.** `member?` may be left out. `id` is a UUID, `day` is `2026-11-23`, `time` is `2026-11-23T18:04:05.123Z`. `code of x` is one
of `data/codes/x.json`; `answer of x` is one of them or `~unknown`, `~not_asked`, `~refused`, `~withheld`. `| null` may be null; in a
PATCH, null clears. *Policy* is the right it asks for; who has it stands in `src/access/README.md`. Every route can also answer the
codes that begin with `http/`, and those of its body that begin with `json/`.
"""


def code_lists():
    """Every list of codes, by its codes."""
    lists = {}
    for file in sorted((ROOT / "data" / "codes").glob("*.json")):
        read = json.loads(file.read_text(encoding="utf-8"))
        lists[frozenset(code["code"] for code in read["codes"])] = read["list"]
    return lists


def enumeration(values, lists):
    known = [value for value in values if value not in MISSING]
    name = lists.get(frozenset(known))
    if name:
        return f"{'answer' if len(known) < len(values) else 'code'} of {name}"
    if "open_to_all" in values:
        return "policy"
    return " | ".join(f'"{value}"' for value in values)


def simple(schema, lists):
    """One word for a type without members."""
    if "enum" in schema:
        return enumeration(schema["enum"], lists)
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        return " | ".join({"integer": "number"}.get(one, one) for one in kind)
    if schema.get("format") in SIMPLE:
        return SIMPLE[schema["format"]]
    return {"string": "text", "boolean": "true | false", "integer": "number", "number": "number"}.get(kind, kind)


def shape(schema, lists, depth=0):
    """A schema as indented text."""
    if "anyOf" in schema:
        return " | ".join(shape(one, lists, depth) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{shape(schema.get('items', {}), lists, depth)}]"
    if schema.get("type") == "object" and schema.get("properties"):
        needed = set(schema.get("required", []))
        inside = "  " * (depth + 1)
        lines = [f"{inside}{name}{'' if name in needed else '?'}: {shape(member, lists, depth + 1)}"
                 for name, member in schema["properties"].items()]
        return "{\n" + "\n".join(lines) + "\n" + "  " * depth + "}"
    return simple(schema, lists)


def content(title, holder, lists):
    """The body of a request or an answer."""
    for media, what in (holder or {}).get("content", {}).items():
        schema = what.get("schema") or {}
        if not schema.get("properties"):
            yield f"{title}: `{media}`\n"
        else:
            yield f"{title}:\n\n```\n{shape(schema, lists)}\n```\n"


def operation(method, path, described, lists):
    yield f"### {method.upper()} {path}\n"
    yield described["summary"] + "\n"
    parts = [f"Policy `{described['x-policy']}`"]
    parts += [f"`{one['name']}`" + (" needed" if one["required"] else "")
              for one in described.get("parameters", []) if one["in"] == "header"]
    yield "; ".join(parts) + ".\n"
    query = [one for one in described.get("parameters", []) if one["in"] == "query"]
    if query:
        yield "\n".join(f"- `?{one['name']}` {one['description']}" for one in query) + "\n"
    yield from content("Takes", described.get("requestBody"), lists)
    for status, answer in described["responses"].items():
        if status != "default":
            given = list(content(f"Gives {status}", answer, lists))
            yield from given or [f"Gives {status}.\n"]
    codes = described["responses"].get("default", {}).get("x-codes", [])
    if codes:
        yield "Refusals: " + ", ".join(f"`{code}`" for code in codes) + ".\n"


def chapter_of(path):
    words = path.strip("/").split("/")
    return "node" if words[0] != "api" or words[1] == "openapi.json" else words[1]


def page(api):
    lists = code_lists()
    yield HEAD.format(version=api["info"]["version"])
    chapter = None
    for path, methods in sorted(api["paths"].items(), key=lambda item: (chapter_of(item[0]), item[0])):
        if chapter_of(path) != chapter:
            chapter = chapter_of(path)
            yield f"## {chapter}\n"
        for method, described in methods.items():
            yield from operation(method, path, described, lists)


def main():
    text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else sys.stdin.read()
    print("\n".join(page(json.loads(text))).rstrip())


if __name__ == "__main__":
    main()
