"""kill -9 while writing: every acknowledged write is there afterwards, and the audit chain is whole."""

import http.client
import random
import threading
import time

from suites.places import PROGRAM
from support.client import Client
from support.server import Server


def write_until_it_dies(server, acknowledged, seed):
    """Opens cases and writes notes; keeps what the server acknowledged."""
    client = Client(server)
    try:
        client.sign_in("ayana")
        team = client.request("GET", "/api/session").json["teams"][0]["id"]
        number = 0
        while True:
            number += 1
            body = {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"},
                    "identity": {"names": [{"given": f"Crash{seed}", "family": f"Number{number}", "script": "Latin",
                                            "kind": "current"}], "birth": {"year": 1990}}}
            made = client.request("POST", "/api/cases", body)
            if made.status != 201:
                continue
            case = made.json["id"]
            acknowledged.append((case, None))
            note = client.request("POST", f"/api/cases/{case}/notes", {"kind": "narrative", "text": f"note {number}"})
            if note.status == 201:
                acknowledged.append((case, f"note {number}"))
    except (OSError, http.client.HTTPException):
        return


def one_crash(server, seed):
    """Kills the server under load; returns what it lost of what it acknowledged."""
    acknowledged = []
    threads = [threading.Thread(target=write_until_it_dies, args=(server, acknowledged, f"{seed}-{i}")) for i in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(0.3, 1.5))
    server.kill()
    for thread in threads:
        thread.join()
    server.start()
    client = Client(server)
    client.sign_in("ayana")
    lost = []
    for case, note in random.sample(acknowledged, min(len(acknowledged), 60)):
        if note is None:
            if client.request("GET", f"/api/cases/{case}/identity").status != 200:
                lost.append(case)
        elif note not in [item["text"] for item in client.request("GET", f"/api/cases/{case}/notes").json["items"]]:
            lost.append((case, note))
    return len(acknowledged), lost


def run(context):
    crashes = 100 if context.soak else 4
    for engine, address in (("SQLite", None), ("PostgreSQL", context.cluster.address())):
        server = Server(PROGRAM, address)
        try:
            total = 0
            for seed in range(crashes):
                written, lost = one_crash(server, seed)
                total += written
                if lost:
                    context.say(f"  FAILED {engine}, crash {seed}: acknowledged and lost: {lost[:3]}")
                context.count.add(passed=not lost, failed=bool(lost))
            ok = total > 0
            context.say(f"   {engine}: {crashes} crashes, {total} acknowledged writes")
            context.count.add(passed=ok, failed=not ok)
            server.stop()
            context.passes(f"audit chain whole after crashes ({engine})",
                           [server.program, *server.words, "audit", "verify", "--demo"])
        finally:
            server.remove()
