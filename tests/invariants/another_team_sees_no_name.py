"""A searcher of another team sees no name and opens no case: team, reference and strength are all that is told.

A caseworker of a second team searches for every planted word in every field, asks, and looks at whatever has an address. No
answer, head or body, holds a planted word in any encoding, nor the team's own view of a match.
"""

from support import canaries
from support.client import Client

WHEN = ("running",)

PASSWORD = "nine quiet houses here"
SHOWN = {"case", "reference", "team_name", "strength", "asked"}


class Watched(Client):
    """Keeps every byte that came back."""

    def __init__(self, server):
        super().__init__(server)
        self.bytes = []

    def request(self, method, path, body=None, headers=None, raw=None):
        answer = super().request(method, path, body, headers, raw)
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers).encode("latin-1", "replace")
        self.bytes.append((f"{method} {path}", heads + b"\n" + answer.body))
        return answer


def caseworker_of_a_second_team(server):
    administrator, supervisor = Client(server), Client(server)
    administrator.sign_in("jyldyz")
    supervisor.sign_in("daniyar")
    session = supervisor.request("GET", "/api/session").json
    home, lead = session["organisation"]["id"], session["user"]["id"]
    team = expect(201, administrator.request("POST", "/api/teams", {"name": "Second team", "organisation": home, "members": [lead]}))
    user = expect(201, administrator.request("POST", "/api/users", {
        "user_name": "second.team", "name": "Second Worker", "role": "caseworker", "organisation": home, "teams": [team["id"]]}))
    searcher = Watched(server)
    expect(201, searcher.request("POST", "/api/activation", {
        "user_name": "second.team", "activation_code": user["activation_code"], "password": PASSWORD}))
    answer = supervisor.request("POST", f"/api/teams/{team['id']}/members/{user['user']['id']}/keys")
    assert answer.status == 204, answer.body
    return searcher


def expect(status, answer):
    assert answer.status == status, (answer.status, answer.body)
    return answer.json


def planted_case(server):
    holder = Client(server)
    holder.sign_in("ayana")
    query = {"name": f"{canaries.WORDS[0]} {canaries.WORDS[1]}"}
    return holder.request("POST", "/api/cases/find", query).json["matches"][0]["case"]


def search(searcher, case):
    """Every planted word as a name, and beside the whole name in every other field."""
    found, whole = [], f"{canaries.WORDS[0]} {canaries.WORDS[1]} {canaries.WORDS[5]}"
    queries = [{"name": word} for word in canaries.WORDS] + [{"name": whole}]
    queries += [{"name": whole, field: word} for field in ("mother_name", "birthplace") for word in canaries.WORDS]
    queries += [{"name": whole, "birth": {"year": year}} for year in (1998, 1999)]
    told = 0
    for query in queries:
        answer = expect(200, searcher.request("POST", "/api/cases/find", query))
        if answer["matches"]:
            found.append("a case of another team among the own matches")
        for match in answer["elsewhere"]["matches"]:
            told += match["case"] == case
            if set(match) != SHOWN:
                found.append(f"a match of another team shows {sorted(set(match) - SHOWN)}")
    if not told:
        found.append("the planted case was not found by the other team: nothing was tried")
    return found


def look(searcher, case):
    """The case by its id in every way that there is."""
    found = []
    for path in ("", "/identity", "/whereabouts", "/notes", "/history", "/receivers"):
        status = searcher.request("GET", f"/api/cases/{case}{path}").status
        if status != 404:
            found.append(f"GET of the other team's case{path} gives {status}")
    for path in ("/api/cases?limit=200&names=shown", "/api/today", "/api/session", "/api/users?limit=200", "/api/teams?limit=200"):
        searcher.request("GET", path)
    expect(201, searcher.request("POST", f"/api/cases/{case}/asks", {"purpose": "with_us_now"}))
    searcher.request("POST", f"/api/cases/{case}/asks", {"purpose": "with_us_now"})
    searcher.request("GET", "/api/today")
    return found


def faults(server):
    searcher = caseworker_of_a_second_team(server)
    case = planted_case(server)
    found = search(searcher, case) + look(searcher, case)
    needles = {needle: word for word in canaries.WORDS for needle in canaries.encodings(word)}
    for what, content in searcher.bytes:
        found += sorted({f"{word} in the answer to {what}" for needle, word in needles.items() if needle in content})
    return found
