"""The edition of 2021, entered through the API by two people and published: every fact that its source reports is in the page, the plain
text, the PDF and the letter, in all seven languages (tests/edition/facts_xx.json).
"""

import html
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import urllib.request

from mail.world import Bulletin, PostOffice, has_aiosmtpd, until
from suites.places import PROGRAM, ROOT

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "tk", "uz")
CONTENT = ROOT / "data" / "editions" / "2021-07-30"
FACTS = ROOT / "tests" / "edition"
PASSWORD = "lantern by the river"
SLUG = "2021-07-30"
# What the program itself writes: figures, and addresses of the contacts with their day.
FIGURES = ("150", "99", "6", "60")
PEOPLE_REACHED = re.compile(r"7[, .\u00a0\u202f]?500")
CONTACTS = ("iomastana@iom.int", "iomalmaty@iom.int", "iomkyrgyzstan@iom.int", "dushanbe@iom.int", "iomashgabat@iom.int", "iomtashkent@iom.int")
# Headlines and furniture of the page that the source was printed from are no content of it.
FURNITURE = ("Horse Thieves", "FOLLOW US", "Please press the photo")


def run(context):
    if not has_aiosmtpd():
        return context.skip("edition: Debian's python3-aiosmtpd is not installed")
    post = PostOffice()
    bulletin = Bulletin(context, None, post, program=PROGRAM)
    try:
        edition = entered(bulletin.server)
        readers = {f"{language}@example.org": language for language in LANGUAGES}
        bulletin.subscribed(readers)
        letters = sent(bulletin, edition)
        for language in LANGUAGES:
            facts = json.loads((FACTS / f"facts_{language}.json").read_text(encoding="utf-8"))
            for form, text in forms(bulletin.server, letters, language):
                missing = lost(facts, text)
                context.expect(f"the {form} in {language} has every fact", not missing, "\n".join(missing))
        if shutil.which("rsvg-convert"):
            drawn = {language: get(bulletin.server, f"/bulletins/{SLUG}/{language}/card")[1] for language in ("en", "ky")}
            sizes = {language: struct.unpack(">II", png[16:24]) if png.startswith(b"\x89PNG") else None for language, png in drawn.items()}
            context.expect("the pictures for social networks are PNG of 1200 by 630", set(sizes.values()) == {(1200, 630)}, str(sizes))
            context.expect("each language has its own", drawn["en"] != drawn["ky"])
        the_checklist_can_fail(context)
    finally:
        bulletin.remove()
        post.remove()


def entered(server):
    """By the tool that anybody may use, as two people."""
    people = {"PANOH_WRITER_PASSWORD": PASSWORD, "PANOH_APPROVER_PASSWORD": PASSWORD}
    words = [sys.executable, ROOT / "tools" / "enter_edition.py", f"http://127.0.0.1:{server.port}", CONTENT, "--writer", "asel",
             "--approver", "bermet", "--publish"]
    ran = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, env={**os.environ, **people})
    if ran.returncode != 0:
        raise AssertionError(ran.stdout + ran.stderr)
    return ran.stdout.strip()


def sent(bulletin, edition):
    """{language: letter} of a sending to everybody."""
    before = bulletin.post.count()
    # The public shelf looks once a second whether something came out.
    until(lambda: not status(bulletin.server, f"/bulletins/{SLUG}/en") == 404)
    begun = bulletin.officer.request("POST", f"/api/editions/{edition}/sendings", {"languages": list(LANGUAGES)})
    if begun.status != 201:
        raise AssertionError(f"{begun.status} {begun.body}")
    until(lambda: bulletin.post.count() >= before + len(LANGUAGES))
    return {letter.to[0].partition("@")[0]: letter for letter in bulletin.post.letters()[before:]}


def status(server, path):
    try:
        return get(server, path)[0]
    except urllib.error.HTTPError as error:
        return error.code


def get(server, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=60) as answer:
        return answer.status, answer.read()


def forms(server, letters, language):
    path = f"/bulletins/{SLUG}/{language}"
    yield "page", plain(get(server, path)[1].decode())
    yield "plain text", flat(get(server, path + "/text")[1].decode())
    if shutil.which("weasyprint") and shutil.which("pdftotext"):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(get(server, path + "/pdf")[1])
            file.flush()
            yield "PDF", flat(subprocess.run(["pdftotext", "-enc", "UTF-8", file.name, "-"], capture_output=True, check=True).stdout.decode())
    yield "letter", flat(letters[language].part("plain"))
    yield "letter's page", plain(letters[language].part("html"))


def plain(page):
    return flat(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<style.*?</style>", "", page, flags=re.S))))


def flat(text):
    """Without what lines and pages do to words: breaks, soft hyphens, marks before a quotation."""
    text = re.sub(r"[\u00ad\u200b]", "", text)
    return re.sub(r"[\s|>*•]+", " ", text)


def lost(facts, text):
    """What is not there, and what must not be."""
    joined = text.replace(" ", "")
    has = lambda wanted: flat(wanted).replace(" ", "") in joined
    missing = [f"{name}: {wanted}" for name, all_wanted in facts.items() for wanted in all_wanted if not has(wanted)]
    missing += [f"contact {address}" for address in CONTACTS if address not in joined]
    missing += [f"figure {figure}" for figure in FIGURES if not re.search(rf"(?<!\d){figure}(?!\d)", text)]
    missing += [] if PEOPLE_REACHED.search(text) else ["figure 7,500"]
    return missing + [f"furniture: {words}" for words in FURNITURE if words in text]


def the_checklist_can_fail(context):
    facts = json.loads((FACTS / "facts_en.json").read_text(encoding="utf-8"))
    context.expect("an empty page lacks every fact", len(lost(facts, "")) > sum(map(len, facts.values())))
