"""PostgreSQL goes away and comes back under a running server: refusals meanwhile, no restart afterwards, nothing lost."""

import time

from support.client import Client


def body_of(client):
    team = client.request("GET", "/api/session").json["teams"][0]["id"]
    return {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"}, "identity": {"names": [], "birth": {}}}


def faults(server):
    """What was wrong; `server` runs on a cluster that nobody else uses at the moment."""
    cluster, client = server.place.cluster, Client(server)
    client.sign_in("ayana")
    body = body_of(client)
    case = client.request("POST", "/api/cases", body).json["id"]
    found = []
    for how in ("immediate", "fast"):
        cluster.stop(how)
        for method, path, sent in (("GET", "/healthz", None), ("GET", f"/api/cases/{case}", None), ("POST", "/api/cases", body)):
            began = time.monotonic()
            answer = client.request(method, path, sent)
            seconds = time.monotonic() - began
            if answer.status != 503 or not answer.json["code"].startswith("store/") or not answer.header("Retry-After"):
                found.append(f"{method} {path.split('/')[1]} without a database ({how}): {answer.status} {answer.body[:200]}")
            if b"connection" in answer.body.lower() or b"postgres" in answer.body.lower():
                found.append(f"the answer tells of the machine: {answer.body[:200]}")
            if seconds > 15:
                found.append(f"{method} {path.split('/')[1]} took {seconds:.0f} s without a database")
        cluster.start()
        found += comes_back(client, case, body, how)
    return found


def comes_back(client, case, body, how):
    end = time.monotonic() + 30
    while client.request("GET", "/healthz").status != 200:
        if time.monotonic() > end:
            return [f"30 s after the database came back ({how}) the server is still ill"]
        time.sleep(0.2)
    found = []
    if client.request("GET", f"/api/cases/{case}").status != 200:
        found.append(f"a case is gone after the database came back ({how})")
    # The first write may meet a connection that is dead and does not know it yet.
    made = [client.request("POST", "/api/cases", body).status for _ in range(3)]
    if made[-1] != 201 or not set(made) <= {201, 503}:
        found.append(f"writes after the database came back ({how}): {made}")
    return found
