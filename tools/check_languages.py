#!/usr/bin/env python3
"""Checks the catalogues languages/xx.json against each other, the code lists and the sources.

    tools/check_languages.py [FOLDER]      prints file:line: what is wrong; exit status 1 when anything is

Per catalogue: the keys of English and no others, valid ICU messages, English's arguments, the plural forms that the language
has, nothing left in English (languages/same_as_english.txt lists what may be equal), no word of mixed alphabets, no letter
that the language does not have, the right Uzbek apostrophes. Over all: every code has its words, every error code of the
server has its problem.* message, every key that the staff app asks for exists, and no key is dead.
"""
import json
import re
import unicodedata

from checking import tell
from messages import BadMessage, parse

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "tk", "uz")
CYRILLIC = ("ru", "kk", "ky", "tg")
# JSON pointers in the C++ sources that look like error codes.
FIELDS = {"birth/month", "birth/year", "birth/day", "consent/mode", "consent/exception", "consent/given", "schema/lineage"}
# Areas of error codes beyond the folders of src/.
AREAS = {"case", "json", "config", "dataset", "demo", "draft", "export", "ledger", "model", "restore", "schema"}
# A refusal, whatever its area; and a code that a command prints with words of its own behind it.
REFUSED = re.compile(r'(?:\bfail\(\s*(?:core::)?(?:ErrorKind::\w+,)?|\bwrong\(|\.code =)\s*"([a-z_]+)/([a-z0-9_]+)"')
PRINTED = re.compile(r'"panoh: ([a-z_]+)/([a-z0-9_]+)')
# People are not called victims, in no language (beginnings of words).
VICTIM = {"en": "victim", "ru": "жертв", "kk": "құрбан", "ky": "курман", "tg": "қурбон", "tk": "pida", "uz": "qurbon"}
# Letters of formulas, the same in every language.
FORMULAS = set("εδρ")
# Latin letters that look like Cyrillic ones.
LOOKALIKES = set("aceopxyiABCEHKMOPTXY")


class Catalogue:
    def __init__(self, top, language):
        self.language = language
        self.path = f"languages/{language}.json"
        self.lines = (top / self.path).read_text("utf-8").splitlines()
        self.words = json.loads("\n".join(self.lines))
        self.messages = {}

    def at(self, key):
        """`file:line` of a key."""
        start = f'"{key}":'
        for number, line in enumerate(self.lines, 1):
            if line.lstrip().startswith(start):
                return f"{self.path}:{number}"
        return f"{self.path}:1"


def is_script(letter, script):
    return unicodedata.name(letter, "").startswith(script)


def check_keys(english, other):
    for key in english.words.keys() - other.words.keys():
        yield f"{other.path}:1", f"{key} is missing"
    for key in other.words.keys() - english.words.keys():
        yield other.at(key), f"{key} is not in en.json"


def read_messages(catalogue):
    for key, text in catalogue.words.items():
        if not isinstance(text, str) or not text.strip() or text != text.strip():
            yield catalogue.at(key), f"{key}: no text, or white space at an end"
            continue
        try:
            catalogue.messages[key] = parse(text)
        except BadMessage as bad:
            yield catalogue.at(key), f"{key}: {bad}"


def check_arguments(english, other, forms):
    for key, message in other.messages.items():
        own = english.messages.get(key)
        if own is None:
            continue
        if message.kinds.keys() != own.kinds.keys():
            yield other.at(key), f"{key}: arguments {sorted(message.kinds)}, English has {sorted(own.kinds)}"
            continue
        for name, kind in message.kinds.items():
            if own.kinds[name] in ("plural", "select") and kind != own.kinds[name] and kind != "value":
                yield other.at(key), f"{key}: {{{name}}} is {kind}, in English {own.kinds[name]}"
            if kind == "select" and message.choices[name] != own.choices.get(name):
                yield other.at(key), f"{key}: {{{name}}} chooses among other words than English"
            if kind == "plural":
                found = {choice for choice in message.choices[name] if not choice.startswith("=")}
                if found != forms:
                    yield other.at(key), f"{key}: {{{name}}} has {sorted(found)}, {other.language} needs {sorted(forms)}"


def check_leftover(english, other, allowed):
    for key, text in other.words.items():
        if text != english.words.get(key) or (other.language, key) in allowed or ("*", key) in allowed:
            continue
        if any(letter.isalpha() for piece in english.messages.get(key, parse("")).texts for letter in piece):
            yield other.at(key), f"{key}: same as English; translate it or list it in languages/same_as_english.txt"


