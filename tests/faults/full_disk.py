"""A disk that takes no more: writes are refused and say so, nothing sealed is shown without its audit row, the rest is read on, /healthz tells, and room ends it without a restart."""

import resource

from support.client import Client


def body_of(client):
    team = client.request("GET", "/api/session").json["teams"][0]["id"]
    return {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"}, "identity": {"names": [], "birth": {}}}


def faults(server):
    """What was wrong; for SQLite, whose files the server writes itself."""
    client, found = Client(server), []
    client.sign_in("ayana")
    body = body_of(client)
    case = client.request("POST", "/api/cases", body).json["id"]
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        for method, path, sent, wanted in (("POST", "/api/cases", body, (503, 507)), ("GET", "/healthz", None, (503, 507)),
                                           ("GET", f"/api/cases/{case}/identity", None, (503, 507)), ("GET", f"/api/cases/{case}", None, (200,))):
            answer = client.request(method, path, sent)
            if answer.status not in wanted:
                found.append(f"{method} {path.split('/')[1]} without room: {answer.status}")
            if answer.status >= 500 and not (answer.json["code"].startswith("store/") and answer.header("Retry-After")):
                found.append(f"{method} {path.split('/')[1]} without room says {answer.body[:200]}")
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)
    for method, path, sent, wanted in (("GET", "/healthz", None, 200), ("POST", "/api/cases", body, 201),
                                       ("GET", f"/api/cases/{case}/identity", None, 200)):
        answer = client.request(method, path, sent)
        if answer.status != wanted:
            found.append(f"{method} {path.split('/')[1]} after there was room again: {answer.status}")
    return found
