#!/usr/bin/env python3
"""Case lists under load: p99 of 50-row pages at 32 connections, several filters and orders, with and without names.

usage: lists.py PROGRAM FOLDER [--seconds N]    FOLDER holds a demonstration made by `panoh demo --cases N`
Prints one line a query: rate, p50, p99. Needs wrk.
"""

import argparse
import json
import urllib.parse

import load
from server import Server


def deep_cursor(server, cookie, pages=40):
    cursor = ""
    for _ in range(pages):
        query = f"/api/cases?limit=200&cursor={urllib.parse.quote(cursor)}"
        cursor = json.load(server.request("GET", query, cookie=cookie))["next"] or ""
        if not cursor:
            break
    return cursor


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
                lines = [load.line("GET", f"/api/cases?limit=50{query}{names}")]
                came = load.run(server.base, {"Cookie": cookie}, lines, 32, words.seconds)
                print(f"{name + (', names' if names else ''):24}", came.line())
        print(f"{server.memory():.0f} MB anonymous at the end")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
