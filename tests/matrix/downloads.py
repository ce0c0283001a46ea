"""Names of downloads: what a person called a thing never gets into the header that names the file."""

import re

from matrix.probes import CASES, ROUTES
from matrix.walk import Asked
from matrix.world import ROLES, SCHEMA

# Ends the quoted name, begins another, climbs, is no ASCII; what would end the line or turn the letters round is refused as a title.
HOSTILE = 'Отчёт "x"; filename="evil.exe" /../..\\ é'
REFUSED = ("a\r\nSet-Cookie: x=1", "a\u202egpj.exe", "a\0b")
NAMED = re.compile(rb"(?:attachment|inline); filename=\"[A-Za-z0-9][A-Za-z0-9._-]*\"")
HEADER = re.compile(rb"(?im)^content-disposition:[ \t]*(.*?)\r?$")
# Every route that names a file. A new one stands here, and something in this world has to make it answer.
SEND = {
    "GET /api/datasets/{dataset}/export", "GET /api/lineages/{lineage}/ledger.jsonl", "GET /api/programme/measurements.csv",
    "GET /api/projects/{project}/iati", "GET /api/published-releases/{release}/files/{file}", "GET /api/releases/{release}/files/{file}",
    "GET /bulletins/{edition}/{language}/pdf", "POST /api/audit/export", "POST /api/cases/export", "POST /api/projects/{project}/report",
    "POST /api/records/export",
}


class Names:
    """What was seen of the header, by route."""

    def __init__(self):
        self.faults, self.sent = [], set()

    def see(self, route, heads):
        found = HEADER.findall(heads)
        if found:
            self.sent.add(route)
        fault = f"{route}: {b' | '.join(found)!r}"
        if found and fault not in self.faults and (len(found) > 1 or not NAMED.fullmatch(found[0])):
            self.faults.append(fault)

    def end(self):
        self.faults += [f"{route} names a file and is in no list" for route in sorted(self.sent - SEND)]
        return self.faults + [f"{route} named no file" for route in sorted(SEND - self.sent)]


def ask_the_rest(walk, names, project):
    """What is asked for by POST, by every role; the title of the project is hostile."""
    probes = [probe for probe in CASES + ROUTES if probe.method == "POST" and "200" in probe.when]
    for role in ROLES:
        asked = Asked(walk, role, "open")
        things = {**walk.of_case(walk.case("opened_in_team", role, "open"), role), **walk.things(role, "in_team", asked), "project": project}
        for probe in probes:
            body, path = probe.body, probe.path
            for name, value in things.items():
                path = path.replace(f"{{{name}}}", value)
                body = body and body.replace(f'"{{{name}}}"'.encode(), f'"{value}"'.encode())
            names.see(probe.route.partition(" (")[0], asked.wire.send("POST", path, asked.cookie, body, probe.headers).heads)
        asked.wire.close()


def refused(client_of):
    """Titles that no title may be: each place that takes one says no."""
    found = []
    for title in REFUSED:
        named = [{"language": "en", "text": title}]
        tried = (("programme_officer", "/api/projects", {"title": title}),
                 ("programme_officer", "/api/editions", {"titles": named, "day": "2026-01-01", "languages": ["en"]}),
                 ("data_officer", "/api/lineages", {"name": title, "title": title, "epsilon": "1", "schema": SCHEMA}))
        for who, path, body in tried:
            answer = client_of(who).request("POST", path, body)
            if answer.status != 422:
                found.append(f"POST {path} takes {title!r}: {answer.status}")
    return found
