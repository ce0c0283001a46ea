"""The bulletin on paper: its PDF in seven languages is tagged, has its fonts inside and every word of the edition.

The soak asks veraPDF as well, which Maven brings.
"""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from suites.places import BUILD, ROOT
from support import tagged

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "tk", "uz")
NEEDS = ("weasyprint", "qpdf", "pdftotext", "pdffonts")
VERA = ROOT / "tests" / "paper"


def words_of(text):
    """Letters and digits, without what one form draws around them."""
    text = re.sub(r"<?https?://\S+|[a-z]+@[a-z.]+", " ", text)
    return set(re.findall(r"[^\W_]+(?:[’ʻʼ‘'-][^\W_]+)*", text.replace("\u202f", " ").replace("\u00a0", " ")))


def run(context):
    missing = [name for name in NEEDS if not shutil.which(name)]
    if missing:
        return context.skip(f"{', '.join(missing)} not installed")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-test-"))
    try:
        context.passes("an edition is printed", [BUILD / "src" / "portal" / "portal_sample", folder], timeout=300)
        for language in LANGUAGES:
            if context.wants(language):
                one_language(context, folder, language)
        the_checker_can_fail(context, folder)
        if context.soak:
            vera(context, folder)
    finally:
        shutil.rmtree(folder)


def one_language(context, folder, language):
    pdf = folder / f"paper.{language}.pdf"
    if not pdf.exists():
        return context.fail(f"paper in {language}", "was not made")
    found = tagged.faults(pdf, language)
    context.expect(f"paper in {language} reads well for who does not see it", not found, "\n".join(found))
    printed = subprocess.run(["pdftotext", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True).stdout.decode()
    there = words_of(printed + " " + tagged.alternatives(pdf))
    # A picture is there itself; the plain text has to say that there is one.
    says = json.loads((ROOT / "languages" / f"{language}.json").read_text("utf-8"))["portal.picture"].replace("{alternative}", "")
    lost = words_of((folder / f"text.{language}.txt").read_text("utf-8")) - there - words_of(says)
    context.expect(f"paper in {language} has every word of the plain text", not lost, " ".join(sorted(lost)))
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, check=True, text=True).stdout
    foreign = [line for line in fonts.splitlines()[2:] if "Noto-Sans" not in line]
    context.expect(f"paper in {language} has one font for all its letters", not foreign and "Noto-Sans" in fonts, fonts)


def the_checker_can_fail(context, folder):
    """What WeasyPrint makes by itself is not enough, and that is seen."""
    plain = folder / "plain.pdf"
    subprocess.run(["weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", folder / "paper.en.html", plain], check=True)
    found = tagged.faults(plain, "en")
    for expected in ("content within content", "no structure", "a picture without words"):
        if expected in found:
            return context.passed()
    return context.fail("the checker sees what is wrong", "\n".join(found))


def vera(context, folder):
    if not shutil.which("mvn") or not shutil.which("javac"):
        return context.skip("Maven or a Java compiler is not installed")
    library = ROOT / "build" / "verapdf"
    context.passes("veraPDF is fetched", ["mvn", "-q", "-B", "-f", VERA / "pom.xml", "dependency:copy-dependencies",
                                          f"-DoutputDirectory={library}"], timeout=1800)
    for language in LANGUAGES:
        context.passes(f"veraPDF takes the paper in {language} as PDF/UA-1",
                       ["java", "-cp", f"{library}/*", VERA / "VeraPdf.java", folder / f"paper.{language}.pdf"], timeout=600)
