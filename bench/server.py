"""The program as a running server, and what the kernel and the engine count of it."""

import json
import os
import pathlib
import re
import signal
import struct
import subprocess
import time
import urllib.request

PASSWORD = "lantern by the river"


def processor_seconds(process):
    """Of one process since it started; nothing of one that is gone."""
    try:
        words = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """`folder` is its data folder, `address` a PostgreSQL database instead of the folder's SQLite."""

    def __init__(self, program, folder, address=None, workers=None):
        self.folder = pathlib.Path(folder)
        # One account reads as many as a whole country.
        words = [str(program), "--data", str(folder), "--set", "server.port=0", "--set", "access.cases_an_hour=1000000"]
        if address:
            words += ["--set", f"database.address={address}"]
        if workers:
            words += ["--set", f"server.workers={workers}"]
        begin = time.monotonic()
        self.process = subprocess.Popen(words + ["serve", "--demo"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True)
        line = self.process.stdout.readline()
        self.listening_ms = (time.monotonic() - begin) * 1000
        self.base = re.search(r"(http://\S+?)/?$", line.strip()).group(1)

    def request(self, method, path, body=None, cookie=None):
        headers = {"Origin": self.base, "Content-Type": "application/json"}
        if cookie:
            headers["Cookie"] = cookie
        data = None if body is None else json.dumps(body).encode()
        return urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers, method=method))

    def sign_in(self, user, password=PASSWORD):
        answer = self.request("POST", "/api/session", {"user_name": user, "password": password})
        return answer.headers["Set-Cookie"].split(";")[0]

    def memory(self):
        """Resident anonymous memory in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"RssAnon:\s+(\d+)", status).group(1)) / 1024

    def sqlite_commits(self):
        """How often its SQLite committed: the change counter in the header of the WAL's index (walformat, section 2.1)."""
        with (self.folder / "panoh.db-shm").open("rb") as index:
            return struct.unpack("=I", index.read(12)[8:])[0]

    def stop(self):
        """Also of one that is stopped."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.process.stdout.close()
