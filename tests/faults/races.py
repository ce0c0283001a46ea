"""Many at the same moment: one save wins, one key makes one case, one-time codes and names are given once."""

import collections
import itertools
import secrets
import threading

from faults.crowds import From
from support.client import Client

AT_ONCE = 12
NEXT_NETWORK = itertools.count()


def at_once(server, user, ask):
    """The answers of as many browsers of one person, all let go together."""
    clients = [Client(server) for _ in range(AT_ONCE)]
    # Five sessions a person: the browsers share one, as the tabs of one browser do.
    clients[0].sign_in(user)
    for client in clients[1:]:
        client.cookies = dict(clients[0].cookies)
        client.request("GET", "/api/session")
    gate, answers = threading.Barrier(AT_ONCE), [None] * AT_ONCE

    def go(number):
        gate.wait()
        answers[number] = ask(clients[number], number)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    return [answer for answer in answers if answer is not None]


def statuses(answers):
    return dict(collections.Counter(answer.status for answer in answers))


def body_of(client):
    team = client.request("GET", "/api/session").json["teams"][0]["id"]
    return {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"}, "identity": {"names": [], "birth": {}}}


def one_save_wins(server):
    """Of many saves of one version exactly one is made; each of the others is told what stands now."""
    client = Client(server)
    client.sign_in("ayana")
    case = client.request("POST", "/api/cases", body_of(client)).json["id"]
    answers = at_once(server, "ayana", lambda browser, number: browser.request(
        "PATCH", f"/api/cases/{case}", {"number_of_children": number}, {"If-Match": '"1"'}))
    won = [answer.json["number_of_children"] for answer in answers if answer.status == 200]
    told = {answer.json["current"]["number_of_children"] for answer in answers if answer.status == 412}
    good = len(won) == 1 and statuses(answers) == {200: 1, 412: AT_ONCE - 1} and told == set(won)
    return [] if good else [f"{statuses(answers)}, won {won}, told {told}"]


def one_key_makes_one_case(server):
    """Many requests with one Idempotency-Key make one case, and all are answered with it."""
    client = Client(server)
    client.sign_in("ayana")
    body, key = body_of(client), secrets.token_hex(8)
    before = client.request("GET", "/api/cases?limit=1").json["totals"]["all"]
    answers = at_once(server, "ayana", lambda browser, _: browser.request("POST", "/api/cases", body, {"Idempotency-Key": key}))
    made = {answer.json.get("id") for answer in answers}
    after = client.request("GET", "/api/cases?limit=1").json["totals"]["all"]
    good = len(made) == 1 and after == before + 1 and statuses(answers) == {201: AT_ONCE}
    return [] if good else [f"{statuses(answers)}, {len(made)} cases, {after - before} more"]


def one_name_is_given_once(server):
    """Many accounts of one user name: one is made."""
    client = Client(server)
    client.sign_in("jyldyz")
    home = client.request("GET", "/api/session").json["organisation"]["id"]
    user = {"user_name": f"race.{secrets.token_hex(4)}", "name": "Race Person", "role": "caseworker", "organisation": home, "teams": []}
    found = statuses(at_once(server, "jyldyz", lambda browser, _: browser.request("POST", "/api/users", user)))
    return [] if found == {201: 1, 409: AT_ONCE - 1} else [str(found)]


def one_activation(server):
    """Many browsers with one activation code: one gets in."""
    client = Client(server)
    client.sign_in("jyldyz")
    home = client.request("GET", "/api/session").json["organisation"]["id"]
    name = f"race.{secrets.token_hex(4)}"
    user = {"user_name": name, "name": "Race Newcomer", "role": "caseworker", "organisation": home, "teams": []}
    code = client.request("POST", "/api/users", user).json["activation_code"]
    # Each time from another network: after so many wrong tries the server slows one down, as it should.
    network = next(NEXT_NETWORK)
    answers = at_once(server, "jyldyz", lambda _, number: From(server, network).request("POST", "/api/activation", {
        "user_name": name, "activation_code": code, "password": f"the {number} lamps in one window"}))
    found = statuses(answers)
    good = found.get(201) == 1 and set(found) <= {201, 401, 429, 503}
    return [] if good else [str(found)]


ALL = (one_save_wins, one_key_makes_one_case, one_name_is_given_once, one_activation)