def check_letters(catalogue, alphabet):
    own = {letter for entry in alphabet for letter in entry}
    own |= {letter.upper() for letter in own}
    for key, message in catalogue.messages.items():
        for word in re.findall(r"[^\W\d_]+", " ".join(message.texts)):
            latin = [letter for letter in word if is_script(letter, "LATIN")]
            cyrillic = [letter for letter in word if is_script(letter, "CYRILLIC")]
            strange = [letter for letter in word if letter not in own | FORMULAS and not letter.isascii()]
            if latin and cyrillic:
                yield catalogue.at(key), f"{key}: '{word}' mixes Latin and Cyrillic letters"
            elif catalogue.language in CYRILLIC and latin and len(word) < 4 and set(word) <= LOOKALIKES:
                yield catalogue.at(key), f"{key}: '{word}' looks Cyrillic but is Latin"
            elif strange and not (catalogue.language == "uz" and set(strange) <= set("ʻʼ")):
                yield catalogue.at(key), f"{key}: '{word}' has {strange}, not letters of {catalogue.language}"


def check_apostrophes(catalogue):
    for key, message in catalogue.messages.items():
        text = " ".join(message.texts)
        if "'" in text or '"' in text:
            yield catalogue.at(key), f"{key}: typewriter quotes; use ’ or the language's own"
        if catalogue.language != "uz":
            continue
        if re.search(r"\w[‘’`´]", text):
            yield catalogue.at(key), f"{key}: only U+02BB (oʻ gʻ) and U+02BC (tutuq) are Uzbek apostrophes"
        if re.search("(?<![OoGg])ʻ|[OoGg]ʼ", text):
            yield catalogue.at(key), f"{key}: U+02BB stands after o and g only, U+02BC elsewhere"


def check_naming(catalogue):
    for key, message in catalogue.messages.items():
        if re.search(rf"\b{VICTIM[catalogue.language]}", " ".join(message.texts), re.I):
            yield catalogue.at(key), f"{key}: people are not called victims here; write person or survivor"


def check_codes(top, english):
    tables = {language: json.loads((top / f"languages/names/{language}.json").read_text("utf-8")) for language in LANGUAGES}
    for path in sorted((top / "data/codes").glob("*.json")):
        listed = json.loads(path.read_text("utf-8"))
        where = f"data/codes/{path.name}:1"
        if listed["list"] != path.stem:
            yield where, "list is not the file's name"
        codes = [code["code"] for code in listed["codes"]]
        if len(set(codes)) != len(codes):
            yield where, "a code stands twice"
        kind = {"country": "countries", "language": "languages"}.get(path.stem)
        for code in codes:
            if kind is None and f"codes.{path.stem}.{code}" not in english.words:
                yield where, f"{code} has no words codes.{path.stem}.{code}"
            for language, table in tables.items():
                if kind and not table[kind].get(code):
                    yield where, f"{code} has no name in languages/names/{language}.json"


def server_codes(top):
    """Error codes in the C++ sources, with where each is first said."""
    areas = AREAS | {folder.name for folder in (top / "src").iterdir() if folder.is_dir()}
    found = {}
    for path in sorted((top / "src").rglob("*.cpp")) + sorted((top / "src").rglob("*.h")):
        if path.name.endswith("_test.cpp"):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.lstrip().startswith(("//", "#include")):
                continue
            for area, word in re.findall(r'"([a-z_]+)/([a-z0-9_]+)"', line) + PRINTED.findall(line):
                if area in areas and f"{area}/{word}" not in FIELDS:
                    found.setdefault(f"{area}/{word}", f"{path.relative_to(top).as_posix()}:{number}")
    return found


def check_areas(top):
    """A refusal of an area that nobody listed would go without words."""
    areas = AREAS | {folder.name for folder in (top / "src").iterdir() if folder.is_dir()}
    for path in sorted((top / "src").rglob("*.cpp")) + sorted((top / "src").rglob("*.h")):
        if path.name.endswith("_test.cpp"):
            continue
        text = path.read_text("utf-8")
        for said in list(REFUSED.finditer(text)) + list(PRINTED.finditer(text)):
            if said.group(1) not in areas:
                where = f"{path.relative_to(top).as_posix()}:{text.count(chr(10), 0, said.start()) + 1}"
                yield where, f"{said.group(1)}/{said.group(2)}: the area {said.group(1)} is not in AREAS of tools/check_languages.py"


def check_problems(top, english):
    codes = server_codes(top)
    for code, where in codes.items():
        if f"problem.{code.replace('/', '.')}" not in english.words:
            yield where, f"{code} has no words problem.{code.replace('/', '.')}"


