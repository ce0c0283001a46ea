"""The bulletin by e-mail: what a mail server receives, from the door where somebody subscribes to an edition over a crash.

Both engines. The soak sends to 10,000 and tells how many letters a second that is.
"""

import collections
import subprocess
import time

from mail.world import CONNECTIONS, LETTERS, PUBLIC, Bulletin, PostOffice, has_aiosmtpd, html_of, until
from suites.places import PROGRAM
from support import canaries
from support.client import Client

MANY, MANY_IN_SOAK = 60, 10_000
# Of what a stranger may be sent: no picture, no style from elsewhere, no address but the link to leave by.
TRACKING = (b"<img", b"<link", b"<script", b"url(", b"@import")


def run(context):
    if not has_aiosmtpd():
        context.skip("mail: Debian's python3-aiosmtpd is not installed")
        return
    parts = (("subscribing", subscribing), ("pages", pages), ("editions", editions), ("crash", crash))
    for cluster in context.demonstration.clusters():
        for name, part in parts:
            if context.wants(name):
                with_bulletin(context, cluster, part)
    if context.wants("encrypted"):
        encrypted(context)
    if context.wants("closed"):
        closed(context)
    if context.soak and context.wants("many"):
        for cluster in context.demonstration.clusters():
            with_bulletin(context, cluster, many, "--sink")


def with_bulletin(context, cluster, part, *post):
    post = PostOffice(*(post or (("--slow", 20) if part is crash else ())))
    bulletin = None
    try:
        bulletin = Bulletin(context, cluster, post)
        part(context, bulletin, bulletin.server.place.engine)
    finally:
        if bulletin:
            bulletin.remove()
        post.remove()


def people(count, start="reader"):
    languages = sorted(LETTERS)
    return {f"{start}{number}@example.org": languages[number % len(languages)] for number in range(count)}


def subscribing(context, bulletin, engine):
    """Nobody is written to who did not say twice that they want it, and nobody learns who is."""
    address, stranger = "Ayjamal.Reader@example.org", "nobody.else@example.org"
    first = bulletin.subscribe(address, countries=["KG", "KZ"])
    until(lambda: bulletin.post.count() == 1)
    (letter,) = bulletin.post.letters()
    token = letter.token("confirm")
    context.expect(f"a letter asks, in the language that was chosen ({engine})",
                   first.status == 202 and letter.to == [address] and token and "?language=ky" in letter.part("plain"),
                   str(letter.data))
    context.expect(f"it says that no person wrote it ({engine})", letter.message["Auto-Submitted"] == "auto-generated")
    context.expect(f"looking at the link changes nothing ({engine})",
                   bulletin.anybody.request("GET", f"/api/subscriptions/confirm/{token}").status == 405 and counted(bulletin) == 0)
    once, twice = bulletin.confirm(token), bulletin.confirm(token)
    context.expect(f"the link works once ({engine})",
                   (once.status, twice.status, twice.json["code"], counted(bulletin)) == (204, 404, "bulletin/link_unknown", 1))
    answers = [bulletin.subscribe(address.lower(), "ru"), bulletin.subscribe(stranger, "ru")]
    plain = [(answer.status, answer.body, [pair for pair in answer.headers if pair[0] != "Date"]) for answer in answers]
    context.expect(f"a known and an unknown address are answered alike ({engine})", plain[0] == plain[1] and plain[0][0] == 202, str(plain))
    until(lambda: bulletin.post.count() == 2)
    bulletin.subscribe(stranger, "ru")
    bulletin.subscribe("last@example.org", "ru")
    until(lambda: bulletin.post.count() == 3)
    context.expect(f"who is known, or was asked a moment ago, is not written to again ({engine})",
                   [one.to[0] for one in bulletin.post.letters()] == [address, stranger, "last@example.org"])
    context.expect(f"whoever asks changes no count that staff see ({engine})", counted(bulletin) == 1)
    for bad in ("a@example.org\r\nBcc: b@example.org", "a b@example.org", "a@example", "<a@example.org>", "a@example.org,b@example.org"):
        answer = bulletin.subscribe(bad)
        context.expect(f"what is no address is refused ({engine})", (answer.status, answer.json.get("code")) == (422, "bulletin/email_invalid"),
                       str(answer.body))
    context.expect(f"posters get the address that the world knows ({engine})",
                   bulletin.officer.must("GET", "/api/subscriptions").json["page"] == f"{PUBLIC}/subscriptions")
    keep_to_themselves(context, bulletin, engine, [address, address.lower(), stranger])


