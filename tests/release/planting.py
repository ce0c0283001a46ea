"""One program with every bug of bugs.py in it, one of which is chosen when it starts.

The changed copies are compiled as the real files are and linked in front of them, so that everything else is the real thing.
"""

import concurrent.futures
import json
import os
import re
import shlex

from release.bugs import BUGS
from suites.places import BUILD, ROOT

FOLDER = BUILD / "planted"
TARGET = "release_audit"
HEAD = """#pragma once
#include <cstdlib>
inline bool planted(int number)
{
    static const int chosen = std::getenv("PANOH_PLANTED") ? std::atoi(std::getenv("PANOH_PLANTED")) : 0;
    return chosen == number;
}
"""


class Stale(Exception):
    """A bug whose place is gone."""


def changed(name, bugs):
    """The file with all bugs that change it; several may change the same place."""
    source = (ROOT / name).read_text(encoding="utf-8")
    places = {}
    for number, bug in enumerate(bugs, 1):
        for file, old, new in bug.edits:
            if file != name:
                continue
            if source.count(old) != 1:
                raise Stale(f"the bug is stale: {bug}: {name} has {source.count(old)} times: {old.strip()}")
            places.setdefault(old, []).append(new.replace("PLANTED", f"planted({number})"))
    starts = sorted((source.index(old), old) for old in places)
    out, at = [], 0
    for start, old in starts:
        if start < at:
            raise Stale(f"two bugs overlap in {name}: {old.strip()}")
        out += [source[at:start], composed(old, places[old])]
        at = start + len(old)
    text = "".join(out) + source[at:]
    return text.replace("#pragma once\n", '#pragma once\n#include "planted.h"\n', 1) if name.endswith(".h") else '#include "planted.h"\n' + text


def composed(old, news):
    """Bugs of one place, each around what the one before made of it."""
    made = old
    for new in news:
        if "{old}" not in new and len(news) > 1:
            raise Stale(f"two bugs at one place, and one does not keep what stood there: {old.strip()}")
        made = new.replace("{old}", made)
    return made


def link(context, bugs=BUGS):
    """The program, or none; what is stale has failed by then."""
    files = sorted({file for bug in bugs for file, _, _ in bug.edits})
    texts = {}
    for name in files:
        try:
            texts[name] = changed(name, bugs)
        except Stale as stale:
            context.fail(str(stale))
    if len(texts) < len(files):
        return None
    write("planted.h", HEAD)
    for name, text in texts.items():
        write(name, text)
    sources = sorted(set(includers(texts)) | {name for name in texts if name.endswith(".cpp")})
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        built = list(pool.map(lambda name: compile_one(context, name), sources))
    return link_all(context, built) if all(built) else None


def write(name, text):
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def includers(texts):
    """Sources that include a changed header."""
    headers = [name.removeprefix("src/") for name in texts if name.endswith(".h")]
    for source in sorted((ROOT / "src").rglob("*.cpp")):
        if not source.name.endswith("_test.cpp") and any(f'"{header}"' in source.read_text(encoding="utf-8") for header in headers):
            yield str(source.relative_to(ROOT))


def compile_one(context, name):
    commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    words = shlex.split(next(one["command"] for one in commands if one["file"] == str(ROOT / name)))
    source = FOLDER / name if (FOLDER / name).exists() else ROOT / name
    built = FOLDER / (name + ".o")
    words[words.index("-o") + 1] = str(built)
    words[words.index("-c") + 1] = str(source)
    first = next(place for place, word in enumerate(words) if word.startswith("-I"))
    words[first:first] = [f"-I{FOLDER}", f"-I{FOLDER / 'src'}"]
    status, out = context.run([*words, "-Wno-error", "-w"], cwd=BUILD)
    context.expect(f"the bugs of {name} compile", status == 0, out[-3000:])
    return built if status == 0 else None


def link_all(context, built):
    status, out = context.run(["ninja", "-C", BUILD, "-t", "commands", TARGET])
    linking = shlex.split(out.splitlines()[-1])
    if status != 0 or "-o" not in linking:
        context.fail(f"how {TARGET} is linked", out[-2000:])
        return None
    begin = next(number for number, word in enumerate(linking) if re.search(r"(c|g|clang)\+\+(-\d+)?$", word))
    words = [word for word in linking[begin:] if word not in ("&&", ":")]
    program = FOLDER / TARGET
    words[words.index("-o") + 1] = str(program)
    # The first definition is the one that counts; the archive's own is not asked for any more.
    words[words.index("-o"):words.index("-o")] = map(str, built)
    status, out = context.run(words, cwd=BUILD)
    context.expect("the bugs link", status == 0, out[-3000:])
    return program if status == 0 else None


def run_test(context, program, number, test):
    return context.run([program, f"-tc={test}", "-aa=1"], timeout=1800, cwd=ROOT, env={**os.environ, "PANOH_PLANTED": str(number)})


def noticed(context, program, number, bug):
    """Whether each test that has to notice fails; a bug that ends the program is noticed too."""
    told = ""
    for test in bug.noticed:
        status, out = run_test(context, program, number, test)
        told += out
        if status in (0, None):
            return False, told
    return True, told


def whole(context, program, numbers):
    """The same program with none of the bugs: each test that notices one of these passes."""
    tests = sorted({test for number in numbers for test in BUGS[number - 1].noticed})
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for test, (status, out) in zip(tests, pool.map(lambda test: run_test(context, program, 0, test), tests)):
            context.expect(f"without a bug: {test}", status == 0, out[-3000:])


def run(context, program, numbers):
    """Plants each bug in turn."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for number, (found, out) in zip(numbers, pool.map(lambda number: noticed(context, program, number, BUGS[number - 1]), numbers)):
            context.expect(f"a planted bug is noticed: {BUGS[number - 1]}", found, out[-3000:])
