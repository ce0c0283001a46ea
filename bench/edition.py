"""A large edition of the bulletin, entered through the API as people would: how long until readers have its pages.

30 stories and 60 pictures in seven languages. The clock runs from the request that publishes to the last of the 14 pages, web and
text of each language, whole. PDF files are made when somebody asks for one, and are not in it."""

import dataclasses
import datetime
import random
import re
import sys
import time
import urllib.error
import urllib.request

from jpeg import Camera
from places import ROOT
from server import PASSWORD

sys.path.insert(0, str(ROOT / "tools"))
from enter_edition import Session, step  # noqa: E402

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "tk", "uz")
LETTERS = {"en": "abcdefghiklmnoprstuvwy", "tk": "abçdeägijklmnöprsştuüwyýzž", "uz": "abdefghijklmnopqrstuvxyz"}
CYRILLIC = "абвгдежзийклмнопрстуфхцчшыэюя"
WORDS_IN_A_PARAGRAPH, PARAGRAPHS = 60, 5
TARGET = 15
# How the page of an edition begins each of its stories.
STORY = b'<article class="story"'
PATIENCE = 120
FEW_CASES = 3


@dataclasses.dataclass
class Size:
    stories: int
    pictures: int
    width: int
    height: int


WHOLE, QUICK = Size(30, 60, 3000, 2000), Size(3, 2, 640, 480)


class Writer:
    """Words that mean nothing, as long as those of the language and never the same text twice."""

    def __init__(self):
        self.choose = random.Random(11)

    def words(self, language, count):
        letters = LETTERS.get(language, CYRILLIC)
        return " ".join("".join(self.choose.choices(letters, k=self.choose.randint(2, 11))) for _ in range(count))

    def each(self, count):
        return [{"language": language, "text": self.words(language, count)} for language in LANGUAGES]

    def story(self, pictures, facts):
        """Several paragraphs, a heading, points, a quotation, its pictures, and figures in lines and alone."""
        texts = []
        for language in LANGUAGES:
            paragraphs = [self.words(language, WORDS_IN_A_PARAGRAPH) for _ in range(PARAGRAPHS)]
            paragraphs[0] += f" **{self.words(language, 2)}** {{figure:{facts[0]}}} {self.words(language, 3)}"
            parts = [*paragraphs[:2], f"## {self.words(language, 4)}", *(f"{{picture:{n + 1}}}" for n in range(len(pictures))),
                     *(f"{{figure:{fact}}}" for fact in facts), *paragraphs[2:],
                     "\n".join(f"- {self.words(language, 9)}" for _ in range(4)), f"> {self.words(language, 20)}"]
            texts.append({"language": language, "title": self.words(language, 6), "lead": self.words(language, 25),
                          "body": "\n\n".join(parts), "reviewed": True})
        return {"country": "KG", "texts": texts, "facts": facts, "sources": self.each(8),
                "pictures": [{"picture": each, "alternative": self.each(12), "caption": self.each(8)} for each in pictures],
                "figures": [{"figure": fact, "labels": self.each(5), "sources": self.each(6)} for fact in facts]}


def bring(session, camera):
    """One picture, through the sandbox that makes it anew; its id."""
    request = urllib.request.Request(session.address + "/api/pictures", camera.picture(), method="POST",
                                     headers={"Origin": session.address, "Cookie": session.cookie, "Content-Type": "image/jpeg"})
    with urllib.request.urlopen(request) as answer:
        made = re.search(rb'"id":"([^"]+)"', answer.read())[1].decode()
    session.ask("GET", f"/api/pictures/{made}")
    session.ask("PUT", f"/api/pictures/{made}", {"credit": "Invented (fictional)", "people_shown": "nobody"}, {"If-Match": session.version})
    return made


def enter(session, size):
    """Pictures, facts, edition, stories; the edition's id, and what entering took by part."""
    writer, camera = Writer(), Camera(size.width, size.height)
    began = time.monotonic()
    pictures = [bring(session, camera) for _ in range(size.pictures)]
    brought = time.monotonic()
    facts = [session.ask("POST", "/api/facts", {"title": f"Figure {n}", "value": 1000 + n, "unit": "people", "approximate": False,
                                                "language": "en", "source": {"title": "Invented report", "publisher": "Nobody"}})["id"] for n in range(size.stories)]
    edition = session.ask("POST", "/api/editions", {
        "titles": writer.each(6), "leads": writer.each(20), "day": str(datetime.date(2026, 7, 30)), "languages": list(LANGUAGES),
        "sections": [{"key": f"s{n}", "titles": writer.each(3)} for n in range(3)], "notes": writer.each(15), "fictional": True})["id"]
    for number in range(size.stories):
        shown = pictures[number * size.pictures // size.stories:(number + 1) * size.pictures // size.stories]
        value = writer.story(shown, [facts[number], facts[number - 1]])
        session.ask("POST", f"/api/editions/{edition}/stories?section=s{number * 3 // size.stories}", value)
    return edition, brought - began, time.monotonic() - brought


def fetch(address):
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return b""


def read_all(address, slug, stories):
    """Asks for all 14 until each is there; their bytes. A page that lacks a story would be no page."""
    waiting, pages, end = [f"{language}{form}" for language in LANGUAGES for form in ("", "/text")], {}, time.monotonic() + PATIENCE
    while waiting:
        page = fetch(f"{address}/bulletins/{slug}/{waiting[0]}")
        if page:
            pages[waiting.pop(0)] = page
        elif time.monotonic() > end:
            raise RuntimeError(f"no page after {PATIENCE} s: {waiting}")
        else:
            time.sleep(0.02)
    for name, page in pages.items():
        found = page.count(STORY)
        if "/" not in name and found != stories:
            raise RuntimeError(f"{name} has {found} stories of {stories}")
    return pages


def publish(server, writer, approver, edition, stories):
    """Seconds to all pages, and to what the request itself took."""
    step(writer, edition, "ask-review")
    step(approver, edition, "approve")
    began = time.monotonic()
    slug = step(approver, edition, "publish")["slug"]
    answered = time.monotonic()
    pages = read_all(server.base, slug, stories)
    return time.monotonic() - began, answered - began, pages


def one(program, engine, size):
    place = engine.fresh(program, "edition", FEW_CASES)
    server = place.serve(program)
    try:
        writer, approver = Session(server.base, "asel", PASSWORD), Session(server.base, "bermet", PASSWORD)
        edition, pictures, texts = enter(writer, size)
        took, request, pages = publish(server, writer, approver, edition, size.stories)
        web = [len(page) for name, page in pages.items() if "/" not in name]
        print(f"{engine.label}: {size.pictures} pictures of {size.width} by {size.height} brought in {pictures:.1f} s, {size.stories} stories "
              f"in {len(LANGUAGES)} languages in {texts:.1f} s")
        print(f"   from publishing to the last of {len(pages)} pages {took:.2f} s, the request itself {request:.2f} s; web pages of "
              f"{min(web) // 1000} to {max(web) // 1000} kB, {server.memory():.0f} MB anonymous memory"
              + (f": ABOVE the {TARGET} s that it may take" if took > TARGET else ""), flush=True)
    finally:
        server.stop()
        engine.take_away(place)


def run(program, engines, quick):
    size = QUICK if quick else WHOLE
    print(f"\nan edition of {size.stories} stories and {size.pictures} pictures in {len(LANGUAGES)} languages", flush=True)
    for engine in engines:
        one(program, engine, size)
