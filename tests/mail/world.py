"""A node that sends, the mail server it sends to, and the letters of its editions."""

import email
import email.policy
import json
import pathlib
import re
import subprocess
import tempfile
import time

from suites.places import BUILD, ROOT
from support.client import Client
from support.server import Server

NODE = BUILD / "tests" / "mail" / "mail_node"
POST_OFFICE = ROOT / "tests" / "mail" / "post_office.py"
# Debian's own, because its aiosmtpd is for no other.
PYTHON = "/usr/bin/python3"
PUBLIC = "https://panoh.example.org"
CONNECTIONS = 4
ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 90
LETTERS = {
    "ky": ("Адам сатууга каршы күн: бюллетень, биринчи чыгарылыш жана анын бардык макалалары",
           "Адам сатууга каршы күрөш.\n\n.Чекит менен башталган сап\nFrom баштап\nбоштук менен аяктайт \n\nКетүү: %%leave%%\n"),
    "ru": ("Бюллетень", "Строка.\n.\n..\n\nОтписаться: %%leave%%\n"),
    "en": ("Bulletin =?UTF-8?B?AAAA?= of July", ".\nA line = of \"all\" <sorts> & one that is " + "long " * 60 + "\n\nLeave: %%leave%%\n"),
}


def html_of(text):
    return f'<html><body><p>{text.replace("&", "&amp;").replace("<", "&lt;")}</p><a href="%%leave%%">x</a></body></html>\n'


def until(true, patience=PATIENCE):
    """Waits for something to become true; whether it did."""
    end = time.monotonic() + patience
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def has_aiosmtpd():
    return subprocess.run([PYTHON, "-c", "import aiosmtpd.smtp"], capture_output=True, check=False).returncode == 0


class PostOffice:
    def __init__(self, *more):
        self.folder = tempfile.TemporaryDirectory(prefix="panoh-post-")
        self.file = pathlib.Path(self.folder.name) / "letters"
        self.file.touch()
        self.process = subprocess.Popen([PYTHON, POST_OFFICE, self.file, *map(str, more)], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline())

    def rules(self, **by_name):
        """What the server says to NAME@example.org from now on."""
        by_address = {f"{name}@example.org": rule for name, rule in by_name.items()}
        self.file.with_name("letters.rules").write_text(json.dumps(by_address), encoding="utf-8")

    def letters(self):
        """What came, in the order in which it came."""
        lines = self.file.read_text(encoding="utf-8").split("\n")[:-1]
        return [Arrived(json.loads(line)) for line in lines]

    def count(self):
        return self.file.read_bytes().count(b"\n")

    def remove(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()


class Arrived:
    def __init__(self, kept):
        self.connection, self.sender, self.to = kept["connection"], kept["from"], kept["to"]
        self.data = kept["data"].encode("latin-1")

    @property
    def message(self):
        return email.message_from_bytes(self.data, policy=email.policy.default)

    def part(self, kind):
        """A text travels with CRLF at the ends of its lines."""
        return self.message.get_body((kind,)).get_content().replace("\r\n", "\n")

    def token(self, of):
        found = re.search(rf"{PUBLIC}/subscriptions/{of}/([\w-]+)\?language=(\w\w)\b", self.part("plain"))
        return found.group(1) if found else None


class Bulletin:
    """A demonstration whose communications officer sends; `settings` beyond those of the mail server. NODE has editions made of
    files; the program itself has those that people made."""

    def __init__(self, context, cluster, post, host="127.0.0.1", settings=(), program=NODE):
        first = context.demonstration.server(cluster)
        home = self.signed_in(first).must("GET", "/api/session").json["organisation"]["id"]
        first.stop()
        place = first.place
        for setting in (f"mail.server=smtp://{host}:{post.port}", "mail.from=Panoh <bulletin@example.org>", "mail.pause_seconds=1",
                        f"mail.connections={CONNECTIONS}", f"server.public_address={PUBLIC}", "server.trusted_proxy=127.0.0.1", *settings):
            place.words += ["--set", setting]
        self.post, self.home = post, home
        self.server = Server(program, place)
        folder = place.folder / "letters"
        folder.mkdir()
        for language, (subject, text) in LETTERS.items():
            (folder / f"{language}.subject").write_text(subject, encoding="utf-8")
            (folder / f"{language}.txt").write_text(text, encoding="utf-8")
            (folder / f"{language}.html").write_text(html_of(text), encoding="utf-8")
        self.folder = folder
        self.server.environment |= {"PANOH_TEST_LETTERS": str(folder), "PANOH_TEST_ORGANISATION": home}
        self.server.start()
        self.anybody = Client(self.server)
        self.officer = self.signed_in(self.server)

    @staticmethod
    def signed_in(server, user="bermet"):
        client = Client(server)
        if client.sign_in(user).status != 201:
            raise AssertionError(f"{user} cannot sign in")
        return client

    def subscribe(self, address, language="ky", network=0, **more):
        """From one of many networks: a stranger who asks often is slowed down."""
        where = {"X-Forwarded-For": f"10.{network // 250 % 250}.{network % 250}.7"}
        return self.anybody.request("POST", "/api/subscriptions", {"email": address, "language": language, **more}, where)

    def confirm(self, token):
        return self.anybody.request("POST", f"/api/subscriptions/confirm/{token}")

    def leave(self, token, body=ONE_CLICK):
        """As a mail program does: from nowhere, with no cookie."""
        return Client(self.server).request("POST", f"/api/subscriptions/leave/{token}", raw=body,
                                           headers={**FORM, "Origin": None})

    def subscribed(self, people):
        """Asks for {address: language}, reads the letters and follows their links; those that came."""
        before = self.post.count()
        for number, (address, language) in enumerate(people.items()):
            answer = self.subscribe(address, language, number // 40)
            if answer.status != 202:
                raise AssertionError(f"{answer.status} {answer.body}")
        until(lambda: self.post.count() >= before + len(people))
        letters = self.post.letters()[before:]
        for letter in letters:
            if self.confirm(letter.token("confirm")).status != 204:
                raise AssertionError("a link to confirm by does not work")
        return letters

    def edition(self, number):
        return self.home[:-2] + f"{number:02x}"

    def send(self, edition, languages=("ky", "ru", "en")):
        return self.officer.request("POST", f"/api/editions/{self.edition(edition)}/sendings", {"languages": list(languages)})

    def progress(self, sending):
        return self.officer.must("GET", f"/api/sendings/{sending}").json

    def sent(self, edition, languages=("ky", "ru", "en")):
        """One edition from its start to its end; how it stood then."""
        begun = self.send(edition, languages)
        if begun.status != 201:
            raise AssertionError(f"{begun.status} {begun.body}")
        sending = begun.json["id"]
        until(lambda: self.progress(sending)["state"] != "running")
        return self.progress(sending)

    def log(self):
        return self.server.log.read_text(encoding="utf-8")

    def remove(self):
        self.server.remove()
