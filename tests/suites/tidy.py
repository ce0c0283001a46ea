"""clang-tidy over the C++ files that changed lately, newest change first: all of them take longer than one run may."""

import concurrent.futures
import json
import os
import time

from suites.places import BUILD, ROOT

MINUTES = 2
COMMITS_BACK = 20
GCC_ONLY = {"-Wduplicated-cond", "-Wlogical-op", "-Wno-maybe-uninitialized", "-Wno-restrict", "-fstack-clash-protection"}


def changed_files(context):
    """C++ files of this branch's last commits and of the working tree, newest change first; all of them in the soak."""
    if context.soak:
        _, out = context.run(["git", "ls-files", "src/*.cpp"], cwd=ROOT)
    else:
        _, out = context.run(["git", "diff", "--name-only", "--diff-filter=d", "HEAD", "--", "src/*.cpp"], cwd=ROOT)
        _, log = context.run(["git", "log", "--first-parent", f"-{COMMITS_BACK}", "--name-only", "--format=", "--diff-filter=d",
                              "--", "src/*.cpp"], cwd=ROOT)
        out += log
    return [name for name in dict.fromkeys(out.split()) if (ROOT / name).exists() and context.wants(name)]


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
    folder, files = commands_for_clang(), changed_files(context)
    end = time.monotonic() + (7200 if context.soak else MINUTES * 60)
    left_out = []

    def look(name):
        if time.monotonic() > end:
            left_out.append(name)
            return name, None, ""
        return name, *context.run(["clang-tidy-16", "--quiet", "-p", folder, name], cwd=ROOT)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for name, status, out in pool.map(look, files):
            if status is not None:
                context.expect(name, status == 0, out[-3000:])
    context.say(f"{len(files) - len(left_out)} files looked at, {len(left_out)} left out" +
                (": " + " ".join(left_out) if left_out else ""))
