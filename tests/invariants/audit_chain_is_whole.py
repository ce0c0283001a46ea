"""The audit chain is whole, says the program, and so says an independent reader."""

import subprocess
import sys

from suites.places import ROOT

WHEN = ("stopped",)


def faults(server):
    found = []
    verdict = server.command("audit", "verify", *(["--demo"] if server.demo else []))
    if verdict.returncode != 0:
        found.append(verdict.stdout + verdict.stderr)
    if server.place.cluster:
        return found
    again = subprocess.run([sys.executable, ROOT / "tools" / "read_audit.py", server.place.folder / "data" / "panoh.db"],
                           capture_output=True, text=True, check=False)
    if again.returncode != 0:
        found.append(f"tools/read_audit.py: {again.stdout}{again.stderr}")
    elif verdict.stdout.split()[-1] != again.stdout.split()[-1]:
        found.append(f"two heads: {verdict.stdout}{again.stdout}")
    return found
