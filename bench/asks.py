"""What people ask of a server, as request lists for load.py: list, open, find, save, create."""

import json

import load

SAMPLE = 20_000
LISTS = ("citizenship", "recruitment_method", "recruitment_websites", "methods_of_control", "exploitation", "sexual_exploitation",
         "exploitation_websites", "vulnerabilities")
NUMBERS = ("number_of_children", "age_when_trafficked")
# Columns of case_file that are no coded field of the case.
OWN = ("id", "reference", "version", "organisation", "team", "assigned_to", "opened_by", "updated_by", "state", "country",
       "opened_at", "updated_at", "due_sort", "age_band", "birth_year_known", "consent_given", "consent_mode",
       "consent_exception", "closure_reason", "short_version", "short_sealed", "short_wrap", "further_episodes")
SAVED = "number_of_children"
# Fictional, as all of them.
NAMES = ("Айжан Токтосунова", "Gulnora Karimova", "Нурлан Абенов", "Bermet Asanova", "Олим Рахимов", "Aýna Orazowa",
         "Динара Сатыбалдиева", "Jahongir Tursunov", "Мээрим Садыкова", "Zarina Nazarova")
IDENTITY = {"names": [{"given": "Тынчтык", "family": "Саматова", "patronymic": None, "script": "Cyrillic", "kind": "current"}],
            "birth": {"year": 2000, "month": 5, "day": None}, "mother_name": "Бурул", "phone": "+000 116 451548"}


def coded_columns(place):
    return [name for name in place.columns("case_file") if name not in OWN]


def coded_rows(place, count=200):
    """Coded fields of some cases, as {name: text or number}, without the empty ones."""
    coded = coded_columns(place)
    rows = place.rows(f"SELECT {', '.join(coded)} FROM case_file ORDER BY id LIMIT {count}")
    return [{name: int(cell) if name in NUMBERS else cell for name, cell in zip(coded, row) if cell} for row in rows]


class Asks:
    """Of the caseworker ayana, whose team has sixty cases of a hundred. Two loads that save get different cases."""

    def __init__(self, place, program, workers=8):
        team_of = f"SELECT {place.engine.hex('m.team')} FROM access_user u JOIN access_team_member m ON m.user_id = u.id"
        self.place = place
        self.team = place.rows(f"{team_of} WHERE u.user_name = 'ayana'")[0][0]
        case = place.engine.hex("id")
        # Ids are random, so their order scatters the rows.
        self.cases = place.rows(f"SELECT {case}, version FROM case_file WHERE {place.engine.hex('team')} = '{self.team}' "
                                f"AND state <> 'closed' ORDER BY id LIMIT {SAMPLE}")
        self.rows = coded_rows(place)
        self.server = place.serve(program, workers)
        self.base = self.server.base
        self.headers = {"Cookie": self.server.sign_in("ayana"), "Origin": self.base}
        self.parts = 0

    def list(self):
        return [load.line("GET", "/api/cases?limit=50&sort=opened&state=active")]

    def open(self):
        return [load.line("GET", f"/api/cases/{uuid_of(case)}") for case, _ in self.cases]

    def find(self):
        asked = ({"name": name, "birth": {"year": 1985 + number}} for number, name in enumerate(NAMES))
        return [load.line("POST", "/api/cases/find", json.dumps(query, ensure_ascii=False)) for query in asked]

    def save(self, of=4):
        """One coded field, with the version that was read. Each call takes the next quarter of the cases."""
        part, self.parts = self.cases[self.parts % of::of], self.parts + 1
        return [load.line("PATCH", f"/api/cases/{uuid_of(case)}", f'{{"{SAVED}": %n}}', version) for case, version in part]

    def create(self):
        """Coded fields and a sealed identity, under an Idempotency-Key, as the staff app does."""
        bodies = ({**coded, "country": "KG", "team": uuid_of(self.team), "consent": {"given": True, "mode": "written"},
                   "identity": IDENTITY} for coded in map(as_sent, self.rows))
        return [load.line("POST", "/api/cases", json.dumps(body, ensure_ascii=False)) for body in bodies]

    def run(self, kind, connections, seconds):
        return load.run(self.base, self.headers, getattr(self, kind)(), connections, seconds)

    def stop(self):
        self.server.stop()


def as_sent(coded):
    """Lists stand as codes with a space between."""
    return {name: value.split() if name in LISTS else value for name, value in coded.items()}


def uuid_of(digits):
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
