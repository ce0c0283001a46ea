"""One load: wrk asks for the lines of a request list, so many connections, so many seconds. See load.lua."""

import dataclasses
import os
import pathlib
import re
import resource
import subprocess
import tempfile
import time

SCRIPT = pathlib.Path(__file__).with_name("load.lua")
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclasses.dataclass
class Load:
    """What came of it. Milliseconds; processor seconds of wrk itself."""

    count: int
    rate: float
    middle: float
    high: float
    client_seconds: float
    client_share: float  # of all processors of the machine, while it ran

    def line(self):
        if not self.count:
            return "none answered in that time"
        return (f"{self.rate:9.1f}/s  p50 {self.middle:8.2f} ms  p99 {self.high:8.2f} ms   client "
                f"{self.client_seconds * 1000 / self.count:6.3f} s a 1,000, {self.client_share:4.0%} of the machine")


def line(method, path, body="", version=""):
    return f"{method}\t{path}\t{version}\t{body}\n"


def run(base, headers, lines, connections, seconds):
    """`lines` as made by line(); every answer has to be a 2xx."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.NamedTemporaryFile("w", suffix=".requests", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "600s", "--latency", "-s", SCRIPT]
        for name, value in headers.items():
            words += ["-H", f"{name}: {value}"]
        # Microseconds: no two loads have a number in common.
        words += [base, "--", file.name, str(time.time_ns() // 1000)]
        ran = subprocess.run(words, capture_output=True, text=True, check=True)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    client = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    out = ran.stdout
    if "Non-2xx" in out or "Socket errors" in out or ran.stderr:
        raise RuntimeError(f"{lines[0]}{out}{ran.stderr}")

    def latency(percent):
        number, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s|m)", out).groups()
        return float(number) * MILLISECONDS[unit]

    count = int(re.search(r"(\d+) requests in", out).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    if not count:
        return Load(0, 0, 0, 0, client, 0)
    return Load(count, rate, latency(50), latency(99), client, client / (count / rate) / os.cpu_count())
