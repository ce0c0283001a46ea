#!/usr/bin/env python3
"""Makes data/schemas/*.json: what tables in known layouts may hold, for `panoh release`.

    tools/make_schemas.py            writes them again; a test says when they are not what this makes

The columns are those of data/ctdc/own_cases.csv, their values those of CTDC's data dictionary of 25 August 2021 as that file names
them, countries are grouped into the sub-regions of data/geography/subregions.json but for the five of Central Asia. Nothing comes from a
table of people. Who uses one says themselves how many people there are, as is known in public (`people`), and under which name the budget
is kept (`lineage`).
"""

import csv
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[1]
CENTRAL_ASIA = ["KZ", "KG", "TJ", "TM", "UZ"]
AGES = ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"]
YEARS = [str(year) for year in range(2002, 2031)]
MISSING = ["-99", "00", "Unknown"]
RECRUITERS = ["Family/Relative", "Friend/Acquaintance", "Intimate Partner", "Other"]


def countries(alpha3):
    """The values of a column of countries: five by themselves, the others by sub-region."""
    listed = json.loads((ROOT / "data/codes/country.json").read_text(encoding="utf-8"))["codes"]
    name = {one["code"]: one["alpha3"] if alpha3 else one["code"] for one in listed}
    regions = json.loads((ROOT / "data/geography/subregions.json").read_text(encoding="utf-8"))["subregions"]
    values = [{"name": name[code]} for code in CENTRAL_ASIA]
    for region, codes in regions.items():
        inside = [name[code] for code in codes if code in name and code not in CENTRAL_ASIA]
        if inside:
            values.append({"name": region, "from": inside})
    return values


def plain(values):
    return [{"name": value} for value in values]


def column(name, rule, alpha3, genders):
    """The declared domain of a column of theirs; nothing for one that only repeats others."""
    if name.endswith("Concatenated") or rule == "words":
        return None
    fixed = {"yearOfRegistration": YEARS, "Datasource": ["Case Management", "Hotline"], "gender": genders, "ageBroad": AGES,
             "majorityStatus": ["Minor", "Adult"], "majorityStatusAtExploit": ["Minor", "Adult"], "majorityEntry": ["Minor", "Adult"],
             "traffickMonths": ["0--12 (0-1 yr)", "13--24 (1-2 yrs)", "25+ (2+ yrs)"]}
    if name in fixed:
        values = plain(fixed[name])
    elif name in ("citizenship", "CountryOfExploitation"):
        values = countries(alpha3)
    else:
        return {"name": name, "values": plain(["1", "0"]), "missing": MISSING, "uncounted": ["0"]}
    return {"name": name, "values": values, "missing": MISSING}


def schema(layout, lineage, people, cap, keep=None):
    rows = [row for row in csv.DictReader((ROOT / "data/ctdc/own_cases.csv").open(encoding="utf-8")) if row["layout"] == layout]
    genders = ["Female", "Male", "Transgender/NonConforming"] if layout == "63" else ["Woman", "Man", "Trans/Transgender/NonConforming"]
    made = [(row["column"], column(row["column"], row["rule"], layout == "27", genders)) for row in rows]
    columns = [one for name, one in made if one and (keep is None or name in keep)]
    names = [one["name"] for one in columns]
    impossible = []
    for status in ("majorityStatus",):
        if status in names and "ageBroad" in names:
            impossible = [{"column": status, "value": "Minor" if age in AGES[2:] else "Adult", "other_column": "ageBroad", "other_value": age}
                          for age in AGES]
    known = ["yearOfRegistration", "gender", "ageBroad", "majorityStatus", "citizenship", "CountryOfExploitation"]
    return {"schema": 1, "lineage": lineage, "people": people, "person": {"each_row": True}, "caps": {"values": cap},
            "columns": columns, "identifying": [name for name in known if name in names],
            "ordered": [name for name in ("yearOfRegistration", "ageBroad") if name in names], "impossible": impossible,
            "left_out": [name for name, _ in made if name not in names]}


def listed(name):
    return [one["code"] for one in json.loads((ROOT / f"data/codes/{name}.json").read_text(encoding="utf-8"))["codes"]]


# Answers of a case that may be several, and what their columns of ticks begin with (src/release/own_cases.cpp).
TICKS = {"exploitation": "exploitation", "sexual_exploitation": "sexual_exploitation", "method_of_control": "control", "recruitment_method": "recruitment"}


def own_cases():
    """The coded answers of an organisation's own cases."""
    columns = [{"name": "year", "values": plain(YEARS)}, {"name": "country", "values": countries(False)},
               {"name": "gender", "values": plain(listed("gender"))}, {"name": "age_band", "values": plain(listed("age_band"))},
               {"name": "citizenship", "values": countries(False)}, {"name": "country_of_exploitation", "values": countries(False)},
               {"name": "trafficking_status", "values": plain(listed("trafficking_status"))},
               {"name": "labour_industry", "values": plain(listed("labour_industry"))},
               {"name": "relationship_to_trafficker", "values": plain(listed("relationship_to_trafficker"))}]
    columns += [{"name": f"{word}_{code}", "values": plain(["1", "0"]), "uncounted": ["0"]} for name, word in TICKS.items() for code in listed(name)]
    return {"schema": 1, "lineage": "cases", "people": 1_000, "person": {"each_row": True}, "caps": {"values": 14}, "columns": columns,
            "identifying": ["year", "country", "gender", "age_band", "citizenship", "country_of_exploitation"], "ordered": ["year", "age_band"],
            "impossible": [], "left_out": []}


def text(made):
    """One column a line, so that a person can read and mend it."""
    parts = []
    for key, value in made.items():
        if key in ("columns", "impossible"):
            lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in value)
            parts.append(f' "{key}": [\n{lines}\n ]' if value else f' "{key}": []')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


SDG = ["yearOfRegistration", "gender", "majorityStatus", "isForcedLabour", "isSexualExploit", "isOtherExploit"]
SCHEMAS = {
    "ctdc-63": lambda: schema("63", "ctdc-63", 98_000, 24),
    "ctdc-27": lambda: schema("27", "ctdc-27", 200_000, 16),
    "cases": own_cases,
    # Sustainable Development Goals, indicator 16.2.2: victims by sex, age group and form of exploitation.
    "sdg-16-2-2": lambda: schema("63", "sdg-16-2-2", 1_000, 6, SDG),
}


def main():
    folder = ROOT / "data/schemas"
    for name, make in SCHEMAS.items():
        (folder / f"{name}.json").write_text(text(make()), encoding="utf-8")


if __name__ == "__main__":
    main()
