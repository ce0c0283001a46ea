"""Whole cases out of one server and into an empty one, equal; a messy table, each problem of it told once; the same through
the browser's door, beside other people's work and over a crash. Both engines."""

import csv
import io
import json
import random
import threading
import time
import zipfile
from xml.etree import ElementTree

from suites.places import ROOT
from support.client import PASSWORD, Client
from support.server import Place, Server

# A whole record as the browser's forms send it: every answer that HTCDS has, with lists of more than one.
CODED = {
    "gender": "Feminine", "citizenship": ["KG", "UZ"], "primary_language": "ky", "secondary_language": "ru",
    "marital_status": "Single", "education": "PrimaryEducation", "number_of_children": 2, "deceased": "no", "data_agreement": "yes",
    "trafficking_status": "PossibleVictimOfTrafficking", "status_decided_by": "NGO", "vulnerabilities": ["Poverty", "Migration"],
    "recruitment_method": ["ThroughFriendsOrSocialEvents"], "recruitment_websites": ["Telegram", "Other"],
    "relationship_to_trafficker": "Unaquainted", "methods_of_control": ["DebtBondage", "RestrictsMovement"],
    "exploitation": ["ForcedLabour", "OnlineScamCompound"], "labour_industry": "F_Construction",
    "sexual_exploitation": ["Prostitution"], "exploitation_websites": ["WeChat"], "country_of_exploitation": "KZ",
    "exploitation_from": "2021-04", "exploitation_to": "2022", "age_when_trafficked": 24,
    "further_episodes": [{"exploitation": ["ForcedBegging"], "exploitation_from": "2010"}, {"exploitation": ["~refused"]}],
    "referred_in_on": "2023-02-03", "referred_in_because": "Other", "referred_out_on": "2023-05-06",
    "referred_out_because": "MigrationOrChangeOfLocation",
}
IDENTITY = {
    "names": [{"given": "Айгүл", "family": "=Токтосунова", "patronymic": "Асан кызы", "script": "Cyrillic", "kind": "current"},
              {"given": "Aigul", "family": "'Toktosunova", "script": "Latin", "kind": "alias"}],
    "birth": {"year": 1994, "month": 7}, "salutation": "Ms", "title": "Dr", "mother_name": "Гүлнара", "birthplace": "Ош",
    "phone": "+996 555 000000", "home_phone": "-", "email": "@example", "document": "AN0000000",
}
WHEREABOUTS = {
    "lives_in": "with\nan aunt", "safe_contact": "by day; =never; by letter",
    "address": {"street": "Манас 1", "city": "Ош", "state": "Ош", "postal_code": "714000", "country": "KG", "latitude": 40.5283,
                "longitude": -72.7985},
}
STORY = {
    "location_of_recruitment": "a café", "location_of_exploitation": "a yard", "vulnerability_details": "debts",
    "closure_details": "none yet",
    "events": [{"episode": 1, "type": "Exploitation", "on": {"year": 2021, "month": 4, "day": 5}, "street": "s", "city": "Алматы",
                "state": "x", "postal_code": "050000", "country": "KZ", "latitude": 43.238, "longitude": 76.9452,
                "description": "brick works"},
               {"episode": 2, "type": "Transit", "on": {"year": 2010}, "country": "~unknown"}],
    "perpetrators": [{"roles": ["Transporter", "Abuser"], "details": "a scar", "organisation": "a firm"}, {"roles": ["~refused"]}],
    "plans": [{"type": "Legal", "objectives": "papers", "action_plan": "go", "planned_end_on": "2031-01-01",
               "actual_end_on": "2023-03-03"}],
    "referred_in": {"organisation": "hotline", "caseworker": "A. B.", "details": "d"},
    "referred_out": {"organisation": "clinic", "caseworker": "C. D.", "details": "e"},
}
# What another server cannot know of a case: who brought a comment in.
NOT_COMPARED = {"panoh_CommentBy"}


