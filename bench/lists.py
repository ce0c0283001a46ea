#!/usr/bin/env python3
"""Case lists under load: p99 of 50-row pages at 32 connections, several filters and orders, with and without names.

usage: lists.py PROGRAM FOLDER [--seconds N]    FOLDER holds a demonstration made by `panoh demo --cases N`
Prints one line a query: rate, p50, p99. Needs wrk.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request

PASSWORD = "lantern by the river"


class Server:
    def __init__(self, program, folder, address=None):
        words = [program, "--data", folder, "--set", "server.port=0"]
        if address:
            words += ["--set", f"database.address={address}"]
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

    def stop(self):
        self.process.terminate()
        self.process.wait()


def deep_cursor(server, cookie, pages=40):
    cursor = ""
    for _ in range(pages):
        query = f"/api/cases?limit=200&cursor={urllib.parse.quote(cursor)}"
        cursor = json.load(server.request("GET", query, cookie=cookie))["next"] or ""
        if not cursor:
            break
    return cursor


def wrk(server, cookie, path, seconds):
    out = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", server.base + path],
                         capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"{path}: {out}")
    unit = {"us": 0.001, "ms": 1, "s": 1000}
    def latency(percent):
        number, suffix = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", out).groups()
        return float(number) * unit[suffix]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), latency(50), latency(99)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--address", help="PostgreSQL instead of the folder's SQLite")
    words = parser.parse_args()
    server = Server(words.program, words.folder, words.address)
    try:
        cookie = server.sign_in("ayana")
        total = json.load(server.request("GET", "/api/cases?limit=1", cookie=cookie))["totals"]["all"]
        print(f"listening after {server.listening_ms:.0f} ms; the person sees {total} cases; "
              f"{server.memory():.0f} MB anonymous after sign-in")
        deep = urllib.parse.quote(deep_cursor(server, cookie))
        queries = {
            "default": "", "state": "&state=active", "country": "&country=KZ",
            "state and country": "&state=suspended&country=TM", "mine": "&assigned_to=me",
            "by change": "&sort=updated", "by due day": "&sort=due", "deep cursor": f"&cursor={deep}",
        }
        for name, query in queries.items():
            for names in ("", "&names=shown"):
                rate, middle, high = wrk(server, cookie, f"/api/cases?limit=50{query}{names}", words.seconds)
                print(f"{name + (', names' if names else ''):28} {rate:8.0f}/s  p50 {middle:6.1f} ms  p99 {high:6.1f} ms")
        print(f"{server.memory():.0f} MB anonymous at the end")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
