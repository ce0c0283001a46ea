"""Reads a PDF through qpdf and says what somebody who does not see it would miss: the rules of PDF/UA-1 (ISO 14289-1)
that can be seen in the structure. The long list is veraPDF's, in the soak."""

import base64
import json
import re
import subprocess

HEADING = re.compile(r"^/H([1-6])$")
# What paints: text, pictures, lines and surfaces.
PAINTS = {b"Tj", b"TJ", b"Do", b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh"}
TOKEN = re.compile(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]+|<<|>>|[^\s<>\[\]()/]+")


class Pdf:
    def __init__(self, path):
        ran = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                             capture_output=True, check=False)
        header, self.objects = json.loads(ran.stdout)["qpdf"]
        self.size = header["maxobjectid"]
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.at(self.trailer["/Root"])

    def at(self, value):
        """What a reference leads to, or the value itself."""
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects[f"obj:{value}"]
            return found["value"] if "value" in found else found["stream"]["dict"]
        return value

    def stream(self, reference):
        return base64.b64decode(self.objects[f"obj:{reference}"]["stream"]["data"])

    def pages(self, node=None):
        node = self.at(self.root["/Pages"]) if node is None else node
        for kid in node["/Kids"]:
            page = self.at(kid)
            if page["/Type"] == "/Pages":
                yield from self.pages(page)
            else:
                yield kid, page

    def elements(self):
        """Every structure element in reading order, with its children; content is a dictionary of /MCR or /OBJR."""
        def walk(reference):
            element = self.at(reference)
            raw = element.get("/K", [])
            raw = raw if isinstance(raw, list) else [raw]
            # A number alone is content of the element's own page.
            kids = [{"/Type": "/MCR", "/MCID": kid, "/Pg": element.get("/Pg")} if isinstance(kid, int) else self.at(kid) for kid in raw]
            yield element, kids
            for kid, place in zip(kids, raw):
                if "/S" in kid:
                    yield from walk(place)
        for top in self.at(self.root["/StructTreeRoot"])["/K"]:
            yield from walk(top)


def text_of(value):
    return value[2:] if isinstance(value, str) and value[:2] in ("u:", "b:") else value


def faults_of_catalog(pdf, language):
    root = pdf.root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if text_of(root.get("/Lang", "")) != language:
        yield f"language {root.get('/Lang')}"
    if not pdf.at(root.get("/ViewerPreferences", {})).get("/DisplayDocTitle"):
        yield "its title is not shown"
    if not text_of(pdf.at(pdf.trailer.get("/Info", {})).get("/Title", "")):
        yield "no title"
    if "/Metadata" not in root or b"pdfuaid" not in pdf.stream(root["/Metadata"]):
        yield "does not say that it is PDF/UA"
    if "/Outlines" not in root:
        yield "no bookmarks"


def faults_of_structure(pdf):
    last = 0
    for element, kids in pdf.elements():
        kind = element["/S"]
        heading = HEADING.match(kind)
        if heading:
            level = int(heading.group(1))
            if level > last + 1:
                yield f"a heading of level {level} after {last}"
            last = level
        if kind == "/Figure" and not text_of(element.get("/Alt", "")):
            yield "a picture without words"
        if kind == "/L" and any(kid.get("/S") != "/LI" for kid in kids):
            yield "a list with something else than points"
        if kind == "/Link" and not any(kid.get("/Type") == "/OBJR" for kid in kids):
            yield "a link that leads nowhere"
        if not kids:
            yield f"an empty {kind}"
    if last == 0:
        yield "no headings"


def faults_of_content(pdf):
    known = {}
    for _, kids in pdf.elements():
        for kid in kids:
            if kid.get("/Type") == "/MCR":
                known.setdefault(kid["/Pg"], set()).add(kid["/MCID"])
    for reference, page in pdf.pages():
        if page.get("/Tabs") != "/S":
            yield "tabs do not follow the structure"
        inside, found, before = [], set(), []
        for token in TOKEN.findall(pdf.stream(page["/Contents"])):
            if token in (b"BDC", b"BMC"):
                inside.append(token)
                if b"/MCID" in before:
                    found.add(int(before[before.index(b"/MCID") + 1]))
                if len(inside) > 1:
                    yield "content within content"
            elif token == b"EMC":
                inside.pop()
            elif token in PAINTS and not inside:
                yield f"{token.decode()} is neither content nor decoration"
            before = (before + [token])[-6:] if token not in (b"BDC", b"BMC") else []
        if found != known.get(reference, set()):
            yield "content that is in no element, or the other way round"


def faults_of_fonts(pdf):
    for found in pdf.objects.values():
        value = found.get("value") if isinstance(found, dict) else None
        if isinstance(value, dict) and value.get("/Type") == "/FontDescriptor" and not any(f"/FontFile{n}" in value for n in ("", "2", "3")):
            yield f"{value.get('/FontName')} is not inside"


def faults(path, language):
    pdf = Pdf(path)
    found = list(faults_of_catalog(pdf, language))
    if "/StructTreeRoot" not in pdf.root:
        return [*found, "no structure"]
    return sorted({*found, *faults_of_structure(pdf), *faults_of_content(pdf), *faults_of_fonts(pdf)})


def alternatives(path):
    """What pictures say."""
    pdf = Pdf(path)
    return " ".join(text_of(element["/Alt"]) for element, _ in pdf.elements() if "/Alt" in element)