def run(context):
    for cluster in context.demonstration.clusters():
        if context.wants("round trip"):
            out_and_in(context, cluster)
        if context.wants("messy"):
            messy(context, cluster)
        if context.wants("out of the browser"):
            out_of_the_browser(context, cluster)
        if context.wants("ctdc"):
            ctdc_layouts(context, cluster)
        if context.wants("beside"):
            beside(context, cluster)
        if context.wants("crash"):
            crash(context, cluster)


def signed_in(server, user):
    client = Client(server)
    client.must("POST", "/api/session", {"user_name": user, "password": PASSWORD})
    return client


def read(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def records_command(server, way, file, team, *more):
    """As somebody who types the password; what it printed."""
    why = ("--purpose", "handover", "--why", "to another server") if way == "export" else ()
    return server.command(way, "htcds", file, "--as", "daniyar", "--team", team, *why, *more, typed=PASSWORD + "\n")


def out_and_in(context, cluster):
    server = context.demonstration.server(cluster)
    empty = Server(server.program, Place(cluster))
    try:
        empty.must("demo", "--cases", 0)
        team = write_whole_case(server)
        server.stop()
        name = server.place.engine
        folder = server.place.folder
        for ending in ("csv", "xlsx"):
            out = records_command(server, "export", folder / f"first.{ending}", team)
            context.expect(f"export as {ending} on {name}", out.returncode == 0, out.stdout + out.stderr)
            context.expect(f"the {ending} is its owner's alone on {name}", (folder / f"first.{ending}").stat().st_mode & 0o077 == 0)
        rows = read(folder / "first.csv")
        whole = [row for row in rows if row["panoh_Reference"] == next(one for one in rows if one["prs_Title"] == "Dr")["panoh_Reference"]]
        standard = [line.split(",")[0] for line in (ROOT / "data" / "htcds" / "fields.csv").read_text().splitlines()[1:]]
        empty_fields = [field for field in standard if not any(row[field] for row in whole)]
        context.expect(f"every field of HTCDS has its column and its answer on {name}", len(standard) == 84 and not empty_fields,
                       ", ".join(empty_fields))
        guarded = [row["prs_SecondName"] for row in whole]
        context.expect(f"cells that a spreadsheet would run are neutralised on {name}", guarded[0] == "'=Токтосунова", str(guarded))
        for ending in ("csv", "xlsx"):
            back = Server(server.program, empty.place.copy())
            try:
                came = records_command(back, "import", folder / f"first.{ending}", team)
                context.expect(f"import of {ending} into an empty server on {name}", came.returncode == 0, came.stdout + came.stderr)
                again = records_command(back, "export", folder / f"again-{ending}.csv", team)
                context.expect(f"second export on {name}", again.returncode == 0, again.stdout + again.stderr)
                compare(context, f"{ending} on {name}", rows, read(folder / f"again-{ending}.csv"))
                context.expect(f"the audit chain is whole after an import on {name}", back.command("audit", "verify").returncode == 0)
            finally:
                back.remove()
    finally:
        server.remove()
        empty.remove()


def write_whole_case(server):
    """By the routes that the browser uses. The name of the team."""
    client = signed_in(server, "ayana")
    team = client.must("GET", "/api/session").json["teams"][0]
    case = client.must("POST", "/api/cases", {"country": "KG", "team": team["id"], "consent": {"given": True, "mode": "written"},
                                              "identity": IDENTITY, **CODED}).json["id"]
    client.must("PUT", f"/api/cases/{case}/whereabouts", WHEREABOUTS, {"If-Match": '"0"'})
    client.must("PUT", f"/api/cases/{case}/story", STORY, {"If-Match": '"0"'})
    for text in ("first\nnote", "=second"):
        client.must("POST", f"/api/cases/{case}/notes", {"kind": "narrative", "text": text})
        time.sleep(0.005)  # notes of one millisecond have no order that another server could keep
    admin = signed_in(server, "jyldyz")
    home = client.must("GET", "/api/session").json["organisation"]["id"]
    told = next(one for one in admin.must("GET", "/api/organisations").json["items"] if one["id"] == home)
    admin.must("PATCH", f"/api/organisations/{home}", {"phone": "+996 312 000000", "street": "Манас 1", "city": "Бишкек", "state": "Чүй",
                                                       "postal_code": "720000", "latitude": 42.87, "longitude": 74.59},
               {"If-Match": f'"{told["version"]}"'})
    return team["name"]


def compare(context, name, before, after):
    """Row by row, in the order of opening, which both have. Addresses of organisations are the directory's own."""
    columns = [column for column in before[0] if column not in NOT_COMPARED and not column.startswith(("org_", "panoh_Organisation"))]
    by_case = lambda rows: sorted(json.dumps({column: row[column] for column in columns}, ensure_ascii=False) for row in rows)
    first, second = by_case(before), by_case(after)
    different = [f"{a}\n{b}" for a, b in zip(first, second) if a != b]
    context.expect(f"equal after export and import, {name}", first == second,
                   f"{len(before)} and {len(after)} rows\n" + "\n".join(different[:2])[:3000])


GIVEN = ["Айгүл", "Aigul", "Отабек", "Otabek", "Гулнора", "Gulnora", "Ҷамшед", "Jamshed", "Мырат", "Myrat", "Жанар", "Zhanar"]
FAMILY = ["Токтосунова", "Toktosunova", "Каримов", "Karimov", "Раҳимова", "Rahimova", "Nuryýew", "Сейтқали", "Seitqali"]


def messy_table(file, count):
    """Mixed scripts, wrong codes, three styles of dates, the same rows again. Answers how many of each problem it has."""
    choose = random.Random(11)
    problems = {"records/code_unknown": set(), "records/not_a_date": 0, "records/duplicate": 0}
    rows = []
    for number in range(count):
        day, month, year = choose.randint(1, 28), choose.randint(1, 12), choose.randint(1950, 2008)
        date = choose.choice([f"{year}-{month:02}-{day:02}", f"{day:02}.{month:02}.{year}", f"{day}/{month}/{year}"])
        sex = choose.choice(["ж", "м", "Ж ", "female", "male"])
        form = choose.choice(["стройка", "forced labour", "секс; стройка", "ForcedBegging"])
        if number % 100 == 7:
            date = "31.02." + str(year)
            problems["records/not_a_date"] += 1
        if number % 50 == 3:
            form = choose.choice(["?!", "смешанное"])
            problems["records/code_unknown"].add(form)
        rows.append([f"{choose.choice(FAMILY)} {choose.choice(GIVEN)}", sex, date, choose.choice(["KG", "UZB", "kz"]), form, str(number)])
    for number in range(count // 100):
        rows.append(list(rows[number * 10]))
        problems["records/duplicate"] += 1
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(["ФИО", "Пол", "Дата рождения", "Гражданство", "Что было", "№"])
        table.writerows(rows)
    return rows, problems


MAPPING = {
    "columns": [
        {"heading": "ФИО", "column": "panoh_FullName", "values": []},
        {"heading": "Пол", "column": "prs_Gender", "values": [{"value": value, "code": code} for value, code in
                                                              (("ж", "Feminine"), ("female", "Feminine"), ("м", "Masculine"), ("male", "Masculine"))]},
        {"heading": "Дата рождения", "column": "prs_Birthdate", "values": []},
        {"heading": "Гражданство", "column": "prs_Citizenship", "values": []},
        {"heading": "Что было", "column": "vic_TypeOfExploitation", "values": [
            {"value": "стройка", "code": "ForcedLabour"}, {"value": "forced labour", "code": "ForcedLabour"},
            {"value": "секс", "code": "SexualExploitation"}]},
    ],
    "month_first": False,
}


def messy(context, cluster):
    count = 50_000 if context.soak else 5_000
    server = Server(context.demonstration.program, Place(cluster))
    try:
        server.must("demo", "--cases", 0)
        name, folder = server.place.engine, server.place.folder
        rows, problems = messy_table(folder / "messy.csv", count)
        (folder / "mapping.json").write_text(json.dumps(MAPPING, ensure_ascii=False), encoding="utf-8")
        words = ("--mapping", folder / "mapping.json", "--consent", "vital_interest")
        refused = records_command(server, "import", folder / "messy.csv", "Shelter team", *words)
        told = refused.stderr.splitlines()
        context.expect(f"a messy table is refused as a whole on {name}",
                       refused.returncode == 1 and "records/cases_faulty" in refused.stderr, refused.stderr[-1000:])
        unknown = [line for line in told if "records/code_unknown" in line]
        context.expect(f"each wrong word is told once on {name}", len(unknown) == len(problems["records/code_unknown"]), "\n".join(unknown[:5]))
        dates = [line for line in told if "records/not_a_date" in line]
        wanted = min(problems["records/not_a_date"], 1000 - len(unknown) - 1)
        context.expect(f"each wrong date is told with its cell on {name}", abs(len(dates) - wanted) <= 1 and dates[0].startswith("C"),
                       f"{len(dates)} of {wanted}: {dates[:2]}")
        again = [line for line in told if "records/duplicate" in line]
        context.expect(f"rows that stand there twice are told once on {name}",
                       len(again) == 1 and f"{problems['records/duplicate']} times" in again[0], str(again))
        began = time.monotonic()
        came = records_command(server, "import", folder / "messy.csv", "Shelter team", *words, "--leave-out-faulty")
        seconds = time.monotonic() - began
        good = len({tuple(row) for row in rows}) - sum(1 for row in {tuple(row) for row in rows} if "31.02" in row[2] or row[4] in ("?!", "смешанное"))
        context.expect(f"the other rows come in on {name}", came.returncode == 0 and f"{good} cases of {len(rows)} brought in" in came.stdout,
                       f"{good} wanted\n{came.stdout}{came.stderr[-1000:]}")
        context.say(f"{name}: {len(rows)} rows read, {good} cases brought in, {len(rows) / seconds:.0f} rows a second with signing in")
    finally:
        server.remove()


ABOUT = {"sheet": "About this file", "title": "Cases", "who": "Who", "when": "When", "why": "Why", "purpose": "Supervision",
         "note": "Keep it safe", "fictional": "Fictional data"}
WHY = {"purpose": "supervision", "text": "the yearly look at all files"}
HEADINGS = {name: name.upper() for name in ("reference", "name", "state", "trafficking_status", "exploitation", "citizenship",
                                            "country_of_exploitation", "gender", "age_band", "caseworker", "next_step", "due_on")}
LIST_WORDS = {"about": ABOUT, "sheet": "Cases", "headings": HEADINGS,
              "codes": [{"list": "case_state", "code": "active", "word": "в работе"}, {"list": "answer", "code": "unknown", "word": "не знаем"}]}


def sheets_of(xlsx):
    """Name of each sheet and its rows of texts, by a reader that shares no code with the writer; then the properties."""
    spaces = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(xlsx)) as parts:
        names = [sheet.get("name") for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{{{spaces['s']}}}sheet")]
        sheets = {}
        for number, name in enumerate(names, 1):
            rows = ElementTree.fromstring(parts.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{{{spaces['s']}}}row")
            sheets[name] = [[cell.findtext(".//s:t", None, spaces) or cell.findtext("s:v", "", spaces) for cell in row] for row in rows]
        return sheets, parts.read("docProps/core.xml").decode()


def out_of_the_browser(context, cluster):
    """The list and whole cases as the browser takes them: who, when and why stand in the file, fictional data is marked."""
    server = Server(context.demonstration.program, Place(cluster))
    try:
        server.must("demo", "--cases", 1300)
        server.start()
        name = server.place.engine
        client = signed_in(server, "daniyar")
        team = next(one for one in client.must("GET", "/api/session").json["teams"])
        total = client.must("GET", "/api/cases?limit=1").json["totals"]["all"]
        got = client.must("POST", "/api/cases/export", {"names": False, "why": WHY, "words": LIST_WORDS})
        sheets, properties = sheets_of(got.body)
        context.expect(f"every case of the list is in the file on {name}", len(sheets["Cases"]) == total + 1 and total > 500,
                       f"{len(sheets['Cases'])} of {total}")
        context.expect(f"each once on {name}", len({row[0] for row in sheets["Cases"]}) == total + 1)
        context.expect(f"no column of names unless names are wanted on {name}", "NAME" not in sheets["Cases"][0], str(sheets["Cases"][0]))
        context.expect(f"codes are in the reader's words on {name}", any("в работе" in row for row in sheets["Cases"]))
        about = {row[0]: row[1] for row in sheets["About this file"]}
        context.expect(f"who, when and why stand in the file on {name}",
                       "Daniyar" in about["Who"] and "20" in about["When"] and about["Why"] == "Supervision: " + WHY["text"], str(about))
        context.expect(f"and in its properties on {name}", "Daniyar" in properties and WHY["text"] in properties, properties)
        context.expect(f"fictional data is marked on {name}", "Fictional data" in about and "Fictional data" in properties, str(about))
        context.expect(f"nothing keeps the file on {name}", got.header("Cache-Control") == "no-store", str(got.headers))
        named = client.must("POST", "/api/cases/export", {"state": "active", "names": True, "why": WHY, "words": LIST_WORDS})
        rows = sheets_of(named.body)[0]["Cases"]
        context.expect(f"names where they are wanted, of those that fit on {name}",
                       rows[0][1] == "NAME" and all(row[1] and row[2] == "в работе" for row in rows[1:]) and 1 < len(rows) < total, str(rows[:3]))
        case = client.must("GET", "/api/cases?state=active&limit=1").json["items"][0]["id"]
        seen = client.must("GET", f"/api/cases/{case}/history").json["items"]
        context.expect(f"the team sees that it was taken, and why on {name}",
                       [row["action"] for row in seen[:3]] == ["identity_read", "case_list_export", "case_list_export"]
                       and seen[1]["purpose"] == "supervision" and WHY["text"] not in json.dumps(seen), str(seen[:3]))
        whole = {"team": team["id"], "why": WHY, "words": ABOUT}
        xlsx = client.must("POST", "/api/records/export", whole | {"format": "xlsx"})
        sheets, properties = sheets_of(xlsx.body)
        context.expect(f"whole cases come before the sheet about them on {name}", list(sheets) == ["HTCDS", "About this file"], str(list(sheets)))
        context.expect(f"who and why in whole cases too on {name}", "Daniyar" in properties and WHY["text"] in properties, properties)
        text = client.must("POST", "/api/records/export", whole | {"format": "csv"}).body.decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text)))
        references = {row["panoh_Reference"] for row in lines}
        of_team = client.must("GET", f"/api/cases?team={team['id']}&limit=1").json["totals"]["all"]
        context.expect(f"as CSV every case of the team on {name}", len(references) == of_team, f"{len(references)} of {of_team}")
        (server.place.folder / "browser.xlsx").write_bytes(xlsx.body)
        empty = Server(context.demonstration.program, Place(cluster))
        try:
            empty.must("demo", "--cases", 0)
            came = records_command(empty, "import", server.place.folder / "browser.xlsx", team["name"])
            context.expect(f"the watermark does not hinder bringing it in on {name}", came.returncode == 0 and f"{of_team} cases" in came.stdout,
                           came.stdout + came.stderr[-800:])
        finally:
            empty.remove()
        server.stop()
        context.expect(f"the audit chain is whole after taking out on {name}", server.command("audit", "verify", "--demo").returncode == 0)
    finally:
        server.remove()


