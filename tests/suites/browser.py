"""Every screen in Chromium, through the pinned Node that builds the staff app."""

import re
import shutil

from suites.places import PROGRAM, ROOT

FOLDER = ROOT / "tests" / "browser"
NODE = ROOT / "build" / "node" / "node_modules" / "node" / "bin" / "node"


def run(context):
    if not shutil.which("chromium"):
        return context.skip("Chromium is not installed")
    context.passes("install", [FOLDER / "install.sh"], cwd=ROOT)
    words = [NODE, FOLDER / "run.mjs", "--server", PROGRAM] + (["--soak"] if context.soak else [])
    words += ["--only", context.word] if context.word else []
    status, out = context.run(words, cwd=ROOT, timeout=7200 if context.soak else 1500)
    found = re.findall(r"^browser: (\d+) passed, (\d+) failed", out, re.M)
    context.passed(int(found[-1][0]) if found else 0)
    failed = re.findall(r"^FAIL  (.*)\n((?: {6}.*\n)*)", out, re.M)
    for name, reasons in failed:
        context.fail(f"browser {name}", reasons)
    if (status != 0 or not found) and not failed:
        context.fail("browser", out[-6000:])
