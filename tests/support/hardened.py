"""Whether a built program, and one that runs, stand as SECURITY.md says."""

import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile


def faults_of_file(program):
    """What readelf misses: position-independent, relocations read-only before the first line runs, no stack that can be run."""
    def read(word):
        return subprocess.run(["readelf", "--wide", word, str(program)], capture_output=True, text=True, check=True).stdout
    head, segments, dynamic = read("--file-header"), read("--program-headers"), read("--dynamic")
    found = []
    if not re.search(r"Type:\s+DYN", head) or not re.search(r"FLAGS_1\).*\bPIE\b", dynamic):
        found.append("not position-independent")
    if "GNU_RELRO" not in segments or not re.search(r"BIND_NOW|FLAGS.*\bNOW\b", dynamic):
        found.append("relocations can be written while it runs")
    stack = re.search(r"GNU_STACK(?:\s+0x\w+){5}\s+(\S+)", segments)
    if not stack or "E" in stack.group(1):
        found.append("its stack can be run")
    return found


def faults_of_process(pid):
    """No core file, and memory that no other process of its account may read."""
    found = []
    limits = pathlib.Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
    if not re.search(r"^Max core file size\s+0\s+0\s", limits, re.M):
        found.append("it may leave a core file")
    # The kernel gives the files of a process that may not be dumped to root.
    if os.stat(f"/proc/{pid}/mem").st_uid != 0:
        found.append("its account may read its memory")
    umask = re.search(r"^Umask:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8"), re.M)
    if not umask or umask.group(1) != "0077":
        found.append("others may read what it writes")
    return found


def faults_of_unprivileged(program):
    """The same of a node that runs as nobody, for where this runs as root, to whom everything looks alike."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam("nobody")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-test-"))
    try:
        shutil.copy(program, folder / "panoh")
        (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
        for path in (folder, folder / "panoh", folder / "index.html"):
            os.chown(path, account.pw_uid, account.pw_gid)
        words = [folder / "panoh", "--data", folder / "data", "--set", "server.port=0", "--set", f"files.web={folder}", "serve"]
        with subprocess.Popen(list(map(str, words)), user=account.pw_uid, group=account.pw_gid, extra_groups=[],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder) as process:
            try:
                if "listens" not in process.stdout.readline():
                    return ["it does not start as nobody"]
                return faults_of_process(process.pid)
            finally:
                process.terminate()
                process.wait(timeout=60)
    finally:
        shutil.rmtree(folder)