def ctdc_layouts(context, cluster):
    """Our own cases in both layouts: the lines of names, one row a case, nothing sealed opened, and the warning."""
    server = Server(context.demonstration.program, Place(cluster))
    try:
        server.must("demo", "--cases", 300)
        server.start()
        name, folder = server.place.engine, server.place.folder
        client = signed_in(server, "daniyar")
        team = client.must("GET", "/api/session").json["teams"][0]["name"]
        client.close()
        server.stop()
        for columns in ("63", "27"):
            file = folder / f"own-{columns}.csv"
            out = server.command("export", "ctdc", file, "--layout", columns, "--as", "daniyar", "--team", team, "--purpose", "report",
                                 typed=PASSWORD + "\n")
            context.expect(f"own cases in {columns} columns on {name}", out.returncode == 0, out.stdout + out.stderr)
            context.expect(f"it says that this is no publication on {name}", "Not for publication" in out.stderr, out.stderr)
            context.expect(f"its owner's alone on {name}", file.stat().st_mode & 0o077 == 0)
            rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
            written = int(out.stdout.split()[0])
            context.expect(f"{columns} cells in each row on {name}", {len(row) for row in rows} == {int(columns)} and len(rows) == written + 1 > 50)
        refused = server.command("export", "ctdc", folder / "x.csv", "--layout", "64", "--as", "daniyar", "--purpose", "report", typed=PASSWORD + "\n")
        context.expect(f"another layout is none on {name}", refused.returncode == 1 and "layout" in refused.stderr, refused.stderr)
        refused = server.command("export", "ctdc", folder / "x.csv", "--layout", "27", "--as", "ayana", "--purpose", "report", typed=PASSWORD + "\n")
        context.expect(f"a caseworker takes nothing out on {name}", refused.returncode == 1 and "access/not_allowed" in refused.stderr, refused.stderr)
        # The k-anonymised layout passes our own check of CTDC's tables.
        again = server.command("import", "ctdc", folder / "own-63.csv", "--name", "Own cases")
        context.expect(f"every cell is one that CTDC's dictionary knows on {name}", again.returncode == 0, again.stdout + again.stderr[-600:])
        server.start()
        seen = signed_in(server, "daniyar")
        case = seen.must("GET", "/api/cases?limit=1").json["items"][0]["id"]
        rows = seen.must("GET", f"/api/cases/{case}/history").json["items"]
        context.expect(f"the rows of it say which layout, and that nothing was opened on {name}",
                       rows[0]["action"] == "case_export" and rows[0]["detail"] == "ctdc:27" and rows[0]["purpose"] == "report"
                       and not any(row["action"] == "identity_read" for row in rows), str(rows[:3]))
    finally:
        server.remove()


