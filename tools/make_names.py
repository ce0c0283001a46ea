#!/usr/bin/env python3
"""Makes languages/names/xx.json (countries, languages, months, weekdays, date patterns, number signs, plural rules, alphabet).

    tools/make_names.py            makes the files from Unicode CLDR; needs `npm ci` in tools/cldr first
    tools/make_names.py --check    are the committed files the ones made from today's inputs? needs nothing

The files are committed because CLDR is 180 MB and the build needs 60 kB of it. CLDR wins, except where
languages/names_own/xx.json says otherwise: each of those files says why. The stamp languages/names/made-from.txt holds the
hashes of inputs and outputs, so that --check works without CLDR; with CLDR it also makes the files anew and compares.
"""
import hashlib
import json
import pathlib
import re
import sys

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "tk", "uz")
TOP = pathlib.Path(__file__).resolve().parent.parent
CLDR = TOP / "tools" / "cldr" / "node_modules"
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def codes(name):
    return [code["code"] for code in json.loads((TOP / f"data/codes/{name}.json").read_text("utf-8"))["codes"]]


def cldr(package, language, file, *path):
    table = json.loads((CLDR / f"cldr-{package}-full/main/{language}/{file}.json").read_text("utf-8"))["main"][language]
    for step in path:
        table = table[step]
    return table


def months(calendar, form, width):
    return [calendar["months"][form][width][str(month)] for month in range(1, 13)]


def weekdays(calendar, width):
    return [calendar["days"]["format"][width][day] for day in DAYS]


def plural_rules(language):
    """Category -> rule, in CLDR's syntax without the samples. A language without rules has the one form "other"."""
    rules = json.loads((CLDR / "cldr-core/supplemental/plurals.json").read_text("utf-8"))
    table = rules["supplemental"]["plurals-type-cardinal"].get(language, {"pluralRule-count-other": ""})
    return {key.removeprefix("pluralRule-count-"): rule.split("@")[0].strip() for key, rule in table.items()}


def uzbek_apostrophes(text):
    """oʻ and gʻ are letters with U+02BB, the tutuq sign is U+02BC; CLDR has quotation marks in some places."""
    text = re.sub("(?<=[OoGg])[‘’'`]", "ʻ", text)
    return re.sub("[‘’'`]", "ʼ", text)


def make(language):
    own = json.loads((TOP / f"languages/names_own/{language}.json").read_text("utf-8"))
    calendar = cldr("dates", language, "ca-gregorian", "dates", "calendars", "gregorian")
    patterns = calendar["dateTimeFormats"]["availableFormats"]
    numbers = cldr("numbers", language, "numbers", "numbers", "symbols-numberSystem-latn")
    territories = cldr("localenames", language, "territories", "localeDisplayNames", "territories")
    tongues = cldr("localenames", language, "languages", "localeDisplayNames", "languages")
    weekday_day_month = re.sub("E+|c+", "EEEE", patterns["MMMEd"]).replace("MMM", "MMMM")
    names = {
        "months": months(calendar, "format", "wide"),
        "monthsShort": months(calendar, "format", "abbreviated"),
        "monthsAlone": months(calendar, "stand-alone", "wide"),
        "monthsAloneShort": months(calendar, "stand-alone", "abbreviated"),
        "weekdays": weekdays(calendar, "wide"),
        "weekdaysShort": weekdays(calendar, "abbreviated"),
        "dateLong": calendar["dateFormats"]["long"],
        "dateShort": patterns["yMMMd"],
        "dayMonth": patterns["MMMMd"],
        "dayMonthShort": patterns["MMMd"],
        "monthYear": patterns["yMMMM"],
        "weekdayDayMonth": weekday_day_month,
        "group": numbers["group"],
        "decimal": numbers["decimal"],
        "plural": plural_rules(language),
        "alphabet": own["alphabet"],
    }
    for key, value in own.items():
        if key not in ("note", "countries", "languages"):
            names[key] = value
    for kind, table in (("countries", territories), ("languages", tongues)):
        list_name = "country" if kind == "countries" else "language"
        names[kind] = {code: own[kind].get(code) or table[code] for code in codes(list_name)}
        if language == "uz":
            names[kind] = {code: uzbek_apostrophes(name) for code, name in names[kind].items()}
    return json.dumps(names, ensure_ascii=False, indent=1) + "\n"


def digest(paths):
    lines = []
    for path in paths:
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(TOP).as_posix()}")
    return lines


def stamp():
    inputs = [pathlib.Path(__file__).resolve(), TOP / "tools/cldr/package.json", TOP / "data/codes/country.json",
              TOP / "data/codes/language.json"]
    inputs += [TOP / f"languages/names_own/{language}.json" for language in LANGUAGES]
    outputs = [TOP / f"languages/names/{language}.json" for language in LANGUAGES]
    return "\n".join(["inputs", *digest(inputs), "outputs", *digest(outputs)]) + "\n"


def main():
    stamp_file = TOP / "languages/names/made-from.txt"
    if sys.argv[1:] == ["--check"]:
        if not stamp_file.exists() or stamp_file.read_text("utf-8") != stamp():
            sys.exit("languages/names/made-from.txt:1: names are not the ones made from today's inputs; "
                     "run `npm ci` in tools/cldr, then tools/make_names.py")
        if CLDR.exists():
            for language in LANGUAGES:
                if (TOP / f"languages/names/{language}.json").read_text("utf-8") != make(language):
                    sys.exit(f"languages/names/{language}.json:1: differs from what CLDR gives")
        return
    if not CLDR.exists():
        sys.exit("CLDR is missing: run `npm ci` in tools/cldr")
    for language in LANGUAGES:
        (TOP / f"languages/names/{language}.json").write_text(make(language), "utf-8")
    stamp_file.write_text(stamp(), "utf-8")


if __name__ == "__main__":
    main()
