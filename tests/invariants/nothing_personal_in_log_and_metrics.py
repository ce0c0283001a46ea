"""Log and metrics name nobody: no account, no person, no case, no address of a machine."""

import re

from support.client import Client

WHEN = ("running",)

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
ADDRESS = re.compile(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|Mozilla|panoh-[sd]=")
LINE = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+Z (debug|info|warning|error) [a-z_]+( [a-z_0-9]+=(\"[^\"]*\"|\S+))*$")


def faults(server):
    client = Client(server)
    accounts = client.request("GET", "/api/node").json["demo_accounts"]
    names = [account["user_name"] for account in accounts] + [part for account in accounts for part in account["name"].split()]
    people = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b", re.I)
    metrics = client.request("GET", "/metrics").body.decode()
    log = server.log.read_text(encoding="utf-8")
    found = []
    for what, text in (("metrics", metrics), ("log", log)):
        for pattern in (people, ADDRESS):
            found += [f"{what}: {word.group()}" for word in [pattern.search(text)] if word]
    found += [f"metrics: {word.group()}" for word in [UUID.search(metrics)] if word]
    found += [f"log: no line of a log: {line}" for line in log.splitlines() if not LINE.match(line)][:3]
    if "panoh_http_requests_total" not in metrics:
        found.append("no metrics")
    return found