# What the longest wait of somebody else's save may be while a table comes in or is taken back, on a busy machine.
LONGEST_SAVE = 1.0


def reading():
    return {"sheet": "", "mapping": MAPPING, "leave_out_faulty": True, "leave_out_duplicates": True,
            "defaults": {"country": "KG", "consent": {"given": False, "exception": "vital_interest"}}}


def begin_import(client, file):
    """Brings a table to the server, checks it and confirms it: the import and how many cases it is to be."""
    team = client.must("GET", "/api/session").json["teams"][0]["id"]
    sent = client.request("POST", "/api/records/uploads", raw=file.read_bytes(), headers={"Content-Type": "application/octet-stream"})
    assert sent.status == 201, sent.body
    upload = sent.json["id"]
    ready = client.must("POST", f"/api/records/uploads/{upload}/check", reading()).json["ready"]
    started = client.must("POST", "/api/records/imports",
                          {"upload": upload, "team": team, "name": "Messy", "expected": ready, "reading": reading()})
    return started.json["import"], ready


def told(client, started):
    return client.must("GET", f"/api/records/imports/{started}").json["import"]


def wait_for(client, started):
    while (one := told(client, started))["state"] in ("running", "taking_back"):
        time.sleep(0.1)
    return one


class Saves:
    """Somebody who saves one case again and again; how long each took."""

    def __init__(self, server, case):
        self.client = signed_in(server, "daniyar")
        self.case = case
        self.times, self.done = [], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        version = self.client.must("GET", f"/api/cases/{self.case}").json["version"]
        while not self.done.is_set():
            began = time.monotonic()
            change = {"risk_level": "high" if version % 2 else "low"}
            version = self.client.must("PATCH", f"/api/cases/{self.case}", change, {"If-Match": f'"{version}"'}).json["version"]
            self.times.append(time.monotonic() - began)
            time.sleep(0.01)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()


