"""Unique words put where a person's identity goes, and the search for them everywhere on disk."""

import base64
import os

from support.client import Client

WORDS = ["Қанаріяқызы", "Zymyrykkanary", "Канареечная", "Kanaryskaya-Sokoto"]


def plant(server):
    """One case whose identity, whereabouts and note hold the words, also in a search and a refused body."""
    client = Client(server)
    client.sign_in("ayana")
    team = client.request("GET", "/api/session").json["teams"][0]["id"]
    body = {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"},
            "identity": {"names": [{"given": WORDS[0], "family": WORDS[1], "script": "Latin", "kind": "current"}],
                         "birth": {"year": 1999}, "mother_name": WORDS[2], "phone": WORDS[3]}}
    made = client.request("POST", "/api/cases", body, {"Idempotency-Key": "canary"})
    assert made.status == 201, made.body
    case = made.json["id"]
    place = {"lives_in": WORDS[2], "safe_contact": WORDS[3]}
    assert client.request("PUT", f"/api/cases/{case}/whereabouts", place, {"If-Match": '"0"'}).status == 200
    for word in WORDS:
        note = client.request("POST", f"/api/cases/{case}/notes", {"kind": "narrative", "text": f"met {word} today"})
        assert note.status == 201, note.body
        assert client.request("POST", "/api/cases/find", {"name": word}).status == 200
        assert client.request("POST", "/api/cases", {word: word, "country": word}).status == 422
        assert client.request("GET", "/api/cases?state=" + word.encode("unicode_escape").hex()).status == 400
    opened = client.request("GET", f"/api/cases/{case}/identity").json
    assert opened["names"][0]["family"] == WORDS[1], opened


def encodings(word):
    """The word as it may lie on disk: text, wide text, hexadecimal, base64 in each alignment."""
    for raw in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield raw
        yield raw.hex().encode()
        for shift in range(3):
            text = base64.b64encode(b"\0" * shift + raw)
            # Letters at both ends depend on the neighbours; the middle does not.
            yield text[4 if shift else 0:len(text) - 4]


def check(context, name, folders):
    """Nothing below the folders holds any word in any encoding."""
    needles = [(word, needle) for word in WORDS for needle in encodings(word)]
    found, read = [], 0
    for folder in folders:
        for path, _, files in os.walk(folder):
            for file in files:
                try:
                    with open(os.path.join(path, file), "rb") as stream:
                        content = stream.read()
                except OSError:
                    continue
                read += len(content)
                found += [f"{file}: {word}" for word, needle in needles if needle in content]
    ok = not found and read > 100_000
    if not ok:
        context.say(f"  FAILED {name}: {sorted(set(found))[:5]} in {read} bytes")
    context.count.add(passed=ok, failed=not ok)