class AppKeys:
    """What the staff app asks for: keys written out, and beginnings of keys that are put together."""

    def __init__(self, top):
        self.asked, self.quoted, self.prefixes = {}, set(), set()
        for path in sorted((top / "web/src").rglob("*")):
            if path.suffix in (".ts", ".svelte") and not path.name.endswith(".test.ts"):
                self.read(path.read_text("utf-8"), path.relative_to(top).as_posix())
        # Letters have no staff app around them: the program names their words itself.
        for path in (top / "src").rglob("*.cpp"):
            self.quoted |= set(re.findall(r'"(letter\.[a-z_]+)"', path.read_text("utf-8")))

    def read(self, text, name):
        for found in re.finditer(r"\bt\(", text):
            first = self.first_argument(text, found.end())
            for key in re.findall(r"""['"]([a-z_]+(?:\.\w+)+)['"]""", first):
                self.asked.setdefault(key, f"{name}:{text.count(chr(10), 0, found.start()) + 1}")
        self.quoted |= set(re.findall(r"""['"`]([a-z_]+(?:\.[\w+-]+)+)['"`]""", text))
        self.quoted |= {f"problem.{area}.{word}" for area, word in re.findall(r"""['"]([a-z_]+)/([a-z0-9_]+)['"]""", text)}
        self.prefixes |= set(re.findall(r"`([a-z_]+\.[\w.]*)\$\{", text))

    @staticmethod
    def first_argument(text, start):
        depth = 0
        for at in range(start, len(text)):
            if text[at] in "([{":
                depth += 1
            elif text[at] in ")]}":
                if depth == 0:
                    return text[start:at]
                depth -= 1
            elif text[at] == "," and depth == 0:
                return text[start:at]
        return text[start:]


def printed_keys(top):
    """What the server itself prints with: keys of the bulletin in the C++ sources, and beginnings of such keys."""
    found = set()
    for path in sorted((top / "src").rglob("*.cpp")):
        if not path.name.endswith("_test.cpp"):
            found |= set(re.findall(r'"(bulletin\.[\w.]+)"', path.read_text("utf-8")))
    return found


def portal_keys(top):
    """What public pages ask for: the quoted words of src/portal, which stand there without "portal."."""
    found = set()
    for path in sorted((top / "src/portal").rglob("*.cpp")):
        if not path.name.endswith("_test.cpp"):
            found |= {f"portal.{word}" for word in re.findall(r'"([a-z_.]+)"', path.read_text("utf-8"))}
    return found


def check_portal(top, english):
    for path in sorted((top / "src/portal").rglob("*.cpp")):
        text = path.read_text("utf-8")
        for found in re.finditer(r'\b(?:words_?|page_?)\("([a-z_.]+)"', text):
            if f"portal.{found.group(1)}" not in english.words:
                yield f"{path.relative_to(top).as_posix()}:{text.count(chr(10), 0, found.start()) + 1}", f"no such key portal.{found.group(1)}"


def check_app(top, english):
    keys = AppKeys(top)
    for key, where in sorted(keys.asked.items()):
        if key not in english.words:
            yield where, f"t('{key}'): no such key in languages/en.json"
    printed = printed_keys(top) | portal_keys(top)
    problems = {f"problem.{code.replace('/', '.')}" for code in server_codes(top)}
    for key in english.words:
        alive = key in keys.quoted or key in problems or any(key.startswith(prefix) for prefix in keys.prefixes
                                                             if prefix not in ("codes.", "problem."))
        if key.startswith("codes."):
            name = key.split(".")[1]
            alive = alive or (top / f"data/codes/{name}.json").exists() or name == "answer"
        alive = alive or key in printed or any(key.startswith(begin) for begin in printed if begin.endswith("."))
        if not alive:
            yield english.at(key), f"{key} is dead: nothing in web/src or src asks for it"


def allowed_same(top):
    path = top / "languages/same_as_english.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {tuple(line.split()[:2]) for line in lines if line.strip() and not line.startswith("#")}


def check(top):
    catalogues = {language: Catalogue(top, language) for language in LANGUAGES}
    english, allowed = catalogues["en"], allowed_same(top)
    for catalogue in catalogues.values():
        yield from read_messages(catalogue)
    for catalogue in catalogues.values():
        names = json.loads((top / f"languages/names/{catalogue.language}.json").read_text("utf-8"))
        yield from check_arguments(english, catalogue, set(names["plural"]))
        yield from check_letters(catalogue, names["alphabet"])
        yield from check_apostrophes(catalogue)
        yield from check_naming(catalogue)
        if catalogue is not english:
            yield from check_keys(english, catalogue)
            yield from check_leftover(english, catalogue, allowed)
    yield from check_codes(top, english)
    yield from check_areas(top)
    yield from check_problems(top, english)
    yield from check_app(top, english)
    yield from check_portal(top, english)


if __name__ == "__main__":
    tell(check)
