"""clang-tidy over the C++ files that changed lately: all of them take longer than one CI run may."""

import json
import subprocess
import time

from suites.places import BUILD, ROOT

MINUTES = 6
GCC_ONLY = {"-Wduplicated-cond", "-Wlogical-op", "-Wno-maybe-uninitialized", "-Wno-restrict", "-fstack-clash-protection"}


def changed_files():
    """C++ files of the last 20 commits, newest change first."""
    out = subprocess.run(["git", "log", "-20", "--name-only", "--format=", "--diff-filter=d", "--", "src/*.cpp"], cwd=ROOT,
                         capture_output=True, text=True, check=True).stdout
    return [name for name in dict.fromkeys(out.split()) if (ROOT / name).exists() and not name.endswith("_test.cpp")]


def commands_for_clang():
    """compile_commands.json without what only GCC understands."""
    folder = BUILD / "tidy"
    folder.mkdir(exist_ok=True)
    commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    for command in commands:
        words = command["command"].split()
        command["command"] = " ".join(word for word in words if word not in GCC_ONLY and not word.endswith("/ccache"))
    (folder / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
    return folder


def run(context):
    folder = commands_for_clang()
    files = changed_files()
    # The one file full of Asio takes half a minute by itself.
    files = [name for name in files if name not in ("src/http/server.cpp",)]
    end = time.monotonic() + (3600 if context.soak else MINUTES * 60)
    done = 0
    for at in range(0, len(files), 2):
        if time.monotonic() > end:
            break
        pair = files[at:at + 2]
        running = [(name, subprocess.Popen(["clang-tidy-16", "--quiet", "-p", folder, name], cwd=ROOT, text=True,
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)) for name in pair]
        for name, process in running:
            out = process.communicate()[0]
            if process.returncode != 0:
                context.say(f"  FAILED {name}\n{out[-3000:]}")
            context.count.add(passed=process.returncode == 0, failed=process.returncode != 0)
            done += 1
    context.say(f"   {done} of {len(files)} changed files looked at")
