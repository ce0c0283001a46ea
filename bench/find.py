#!/usr/bin/env python3
"""Finding by name: milliseconds of one search over every sealed row that a person reaches, the first one and later ones.

usage: find.py PROGRAM FOLDER [--times N]    FOLDER holds a demonstration made by `panoh demo --cases N`
One request at a time, each over HTTP with its audit row; the searches are of different names.
"""

import argparse
import json
import sys
import time
import urllib.error

from server import PASSWORD, Server

FINDERS_PASSWORD = "seven grey geese fly"

QUESTIONS = (
    {"name": "Айгүл Токтосунова"},
    {"name": "Aigul Toktosunova", "birth": {"year": 1991}},
    {"name": "Gulnora Karimova", "mother_name": "Мадина", "birthplace": "Ош"},
    {"name": "Мамбетов"},
    {"name": "Шахноза Рахимова", "birth": {"year": 1987}},
    {"name": "Xqzvwk Bdfghklm"},
)


def search(server, cookie, question):
    began = time.monotonic()
    answer = json.load(server.request("POST", "/api/cases/find", question, cookie))
    return (time.monotonic() - began) * 1000, answer


def finder_of_another_team(server):
    """A caseworker whose own team has no case, so that a search is over those of the others; made once for a folder."""
    def post(path, body, cookie=None):
        return server.request("POST", path, body, cookie)

    administrator, supervisor = server.sign_in("jyldyz"), server.sign_in("daniyar")
    session = json.load(server.request("GET", "/api/session", cookie=supervisor))
    home, lead = session["organisation"]["id"], session["user"]["id"]
    try:
        team = json.load(post("/api/teams", {"name": "Bench team", "organisation": home, "members": [lead]}, administrator))["id"]
    except urllib.error.HTTPError:  # its name is taken: made by an earlier run
        return
    user = json.load(post("/api/users", {"user_name": "bench.finder", "name": "Bench Finder", "role": "caseworker",
                                         "organisation": home, "teams": [team]}, administrator))
    post("/api/activation", {"user_name": "bench.finder", "activation_code": user["activation_code"], "password": FINDERS_PASSWORD})
    post(f"/api/teams/{team}/members/{user['user']['id']}/keys", None, supervisor)


def measure(server, user, times, password=PASSWORD):
    cookie = server.sign_in(user, password)
    first, answer = search(server, cookie, QUESTIONS[0])
    later = sorted(search(server, cookie, QUESTIONS[number % len(QUESTIONS)])[0] for number in range(times))
    elsewhere = answer["elsewhere"]["searched"] if "elsewhere" in answer else 0
    print(f"find, {user}: {answer['searched']} rows of the own teams and {elsewhere} of others; first {first:.0f} ms, "
          f"later p50 {later[len(later) // 2]:.0f} ms, worst {later[-1]:.0f} ms; {server.memory():.0f} MB anonymous", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--times", type=int, default=12)
    parser.add_argument("--address", help="PostgreSQL instead of the folder's SQLite")
    words = parser.parse_args()
    server = Server(words.program, words.folder, words.address)
    try:
        measure(server, "ayana", words.times)
        finder_of_another_team(server)
        measure(server, "bench.finder", words.times, FINDERS_PASSWORD)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
