"""Every screen in Chromium, through the pinned Node that builds the staff app."""

import re
import shutil

from suites.places import PROGRAM, ROOT

FOLDER = ROOT / "tests" / "browser"


def run(context):
    if not (FOLDER / "run.mjs").exists():
        return context.skip("no browser tests yet")
    if not shutil.which("chromium"):
        return context.skip("Chromium is not installed")
    context.passes("install", [FOLDER / "install.sh"], cwd=ROOT)
    node = ROOT / "build" / "node" / "node_modules" / "node" / "bin" / "node"
    words = [node, FOLDER / "run.mjs", "--server", PROGRAM] + (["--soak"] if context.soak else [])
    out = context.passes("browser", words, cwd=ROOT, timeout=7200 if context.soak else 1500)
    found = re.findall(r"^browser: (\d+) passed, (\d+) failed", out, re.M)
    if found:
        context.count.add(passed=int(found[-1][0]) - 1)