def pages(context, bulletin, engine):
    """The same by people with a browser and no script: a form, and a button behind each link of a letter."""
    def press(path, form=b""):
        return Client(bulletin.server).request("POST", path, raw=form, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def look(path):
        return Client(bulletin.server).request("GET", path)

    shown = look("/subscriptions?language=ky")
    context.expect(f"a page asks for an address ({engine})",
                   shown.status == 200 and b'<form class="ask" method="post">' in shown.body and b"<script" not in shown.body, str(shown.body[:300]))
    wrong = press("/subscriptions?language=ky", b"email=nobody&language=ky")
    context.expect(f"what is no address is said so at the field ({engine})", wrong.status == 422 and b'aria-invalid="true"' in wrong.body)
    asked = press("/subscriptions", b"email=aizat%2Bnews%40example.org&language=ky")
    until(lambda: bulletin.post.count() == 1)
    (letter,) = bulletin.post.letters()
    token = letter.token("confirm")
    context.expect(f"who asked is told to look into the post ({engine})", asked.status == 200 and letter.to == ["aizat+news@example.org"])
    path = f"/subscriptions/confirm/{token}?language=ky"
    context.expect(f"looking at the page of a link changes nothing ({engine})", look(path).status == 200 and counted(bulletin) == 0)
    context.expect(f"its button works once ({engine})", [press(path).status, press(path).status, counted(bulletin)] == [200, 404, 1])
    bulletin.sent(7, ("ky",))
    leave = bulletin.post.letters()[-1].token("leave")
    path = f"/subscriptions/leave/{leave}?language=ky"
    context.expect(f"looking at the link to leave leaves nothing ({engine})", look(path).status == 200 and counted(bulletin) == 1)
    context.expect(f"the button to leave leaves ({engine})", [press(path).status, counted(bulletin)] == [200, 0])


def keep_to_themselves(context, bulletin, engine, addresses):
    """Addresses and tokens lie nowhere in clear."""
    leave = bulletin.post.letters()[0].token("confirm")
    bulletin.server.stop()
    needles = {needle: word for word in [*addresses, leave] for needle in canaries.encodings(word)}
    texts = [repr(bulletin.server.place.everything()).encode(), bulletin.log().encode()]
    texts += [file.read_bytes() for file in bulletin.server.place.folder.rglob("*") if file.is_file()]
    found = {word for text in texts for needle, word in needles.items() if needle in text}
    context.expect(f"no address and no link lies in clear ({engine})", not found, str(found))
    bulletin.server.start()


def counted(bulletin):
    return bulletin.officer.must("GET", "/api/subscriptions").json["total"]


def editions(context, bulletin, engine):
    """What arrives is what was written, and who leaves is gone."""
    readers = people(7)
    bulletin.subscribed(readers)
    before = bulletin.post.count()
    stood = bulletin.sent(1)
    context.expect(f"all of them got the edition ({engine})", (stood["done"], stood["total"], stood["state"]) == (7, 7, "done"), str(stood))
    letters = bulletin.post.letters()[before:]
    check_letters(context, engine, letters, readers)
    again = bulletin.send(1)
    context.expect(f"nobody gets an edition twice ({engine})", (again.status, again.json["code"]) == (409, "bulletin/nobody_waits"))
    leaving(context, bulletin, engine, letters[0])
    injected(context, bulletin, engine)
    refusing(context, bulletin, engine)


def check_letters(context, engine, letters, readers):
    faults = []
    for letter in letters:
        message, (to,) = letter.message, letter.to
        subject, text = LETTERS[readers[to]]
        link = f"{PUBLIC}/subscriptions/leave/{letter.token('leave')}?language={readers[to]}"
        click = f"<{PUBLIC}/api/subscriptions/leave/{letter.token('leave')}>"
        headers = {"To": to, "From": "Panoh <bulletin@example.org>", "Subject": subject, "List-Unsubscribe": click,
                   "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "List-Id": "<bulletin.panoh.example.org>"}
        got = {name: str(message[name]).replace('"', "") for name in headers}
        if got != headers:
            faults.append(f"{got} is not {headers}")
        for kind, wanted in (("plain", text), ("html", html_of(text))):
            if letter.part(kind) != wanted.replace("%%leave%%", link):
                faults.append(f"{kind}: {letter.part(kind)!r}")
        if message.defects or any(part.defects for part in message.walk()):
            faults.append(str(message.defects))
        if any(len(line) > 998 for line in letter.data.split(b"\r\n")) or b"\n" in letter.data.replace(b"\r\n", b""):
            faults.append("a line is too long, or ends without CRLF")
        if any(word in letter.part("html").encode().lower() for word in TRACKING) or to in letter.part("html") + letter.part("plain"):
            faults.append("the letter tells who reads it")
    context.expect(f"a letter arrives byte for byte as it was written ({engine})", not faults, "\n".join(faults[:3]))
    names = [letter.message["Message-ID"] for letter in letters]
    context.expect(f"each has a name of its own ({engine})", len(set(names)) == len(letters) and "@panoh.example.org>" in names[0])
    context.expect(f"they share at most {CONNECTIONS} connections ({engine})",
                   len({letter.connection for letter in letters}) <= CONNECTIONS)


def leaving(context, bulletin, engine, letter):
    token, before = letter.token("leave"), counted(bulletin)
    looked = bulletin.anybody.request("GET", f"/api/subscriptions/leave/{token}")
    other = bulletin.leave(token, b"List-Unsubscribe=Later")
    forged = bulletin.leave(token[:-2] + ("AA" if not token.endswith("AA") else "BA"))
    context.expect(f"nobody leaves by looking, by another word or by a made-up link ({engine})",
                   (looked.status, other.status, forged.status, counted(bulletin)) == (405, 422, 404, before),
                   f"{looked.status} {other.status} {forged.status}")
    clicks = [bulletin.leave(token).status for _ in range(2)]
    context.expect(f"one click is enough, and two are one ({engine})", clicks == [204, 204] and counted(bulletin) == before - 1, str(clicks))
    seen = bulletin.post.count()
    stood = bulletin.sent(2)
    reached = [one.to[0] for one in bulletin.post.letters()[seen:]]
    context.expect(f"who left gets nothing more ({engine})", letter.to[0] not in reached and stood["done"] == len(reached) == before - 1)
    bulletin.server.stop()
    rows = bulletin.server.place.everything()["bulletin_subscriber"]
    bulletin.server.start()
    left = [row for row in rows if row["state"] == "left"]
    context.expect(f"the address of who left is deleted ({engine})", len(left) == 1 and left[0]["sealed"] is None)


def injected(context, bulletin, engine):
    """An edition whose subject would add a header goes to nobody."""
    (bulletin.folder / "en.subject").write_text("July\r\nBcc: everybody@example.org", encoding="utf-8", newline="")
    seen = bulletin.post.count()
    stood = bulletin.sent(3, ["en"])
    context.expect(f"a subject cannot add a header ({engine})",
                   bulletin.post.count() == seen and (stood["refused"], stood["done"]) == (stood["total"], 0), str(stood))


def refusing(context, bulletin, engine):
    """Not now is asked again, no is no, and after two editions nobody is asked any more."""
    names = ("fine", "gone", "later", "never", "content")
    bulletin.subscribed({f"{name}@example.org": "ru" for name in names})
    never = {"never": "never"}
    for edition, refused in ((4, 3), (5, 2), (6, 1)):
        bulletin.post.rules(gone="refused", later="later", content="content", **(never if edition == 4 else {}))
        seen, others = bulletin.post.count(), bulletin.officer.must("GET", "/api/subscriptions").json
        stood = bulletin.sent(edition, ["ru"])
        total = next(one["count"] for one in others["languages"] if one["language"] == "ru")
        came = {one.to[0].partition("@")[0] for one in bulletin.post.letters()[seen:]}
        # After two editions "gone" is written to no more; that a letter is disliked, or always too early, says nothing of an address.
        context.expect(f"edition {edition}: later is tried again, what is refused three times or for good is not ({engine})",
                       (stood["refused"], stood["done"], stood["total"]) == (refused, total - refused, total)
                       and {"fine", "later"} <= came and not {"gone", "content"} & came and ("never" in came) == (edition > 4), f"{stood} {came}")


def crash(context, bulletin, engine):
    """Killed half-way and started again: nobody is missed, and at most one letter for each connection comes twice."""
    readers = people(MANY)
    before = len(bulletin.subscribed(readers))
    sending = bulletin.send(1).json["id"]
    until(lambda: bulletin.post.count() >= before + MANY // 3)
    bulletin.server.kill()
    at_the_crash = bulletin.post.count() - before
    context.expect(f"the crash was half-way ({engine})", MANY // 3 <= at_the_crash < MANY, str(at_the_crash))
    finish(context, bulletin, engine, sending, readers, before)


def finish(context, bulletin, engine, sending, readers, before):
    bulletin.server.start()
    until(lambda: bulletin.progress(sending)["state"] == "done", patience=600)
    letters = bulletin.post.letters()[before:]
    names = collections.defaultdict(list)
    for letter in letters:
        names[letter.to[0]].append(letter.message["Message-ID"])
    repeats = len(letters) - len(names)
    context.say(f"{engine}: {len(names)} readers, {repeats} letters twice")
    context.expect(f"nobody is missed ({engine})", set(names) == set(readers), str(sorted(set(readers) - set(names))[:5]))
    context.expect(f"at most one letter for each connection comes twice ({engine})", repeats <= CONNECTIONS, str(repeats))
    context.expect(f"twice the same letter has the same name ({engine})", all(len(set(ids)) == 1 for ids in names.values()))
    stood = bulletin.progress(sending)
    context.expect(f"the sending counts each once ({engine})", (stood["done"], stood["waiting"]) == (len(readers), 0), str(stood))


def many(context, bulletin, engine):
    """The same with 10,000, and how fast."""
    readers, letters = people(MANY_IN_SOAK), 0
    addresses = list(readers)
    for start in range(0, len(addresses), 1500):
        # The throttle of the whole node is in memory: a new start forgets it.
        bulletin.server.stop()
        bulletin.server.start()
        letters += len(bulletin.subscribed({address: readers[address] for address in addresses[start:start + 1500]}))
    began, sending = time.monotonic(), bulletin.send(1).json["id"]
    until(lambda: bulletin.post.count() >= letters + MANY_IN_SOAK // 2, patience=600)
    took = time.monotonic() - began
    context.say(f"{engine}: {MANY_IN_SOAK // 2 / took:.0f} letters a second over {CONNECTIONS} connections")
    bulletin.server.kill()
    finish(context, bulletin, engine, sending, readers, letters)


def certificate(folder, address):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={address}",
                    "-addext", f"subjectAltName=IP:{address}", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
                   check=True, capture_output=True)
    return folder / "certificate.pem", folder / "key.pem"


def encrypted(context):
    """To a server that is not on this machine nothing goes in clear: 0.0.0.0 is one that is no loopback by name."""
    away = "0.0.0.0"
    plain = PostOffice()
    bulletin = Bulletin(context, None, plain, away)
    try:
        bulletin.subscribe("reader@example.org")
        until(lambda: "mail_server_unreachable" in bulletin.log())
        context.expect("a server elsewhere that cannot encrypt gets no letter", plain.count() == 0 and "unreachable" in bulletin.log())
        folder = bulletin.server.place.folder
        pem, key = certificate(folder, away)
    finally:
        plain.remove()
    tls = PostOffice("--tls", pem, key)
    try:
        password = folder / "password"
        password.write_text("secret words\n")
        bulletin.server.stop()
        bulletin.server.words += ["--set", f"mail.server=smtp://{away}:{tls.port}", "--set", "mail.user=panoh",
                                  "--set", f"mail.password_file={password}"]
        seen = bulletin.log().count("unreachable")
        bulletin.server.start()
        until(lambda: bulletin.log().count("unreachable") > seen)
        context.expect("a server whose certificate nobody vouches for gets no letter",
                       tls.count() == 0 and bulletin.log().count("unreachable") > seen)
        bulletin.server.stop()
        bulletin.server.words += ["--set", f"mail.authorities={pem}"]
        bulletin.server.start()
        until(lambda: tls.count() == 1)
        context.expect("over STARTTLS and with its password a letter goes out", tls.count() == 1, bulletin.log()[-1500:])
        context.expect("the password is in no log", "secret words" not in bulletin.log())
    finally:
        bulletin.remove()
        tls.remove()


def closed(context):
    """Where no mail server is set nobody can subscribe, and the program as shipped has no editions to send yet."""
    server = context.demonstration.server(None)
    try:
        officer = Bulletin.signed_in(server)
        asked = officer.request("POST", "/api/subscriptions", {"email": "reader@example.org", "language": "ky"})
        edition = officer.must("GET", "/api/session").json["organisation"]["id"]
        sent = officer.request("POST", f"/api/editions/{edition}/sendings", {"languages": ["ky"]})
        context.expect("without a mail server nothing is sent and nobody subscribes",
                       [(answer.status, answer.json["code"]) for answer in (asked, sent)] == [(409, "mail/not_set_up")] * 2)
        counts = officer.must("GET", "/api/subscriptions").json
        context.expect("and no address to subscribe at is given out", (counts["set_up"], counts["page"]) == (False, ""))
    finally:
        server.remove()
    found = subprocess.run([PROGRAM, "--set", "mail.server=smtp://mail.example.org", "config", "check"], capture_output=True, text=True,
                           check=False)
    context.expect("a mail server without a sender is a fault of the settings",
                   found.returncode != 0 and "config/mail_incomplete" in found.stdout + found.stderr, found.stdout + found.stderr)
