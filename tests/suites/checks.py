"""Rules that need no build: layers, layout, languages, locale, nothing of this machine in the sources."""

import re
import subprocess
import sys

from suites.places import ROOT

# A developer's folders and package mirrors do not belong into the project.
FOREIGN = re.compile(rb"/work/|/root/|deb\.debian\.org|registry\.npmjs\.org|pypi\.org|crates\.io")


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name.decode() for name in out.split(b"\0") if name]


def run(context):
    context.passes("layers", [sys.executable, "tools/check_layers.py"])
    sources = tracked("src/*.h", "src/*.cpp", "tests/*.cpp", "bench/*.cpp")
    context.passes("layout (./do format mends it)", ["clang-format-16", "--dry-run", "-Werror", *sources])
    for tool in ("check_languages.py", "check_locale.py", "test_checks.py"):
        context.passes(tool, [sys.executable, f"tools/{tool}"])
    context.passes("names of countries, months and days are current", [sys.executable, "tools/make_names.py", "--check"])
    foreign = [f"{file.relative_to(ROOT)}: {found.group().decode()}" for file in tracked() if file.is_file()
               for found in [FOREIGN.search(file.read_bytes())]
               if found and file.name not in ("checks.py",)]
    for line in foreign:
        context.say(f"  FAILED names a machine's path or a mirror: {line}")
    context.count.add(passed=not foreign, failed=bool(foreign))
