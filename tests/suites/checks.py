"""Rules that need no build: layers, layout, languages, locale, licences, nothing of anybody's machine in the sources."""

import re
import subprocess
import sys

from suites.places import ROOT

# Folders of the machine somebody works on, and hosts that packages come from.
FOREIGN = re.compile(rb"/wor" rb"k/|/hom" rb"e/[a-z]|/roo" rb"t/|deb\.debian\.or" rb"g|registry\.npmjs\.or" rb"g|pypi\.or" rb"g|crates\.i" rb"o\b")
# npm writes where each package comes from, and refuses a lock file that does not say.
MAY_NAME_HOSTS = ("package-lock.json",)
# What a Python tool of the project is made of: nothing to install.
TOOLS = ("tools/*.py", "tests/*.py", "bench/*.py")
# What runs inside the throw-away environment of a peer, by hand and never in CI.
INSIDE_PEERS = ROOT / "bench" / "inside"


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name.decode() for name in out.split(b"\0") if name]
    return [file for file in files if file.is_file()]


def foreign(files):
    for file in files:
        found = FOREIGN.search(file.read_bytes())
        if found and file.name not in MAY_NAME_HOSTS:
            yield f"{file.relative_to(ROOT)}: {found.group().decode()}"


def without_licence():
    """Folders of data that came from elsewhere and do not say under which licence."""
    for folder in sorted((ROOT / "data").iterdir()):
        if not folder.is_dir():
            continue
        texts = [file.read_text(encoding="utf-8") for file in folder.glob("README*")]
        if not any(re.search(r"licen[cs]e|public domain|CC[ -]BY|CC0", text, re.I) for text in texts):
            yield str(folder.relative_to(ROOT))
    if "Apache License" not in (ROOT / "LICENSE").read_text(encoding="utf-8"):
        yield "LICENSE"


def python_outside():
    """Tools and tests that want more than Python itself."""
    own = {"suites", "support", "invariants", "upgrade", "release"} | {file.stem for file in tracked(*TOOLS)}
    for file in tracked(*TOOLS):
        if file.parent == INSIDE_PEERS:
            continue
        for name in re.findall(r"^(?:from|import) (\w+)", file.read_text(encoding="utf-8"), re.M):
            if name not in sys.stdlib_module_names and name not in own:
                yield f"{file.relative_to(ROOT)}: {name}"


def run(context):
    context.passes("layers", [sys.executable, "tools/check_layers.py"])
    sources = tracked("src/*.h", "src/*.cpp", "tests/*.cpp", "bench/*.cpp")
    context.passes("layout (./do format mends it)", ["clang-format-16", "--dry-run", "-Werror", *sources])
    for tool in ("check_addresses.py", "check_languages.py", "check_locale.py", "check_noise.py", "check_promises.py", "test_checks.py"):
        context.passes(tool, [sys.executable, f"tools/{tool}"])
    context.passes("names of countries, months and days are current", [sys.executable, "tools/make_names.py", "--check"])
    for name, faults in (("no path of a machine, no host of packages", foreign(tracked())),
                         ("data say their licence", without_licence()),
                         ("Python needs nothing but Python", python_outside())):
        found = list(faults)
        context.expect(name, not found, "\n".join(f"      {fault}" for fault in found[:20]))