def beside(context, cluster):
    count = 20_000 if context.soak else 2_000
    server = context.demonstration.server(cluster)
    try:
        name = server.place.engine
        client = signed_in(server, "ayana")
        page = client.must("GET", "/api/cases?limit=1").json
        before, case = page["totals"]["all"], page["items"][0]["id"]
        messy_table(server.place.folder / "messy.csv", count)
        for way in ("come in", "are taken back"):
            with Saves(server, case) as saves:
                began = time.monotonic()
                if way == "come in":
                    started, ready = begin_import(client, server.place.folder / "messy.csv")
                else:
                    client.must("POST", f"/api/records/imports/{started}/take-back")
                one = wait_for(client, started)
                seconds = time.monotonic() - began
            wanted = ready if way == "come in" else 0
            context.expect(f"cases {way} on {name}", one["cases"] == wanted, str(one))
            saves.times.sort()
            worst, usual = saves.times[-1], saves.times[len(saves.times) // 2]
            context.expect(f"other people's saves come between while cases {way} on {name}", len(saves.times) > 5 and worst < LONGEST_SAVE,
                           f"{len(saves.times)} saves, the longest {worst:.2f} s")
            context.say(f"{name}: {ready} cases {way} at {ready / seconds:.0f} a second; a save beside it {usual * 1000:.0f} ms, at most {worst * 1000:.0f} ms")
        after = client.must("GET", "/api/cases?limit=1").json["totals"]["all"]
        context.expect(f"nothing is left of a table that was taken back on {name}", after == before, f"{before} before, {after} after")
        server.stop()
        context.expect(f"the audit chain is whole after taking back on {name}", server.command("audit", "verify").returncode == 0)
    finally:
        server.remove()


def crash(context, cluster):
    server = context.demonstration.server(cluster)
    try:
        name = server.place.engine
        client = signed_in(server, "ayana")
        before = client.must("GET", "/api/cases?limit=1").json["totals"]["all"]
        messy_table(server.place.folder / "messy.csv", 4_000)
        started, ready = begin_import(client, server.place.folder / "messy.csv")
        while (one := told(client, started))["state"] == "running" and one["cases"] < 100:
            time.sleep(0.02)
        server.kill()
        server.start()
        client = signed_in(server, "ayana")
        one = told(client, started)
        here = client.must("GET", "/api/cases?limit=1").json["totals"]["all"] - before
        context.expect(f"an import that a crash stopped says how many are in on {name}",
                       one["state"] == "stopped" and one["wanted"] == ready and 100 <= one["cases"] == here < ready, f"{one} and {here} here")
        client.must("POST", f"/api/records/imports/{started}/take-back")
        one = wait_for(client, started)
        after = client.must("GET", "/api/cases?limit=1").json["totals"]["all"]
        context.expect(f"what a crash left is taken back on {name}", one["cases"] == 0 and after == before, f"{one}, {after - before} left")
    finally:
        server.remove()
