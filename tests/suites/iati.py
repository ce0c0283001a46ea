"""The IATI file of a project: whole XML here, and in the soak what the official schema of version 2.03 takes.

The schema is not ours to pass on; it comes out of pyIATI, a package of Python's index.
"""

import pathlib
import subprocess
import tempfile

from suites.places import ROOT
from support.client import Client

PACKAGE = "pyiati==0.4.1"
FETCHED = ROOT / "build" / "iati"
# One says everything that a project can say, one no more than it must.
PROJECTS = (
    {"title": "Files & <facts> (fictional)", "reference": "KG7", "iati_identifier": "XX-TEST-1-KG7", "summary": "For \"trying out\".",
     "language": "ru", "countries": ["KG", "KZ", "UZ"], "starts_on": "2026-01-01", "ends_on": "2027-12-31",
     "aims": ["prevention", "protection"],
     "parties": [{"name": "Invented Ministry", "role": "supporter", "country": "KG", "sector": "government"}],
     "grants": [{"donor": "Invented Fund", "reference": "IF-1", "amount": 250000, "currency": "USD", "starts_on": "2026-01-01",
                 "ends_on": "2027-12-31"}]},
    {"title": "Least (fictional)", "iati_identifier": "XX-TEST-1-L", "summary": "Short.", "countries": ["TJ"], "aims": ["prevention"],
     "starts_on": "2026-01-01"},
)


def run(context):
    server = context.demonstration.server(None)
    try:
        officer = Client(server)
        officer.sign_in("asel")
        files = {name: whole(officer, project) for name, project in projects(officer).items()}
        officer.close()
    finally:
        server.remove()
    schema = official(context) if context.soak else None
    with tempfile.TemporaryDirectory(prefix="panoh-test-") as folder:
        for name, text in files.items():
            file = pathlib.Path(folder) / "activity.xml"
            file.write_bytes(text)
            context.passes(f"the file of {name} is whole", ["xmllint", "--noout", "--nonet", file])
            if schema:
                context.passes(f"the official schema takes {name}", ["xmllint", "--noout", "--nonet", "--schema", schema, file])
        if schema:
            file.write_bytes(text.replace(b"<title>", b"<titel>").replace(b"</title>", b"</titel>"))
            status, _ = context.run(["xmllint", "--noout", "--nonet", "--schema", schema, file])
            context.expect("the schema refuses what is wrong", status != 0)


def projects(officer):
    """{title: id}"""
    ids = {project["title"]: officer.must("POST", "/api/projects", project).json["id"] for project in PROJECTS}
    made = ids[PROJECTS[0]["title"]]
    indicator = officer.must("POST", "/api/indicators", {
        "title": "People trained", "code": "CAP-01", "unit": "people", "project": made, "baseline": 0, "baseline_on": "2026-01-01",
        "adds_up": True, "less_is_better": False, "targets": [{"value": 200, "by": "2027-12-31"}]}).json["id"]
    officer.must("POST", "/api/measurements", {"measure": "people_trained", "value": 30, "basis": "counted", "indicator": indicator,
                                               "project": made, "starts_on": "2026-05-02"})
    return ids


def whole(officer, project):
    return officer.must("GET", f"/api/projects/{project}/iati").body


def official(context):
    if not FETCHED.exists():
        FETCHED.mkdir(parents=True)
        context.passes("the schema is fetched", ["pip", "download", "-q", PACKAGE, "--no-deps", "-d", FETCHED])
        for packed in FETCHED.glob("*.tar.gz"):
            subprocess.run(["tar", "-xzf", packed, "-C", FETCHED], check=True)
    found = sorted(FETCHED.glob("*/iati/resources/standard/2-03/schemas/iati-activities-schema.xsd"))
    context.expect("the package has the schema of activities", found)
    return found[0] if found else None
