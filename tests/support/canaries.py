"""Unique words put where a person's identity goes, and every way they could lie on a disk."""

import base64
import json
import time
import urllib.parse
import uuid

from support.client import PASSWORD, Client

# Letters of the region's alphabets, names nobody has.
WORDS = ["Қанаріяқызы", "Zymyrykkanary", "Канареечная", "Kanaryskaya-Sokoto", "Ňýrçkanarýa", "Ғўқканаржон"]


def plant(server):
    """Puts the words into every sealed place, into searches and into refused requests; the session's own secrets."""
    client = Client(server)
    client.sign_in("ayana")
    team = client.request("GET", "/api/session").json["teams"][0]["id"]
    names = [{"given": WORDS[0], "family": WORDS[1], "patronymic": WORDS[5], "script": "Latin", "kind": "current"}]
    identity = {"names": names, "birth": {"year": 1999}, "mother_name": WORDS[2], "birthplace": WORDS[4], "phone": WORDS[3],
                "document": WORDS[3]}
    body = {"country": "KG", "team": team, "consent": {"given": True, "mode": "written"}, "identity": identity}
    made = expect(201, client.request("POST", "/api/cases", body, {"Idempotency-Key": WORDS[1]}))
    case = made.json["id"]
    expect(200, client.request("PUT", f"/api/cases/{case}/identity", identity, {"If-Match": '"1"'}))
    place = {"lives_in": WORDS[2], "safe_contact": WORDS[3]}
    expect(200, client.request("PUT", f"/api/cases/{case}/whereabouts", place, {"If-Match": '"0"'}))
    for word in WORDS:
        expect(201, client.request("POST", f"/api/cases/{case}/notes", {"kind": "narrative", "text": f"met {word} today"}))
        expect(200, client.request("POST", "/api/cases/find", {"name": word}))
        draft = {"sitting": str(uuid.uuid4()), "count": 1, "text": json.dumps({"text": f"not saved: {word}"}, ensure_ascii=False)}
        expect(200, client.request("PUT", f"/api/drafts/new_case.{uuid.uuid4()}", draft))
    bring_in(client, team)
    kept = client.request("GET", "/api/drafts").json["items"]
    texts = [client.request("GET", f"/api/drafts/{one['key']}").json["text"] for one in kept]
    assert all(any(word in text for text in texts) for word in WORDS), texts
    refused(client, case, team)
    clinician = Client(server)
    clinician.sign_in("saltanat")
    expect(201, clinician.request("POST", f"/api/cases/{case}/notes", {"kind": "medical", "text": WORDS[4]}))
    opened = client.request("GET", f"/api/cases/{case}/identity").json
    assert opened["names"][0]["family"] == WORDS[1], opened
    expect(200, client.request("GET", "/api/cases?limit=200&names=shown"))
    return [PASSWORD, client.cookies["panoh-s"], client.cookies["panoh-d"]]


def bring_in(client, team):
    """The same words in a spreadsheet that becomes cases, in one that is only looked at, and in one that is no table."""
    file = {"Content-Type": "application/octet-stream"}
    lines = ["name;lives;note;sex;date"] + [f"{word};near {word};met {word};{word};{word}" for word in WORDS]
    columns = [{"heading": heading, "column": column, "values": [{"value": word, "code": ""} for word in WORDS] if heading == "sex" else []}
               for heading, column in (("name", "panoh_FullName"), ("lives", "panoh_LivesIn"), ("note", "cco_CaseComment"), ("sex", "prs_Gender"))]
    reading = {"sheet": "", "mapping": {"columns": columns, "month_first": False}, "leave_out_faulty": False, "leave_out_duplicates": True,
               "defaults": {"country": "KG", "consent": {"given": True, "mode": "written"}}}
    for _ in range(2):
        upload = expect(201, client.request("POST", "/api/records/uploads", raw="\n".join(lines).encode(), headers=file)).json["id"]
        expect(200, client.request("GET", f"/api/records/uploads/{upload}/sheets/0"))
        checked = expect(200, client.request("POST", f"/api/records/uploads/{upload}/check", reading)).json
        assert checked["ready"] == len(WORDS) and checked["faulty"] == 0, checked
    wrong = {**reading, "mapping": {"columns": columns[:1] + [{"heading": "date", "column": "prs_Birthdate", "values": []}], "month_first": False}}
    told = expect(200, client.request("POST", f"/api/records/uploads/{upload}/check", wrong)).json
    assert not any(word in str(told["problems"]) for word in WORDS), told["problems"]
    expect(201, client.request("POST", "/api/records/mappings", {"team": team, "name": "Canary", "mapping": reading["mapping"]}))
    body = {"upload": upload, "team": team, "name": "Canary", "expected": len(WORDS), "reading": reading}
    started = expect(202, client.request("POST", "/api/records/imports", body)).json["import"]
    finished(client, started)
    expect(422, client.request("POST", "/api/records/uploads", raw=b"\0\0" + "\n".join(lines).encode(), headers=file))
    expect(201, client.request("POST", "/api/records/uploads", raw="\n".join(lines).encode(), headers=file))


def finished(client, started):
    """Waits for the end of an import."""
    for _ in range(300):
        told = expect(200, client.request("GET", f"/api/records/imports/{started}")).json["import"]
        if told["state"] not in ("running", "taking_back"):
            return told
        time.sleep(0.1)
    raise AssertionError("an import that does not end")


def refused(client, case, team):
    """The same words where they do not belong: unknown fields, wrong codes, paths, queries, names of accounts."""
    for word in WORDS:
        expect(422, client.request("POST", "/api/cases", {word: word, "country": word, "team": team}))
        expect(422, client.request("PATCH", f"/api/cases/{case}", {"risk_level": word}, {"If-Match": '"1"'}))
        expect(400, client.request("POST", "/api/cases", raw=f'{{"country": "{word}", '.encode()))
        coded = urllib.parse.quote(word)
        expect(404, client.request("GET", f"/api/cases/{coded}"))
        client.request("GET", f"/{coded}")  # any screen of the staff app, or nothing
        expect(400, client.request("GET", f"/api/cases?state={coded}"))
        expect(400, client.request("GET", f"/api/cases?{coded}=1"))
        guess = {"user_name": word, "password": word}
        expect(401, Client(client.server).request("POST", "/api/session", guess, {"User-Agent": coded, "Referer": coded}))


def expect(status, answer):
    assert answer.status == status, (answer.status, answer.body)
    return answer


def encodings(word):
    """The word as it may lie on disk: text, wide text, hexadecimal, base64 in each alignment, per-cent, JSON escapes."""
    for form in ("%{:02X}", "%{:02x}"):
        yield "".join(form.format(byte) for byte in word.encode()).encode()
    yield urllib.parse.quote(word).encode()
    yield word.encode("unicode_escape")
    for raw in (word.encode(), word.casefold().encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for shift in range(3):
            text = base64.b64encode(b"\0" * shift + raw)
            # Letters at both ends depend on the neighbours; the middle does not.
            middle = text[4 if shift else 0:len(text) - 4]
            yield middle
            yield middle.translate(bytes.maketrans(b"+/", b"-_"))
