#!/usr/bin/env python3
"""Tests of check_addresses.py, check_languages.py, check_layers.py, check_locale.py, check_noise.py, check_promises.py and messages.py: each rule is shown one house that breaks it.

    python3 tools/test_checks.py
"""
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check_addresses  # noqa: E402
import check_languages  # noqa: E402
import check_layers  # noqa: E402
import check_locale  # noqa: E402
import check_noise  # noqa: E402
import check_promises  # noqa: E402
from messages import BadMessage, parse  # noqa: E402

FORMS = {"ru": ["one", "few", "many", "other"], "tg": ["other"]}
ALPHABETS = {"ru": "абвгдежзийклмнопрстуфхцчшщыьэюя", "kk": "абвгғдәіқңөұүhйклмнорстжеыизш", "ky": "абвгдежзийклмнңоөпрстуүчшы",
             "tg": "абвгғдежзиӣйкқлмнопрстуӯфхҳчҷш", "tk": "abçdeäfghijklmnňoöprsştuüwyýz", "uz": "abdefghijklmnopqrstuvxyz"}
GREETING = {"en": "Good day, {name}", "ru": "Добрый день, {name}", "kk": "Қайырлы күн, {name}", "ky": "Кутман күн, {name}",
            "tg": "Рӯз ба хайр, {name}", "tk": "Gündiziňiz haýyrly, {name}", "uz": "Xayrli kun, {name}"}
COUNT = {"en": "{n, plural, one {# day} other {# days}}", "kk": "{n, plural, one {# күн} other {# күн}}",
         "ru": "{n, plural, one {# день} few {# дня} many {# дней} other {# дня}}", "tg": "{n, plural, other {# рӯз}}",
         "ky": "{n, plural, one {# күн} other {# күн}}", "tk": "{n, plural, one {# gün} other {# gün}}",
         "uz": "{n, plural, one {# kun} other {# kun}}"}


class House:
    """A small project in a temporary folder, without fault until a test makes one."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.top = pathlib.Path(self.folder.name)
        self.catalogues = {language: {"ui.greeting": GREETING[language], "ui.days": COUNT[language]} for language in GREETING}
        self.write("src/core/text.cpp", "int words();\n")
        self.write("web/src/page.svelte", "{t('ui.greeting', { name })} {t('ui.days', { n })}\n")
        self.write("data/codes/country.json", '{"list": "country", "codes": [{"code": "KZ"}]}')
        for language in GREETING:
            plural = {form: "" for form in FORMS.get(language, ["one", "other"])}
            alphabet = list(ALPHABETS.get(language, "abcdefghijklmnopqrstuvwxyz"))
            self.write(f"languages/names/{language}.json",
                       json.dumps({"plural": plural, "alphabet": alphabet, "countries": {"KZ": "x"}, "languages": {}}))

    def write(self, name, text):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def language_faults(self):
        for language, words in self.catalogues.items():
            self.write(f"languages/{language}.json", json.dumps(words, ensure_ascii=False, indent=1))
        return [f"{where}: {what}" for where, what in check_languages.check(self.top)]

    def address_faults(self, text, name="web/src/page.svelte"):
        self.write(name, text)
        return [f"{where}: {what}" for where, what in check_addresses.check(self.top)]

    def locale_faults(self):
        return [f"{where}: {what}" for where, what in check_locale.check(self.top)]


class Addresses(unittest.TestCase):
    SAFE = ("`/api/cases/${encodeURIComponent(typed)}/notes`", "`/api/cases/${one.id}${query({ from: `${year}-01` })}`", "`/api/${kindOf(kind).path}/${id}`",
            '<a href="/cases/{one.id}">x</a>', "<a href={webLink(one.link)}>x</a>", "<a href={back}>x</a>", "<a href={may ? `/cases/${id}` : ''}>x</a>",
            '<a href="/programme/{kind.path}{query({ name: typed })}">x</a>', "const id = encodeURIComponent(page.params.case ?? '');",
            "`${line}/${n}`")
    # What is wrong, and the part that says so.
    UNSAFE = (("`/api/cases/${typed}/notes`", "typed in an address"), ("`/api/cases/${one.name}`", "one.name in an address"),
              ("`/api/cases/${encodeURIComponent(id) + typed}`", "in an address"), ("`/api/x?word=${words.trim()}`", "words.trim() in an address"),
              ("`${address}/before/${typed}`", "typed in an address"), ('<a href="/cases/{one.name}">x</a>', "one.name in href"),
              ("<a href={String(one.link)}>x</a>", "String(one.link) in href"), ('<img src="{one.picture_link}" alt="">', "one.picture_link in href"),
              ("<a href={`javascript:${typed}`}>x</a>", "in href"), ("<a href={'javascript:1'}>x</a>", "in href"),
              ("<a href={fine ? '/cases' : one.link}>x</a>", "in href"), ("const id = page.params.case ?? '';", "page.params.case: encodeURIComponent"))

    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.folder.cleanup)

    def test_what_is_encoded_or_made_by_the_server_may_stand_in_an_address(self):
        for text in self.SAFE:
            self.assertEqual(self.house.address_faults(text), [], text)

    def test_what_a_person_typed_may_not(self):
        for text, part in self.UNSAFE:
            faults = self.house.address_faults(text)
            self.assertEqual(len(faults), 1, (text, faults))
            self.assertIn(part, faults[0])

    def test_a_fault_has_its_line(self):
        self.assertTrue(self.house.address_faults("\n\nconst a = `/api/${typed}`;\n", "web/src/a.ts")[0].startswith("web/src/a.ts:3: "))


class Languages(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.folder.cleanup)

    def fault(self, part):
        """Exactly one fault, and it says this."""
        faults = self.house.language_faults()
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(part, faults[0])

    def put(self, language, key, text):
        self.house.catalogues[language][key] = text

    def test_a_whole_house_has_no_fault(self):
        self.assertEqual(self.house.language_faults(), [])

    def test_a_missing_key_is_found(self):
        del self.house.catalogues["tk"]["ui.days"]
        self.fault("ui.days is missing")

    def test_a_key_that_english_lacks_is_found_with_its_line(self):
        self.put("ky", "ui.zz", "Кутман")
        self.fault("languages/ky.json:4: ui.zz is not in en.json")

    def test_a_broken_message_is_found(self):
        self.put("ru", "ui.greeting", "Добрый день, {name")
        self.fault("expected")

    def test_a_lost_argument_is_found(self):
        self.put("uz", "ui.greeting", "Xayrli kun")
        self.fault("arguments []")

    def test_a_missing_plural_form_is_found(self):
        self.put("ru", "ui.days", "{n, plural, one {# день} other {# дня}}")
        self.fault("ru needs ['few', 'many', 'one', 'other']")

    def test_a_plural_form_that_the_language_never_uses_is_found(self):
        self.put("tg", "ui.days", "{n, plural, one {# рӯз} other {# рӯз}}")
        self.fault("tg needs ['other']")

    def test_an_exact_plural_choice_is_allowed(self):
        self.put("tg", "ui.days", "{n, plural, =0 {ҳеҷ} other {# рӯз}}")
        self.assertEqual(self.house.language_faults(), [])

    def test_left_english_is_found_unless_listed(self):
        self.put("tk", "ui.greeting", GREETING["en"])
        self.fault("same as English")
        self.house.write("languages/same_as_english.txt", "# why\ntk ui.greeting\n")
        self.assertEqual(self.house.language_faults(), [])

    def test_a_latin_letter_inside_a_cyrillic_word_is_found(self):
        self.put("ru", "ui.greeting", "Дoбрый день, {name}")
        self.fault("mixes Latin and Cyrillic")

    def test_a_short_latin_word_that_looks_cyrillic_is_found(self):
        self.put("ru", "ui.greeting", "Добрый день, {name}, a тут")
        self.fault("looks Cyrillic but is Latin")

    def test_a_letter_of_another_language_is_found(self):
        self.put("ru", "ui.greeting", "Добрый қень, {name}")
        self.fault("not letters of ru")

    def test_a_letter_of_a_formula_is_of_every_language(self):
        self.put("ru", "ui.greeting", "Добрый день, {name}: ε и δ")
        self.assertEqual(self.house.language_faults(), [])

    def test_a_wrong_uzbek_apostrophe_is_found(self):
        self.put("uz", "ui.greeting", "Xayrli to‘y, {name}")
        self.fault("only U+02BB")

    def test_an_uzbek_tutuq_after_o_is_found(self):
        self.put("uz", "ui.greeting", "Xayrli toʼy, {name}")
        self.fault("U+02BB stands after o and g only")

    def test_the_word_victim_is_found(self):
        self.put("ru", "ui.greeting", "Добрый день, жертва {name}")
        self.fault("not called victims")

    def test_a_code_without_words_is_found(self):
        self.house.write("data/codes/gender.json", '{"list": "gender", "codes": [{"code": "Feminine"}]}')
        self.fault("Feminine has no words codes.gender.Feminine")

    def test_a_country_without_a_name_is_found(self):
        self.house.write("data/codes/country.json", '{"list": "country", "codes": [{"code": "QQ"}]}')
        self.assertEqual(len(self.house.language_faults()), 7)

    def test_an_error_code_without_words_is_found(self):
        self.house.write("src/core/text.cpp", 'return 1;\nreturn fail(ErrorKind::invalid, "core/bad");\n')
        self.fault("src/core/text.cpp:2: core/bad has no words problem.core.bad")

    def test_a_code_that_a_command_prints_needs_words(self):
        self.house.write("src/core/text.cpp", 'void say() { print(stderr, "panoh: core/torn at row {}", 1); }\n')
        self.fault("core/torn has no words problem.core.torn")

    def test_a_refusal_of_an_area_that_nobody_listed_is_found(self):
        self.house.write("src/core/text.cpp", 'auto f() { return core::fail(core::ErrorKind::invalid,\n    "shoe/too_small"); }\n')
        self.fault("the area shoe is not in AREAS")
        self.house.write("src/core/text.cpp", 'auto f() { return Error{.code = "shoe/too_small"}; }\n')
        self.fault("the area shoe is not in AREAS")

    def test_a_media_type_is_no_error_code(self):
        self.house.write("src/core/text.cpp", 'auto type = "text/csv";\n')
        self.assertEqual(self.house.language_faults(), [])

    def test_a_key_that_the_app_asks_for_must_exist(self):
        self.house.write("web/src/b.ts", "\n\nt(late ? 'ui.late' : 'ui.days', { n });\n")
        self.fault("web/src/b.ts:3: t('ui.late')")

    def test_a_dead_key_is_found(self):
        self.house.write("web/src/page.svelte", "{t('ui.days', { n })}")
        self.fault("ui.greeting is dead")

    def test_a_key_that_the_server_prints_is_alive(self):
        self.put("en", "bulletin.about", "about {number}")
        dead = "bulletin.about is dead"
        self.assertTrue(any(dead in str(fault) for fault in self.house.language_faults()))
        self.house.write("src/core/text.cpp", 'said(words, "bulletin.about", language);\n')
        self.assertFalse(any(dead in str(fault) for fault in self.house.language_faults()))

    def test_a_public_page_asks_for_keys_that_are_there(self):
        self.house.write("src/portal/page.cpp", '\nhtml.text(words("greet"));\n')
        self.fault("src/portal/page.cpp:2: no such key portal.greet")

    def test_a_public_page_asks_for_keys_of_its_parts(self):
        self.house.write("src/portal/page.cpp", '\nhtml.text(words("report.greet"));\n')
        self.fault("src/portal/page.cpp:2: no such key portal.report.greet")

    def test_a_key_put_together_is_alive(self):
        self.house.write("web/src/page.svelte", "{t('ui.days', { n })} {t(`ui.${word}`)}")
        self.assertEqual(self.house.language_faults(), [])


class Messages(unittest.TestCase):
    def test_arguments_inside_choices_are_found(self):
        message = parse("{n, plural, one {{name} has # case} other {{name} has # cases}}")
        self.assertEqual(message.kinds, {"n": "plural", "name": "value"})

    def test_quoted_braces_are_text(self):
        message = parse("It''s '{name}'")
        self.assertEqual((message.kinds, message.texts), ({}, ["It's {name}"]))

    def test_broken_messages_are_refused(self):
        for text in ("{", "}", "{n", "{n, plural}", "{n, plural, one {x}}", "{n, select, a {x} a {y} other {z}}", "{n, date}",
                     "'{n}", "{n, plural, other {x}", "{n, plural, other {}} {n, select, other {}}"):
            with self.subTest(text), self.assertRaises(BadMessage):
                parse(text)


class Locale(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.folder.cleanup)

    def test_a_whole_house_has_no_fault(self):
        self.assertEqual(self.house.locale_faults(), [])

    def test_the_browser_s_locale_is_found_with_its_line(self):
        self.house.write("web/src/a.ts", "let a = 1;\nn.toLocaleString();\nIntl.DateTimeFormat();\na.localeCompare(b);\n")
        places = [fault.split(": ")[0] for fault in self.house.locale_faults()]
        self.assertEqual(places, ["web/src/a.ts:2", "web/src/a.ts:3", "web/src/a.ts:4"])

    def test_the_words_module_and_comments_may_name_it(self):
        self.house.write("web/src/lib/words/a.ts", "Intl.DateTimeFormat();")
        self.house.write("web/src/b.ts", "// no Intl here\n/* nor\n toLocaleString */")
        self.assertEqual(self.house.locale_faults(), [])

    def test_locale_dependent_calls_of_cpp_are_found(self):
        for call in ("std::tolower(c)", "isalpha(c)", "strtod(p, 0)", "setlocale(0, 0)", "std::stod(s)", "atof(s)",
                     "std::ostringstream out", "std::locale()", "snprintf(b, 4, f)", "#include <cctype>"):
            with self.subTest(call):
                self.house.write("src/core/a.cpp", f"\n{call};\n")
                self.assertIn("src/core/a.cpp:2: ", "".join(self.house.locale_faults()))

    def test_tests_of_cpp_may_use_streams(self):
        self.house.write("src/core/a_test.cpp", "std::ostringstream out;\n")
        self.assertEqual(self.house.locale_faults(), [])

    def test_names_in_comments_and_texts_of_cpp_are_allowed(self):
        self.house.write("src/core/a.cpp", '// std::tolower(c)\nauto a = "isalpha(c)";\nauto my_tolower = 1;\n')
        self.assertEqual(self.house.locale_faults(), [])


class Layers(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.folder.cleanup)
        self.house.write("src/LAYERS", "# lowest first\ncore\ncrypto store http tables mail pictures\n\ncases release # one rank\napp\n")
        for folder in ("core", "crypto", "store", "http", "cases", "release", "app"):
            self.house.write(f"src/{folder}/a.h", "#pragma once\n#include <string>\n")

    def fault(self, part, file=None, text=None):
        """Exactly one fault, and it says this."""
        if file:
            self.house.write(file, text)
        faults = check_layers.check(self.house.top)
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(part, faults[0])

    def sound(self, file, text):
        self.house.write(file, text)
        self.assertEqual(check_layers.check(self.house.top), [])

    def test_a_whole_house_has_no_fault(self):
        self.assertEqual(check_layers.check(self.house.top), [])

    def test_a_folder_may_include_from_lower_ranks_and_itself(self):
        self.sound("src/cases/a.cpp", '#include "cases/a.h"\n#include "store/a.h"\n#include "core/a.h"\n')

    def test_a_higher_rank_is_found_with_its_line(self):
        self.fault("src/core/a.cpp:2: core (rank 0) may not include cases (rank 2)", "src/core/a.cpp", '\n#include "cases/a.h"\n')

    def test_folders_of_one_rank_are_strangers(self):
        self.fault("cases (rank 2) may not include release", "src/cases/a.cpp", '#include "release/a.h"\n')
        self.house.write("src/cases/a.cpp", "")
        self.fault("http (rank 1) may not include store", "src/http/a.h", '#  include "store/a.h"\n')

    def test_private_headers_stay_private_but_for_app(self):
        self.house.write("src/cases/cases_store.h", "")
        self.house.write("src/cases/cases_http.h", "")
        self.sound("src/app/a.cpp", '#include "cases/cases_http.h"\n')
        self.house.write("src/LAYERS", "core\ncrypto store http tables\ncases\nrelease\napp\n")
        self.fault("cases/cases_store.h is private to cases", "src/release/a.cpp", '#include "cases/cases_store.h"\n')
        self.fault("cases/cases_http.h is private to cases", "src/release/a.cpp", '#include "cases/cases_http.h"\n')

    def test_a_folder_without_a_rank_is_found(self):
        self.fault("src/portal: not in src/LAYERS", "src/portal/a.h", "")

    def test_an_include_from_a_folder_without_a_rank_is_found(self):
        self.fault("portal is not in src/LAYERS", "src/app/a.cpp", '#include "portal/a.h"\n')

    def test_a_header_without_its_folder_is_found(self):
        self.fault('"a.h" must name its folder', "src/cases/a.cpp", '#include "a.h"\n')
        self.sound("src/cases/a.cpp", '#include "code_texts.inc"\n')

    def test_each_library_stays_in_its_room(self):
        for header, room in (("sodium.h", "crypto"), ("liboath/oath.h", "crypto"), ("fido.h", "crypto"), ("boost/beast/core.hpp", "http"),
                             ("boost/asio.hpp", "http"), ("sqlite3.h", "store"), ("libpq-fe.h", "store"), ("toml++/toml.h", "app"),
                             ("CLI/CLI.hpp", "app"), ("openssl/ssl.h", "http"), ("expat.h", "tables"), ("zlib.h", "http"),
                             ("zlib.h", "tables"), ("turbojpeg.h", "pictures"), ("png.h", "pictures"),
                             ("lcms2.h", "pictures"), ("seccomp.h", "pictures")):
            with self.subTest(header):
                self.house.write(f"src/{room}/room.cpp", f"#include <{header}>\n")
                self.fault(f"may include <{header}>", "src/cases/a.cpp", f"#include <{header}>\n")
                self.sound("src/cases/a.cpp", "")

    def test_evp_is_for_crypto_and_one_file_of_http(self):
        self.sound("src/crypto/a.cpp", "#include <openssl/evp.h>\n")
        self.sound("src/http/tls_certificate.cpp", "#include <openssl/evp.h>\n")
        self.fault("only crypto may include OpenSSL's EVP", "src/http/other.cpp", "#include <openssl/evp.h>\n")

    def test_what_is_for_tests_is_included_by_tests_only(self):
        for header in ("testing.h", "test_world.h"):
            self.house.write(f"src/core/{header}", "#pragma once\n")
            for file in ("src/cases/a_test.cpp", "src/cases/test_home.h", "src/cases/testing.h"):
                self.sound(file, f'#include "core/{header}"\n')
            self.fault(f"src/cases/a.cpp:1: core/{header} is for tests only", "src/cases/a.cpp", f'#include "core/{header}"\n')
            self.sound("src/cases/a.cpp", "")

    def test_no_part_of_the_program_makes_its_own_proofs(self):
        self.house.write("src/LAYERS", "core\ncrypto store http tables\nprivacy\ncases release\napp\n")
        for file in ("src/privacy/spent.h", "src/privacy/testing.h"):
            self.sound(file, "struct ForTest;\n")
        for file in ("src/privacy/a.cpp", "src/cases/a_test.cpp"):
            self.fault(f"{file}:2: ForTest is for privacy/spent.h and privacy/testing.h", file, "\nstruct ForTest {};\n")
            self.sound(file, "")


class Noise(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.folder.cleanup)
        for name in check_noise.EXACT:
            self.house.write(name, "// no double here\nint whole();\n")

    def faults(self):
        return [f"{where}: {what}" for where, what in check_noise.check(self.house.top)]

    def test_whole_numbers_are_no_fault(self):
        self.house.write("src/privacy/noise.h", "[[nodiscard]] double standard_deviation(Variance variance);\n")
        self.assertEqual(self.faults(), [])

    def test_whatever_has_a_point_is_found_with_its_line(self):
        for name in check_noise.EXACT:
            for text in ("double x;", "float x;", "long double x = 1;", "auto x = 0.5;", "auto x = 1e3;", "auto x = 1.F;", "auto x = 0x1p-3;",
                         "#include <cmath>", "x = std::sqrt(2);", "std::normal_distribution<> x;", "#include <random>", "_Float16 x;",
                         "auto x = 1'000; double y; auto z = 2'000;", "auto x = 1'000.5;"):
                with self.subTest(name=name, text=text):
                    self.house.write(name, f"int whole();\n{text}\n")
                    faults = self.faults()
                    self.assertTrue(faults and all(fault.startswith(f"{name}:2: ") for fault in faults), faults)
            self.house.write(name, "int whole();\n")

    def test_digits_in_groups_and_hexadecimal_are_whole(self):
        self.house.write(check_noise.EXACT[0], "auto a = 1'000'000; auto b = 0xa0000000U; auto c = 0x1eULL; auto d = x.e5; auto e = v.at(3).y;\n")
        self.assertEqual(self.faults(), [])

    def test_a_file_that_went_away_is_found(self):
        (self.house.top / check_noise.EXACT[0]).unlink()
        self.assertEqual(self.faults(), [f"{check_noise.EXACT[0]}: is not there; say in tools/check_noise.py where noise is drawn now"])


class Promises(unittest.TestCase):
    def test_a_test_that_is_not_there_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "tests/stories/cases").mkdir(parents=True)
            (root / "tests/stories/cases/open.story").touch()
            (root / "src/core").mkdir(parents=True)
            (root / "src/core/json_test.cpp").write_text('TEST_CASE("A body "\n          "is read")\n', encoding="utf-8")
            named = list(check_promises.tests_named('`stories/cases/open`; `core/json_test`: "a body is ...", "nothing"; `core/no_test`; `stories/cases/shut`'))
            self.assertEqual([check_promises.fault(*one, root) for one in named],
                             ["", 'core/json_test has no test "nothing"', "no test core/no_test", "no story stories/cases/shut"])

    def test_a_suite_and_a_sentence_that_no_test_says_are_told(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "tests/suites").mkdir(parents=True)
            (root / "docs").mkdir()
            (root / "tests/suites/__init__.py").write_text('ALL = {\n    "faults": faults.run,\n}\n', encoding="utf-8")
            (root / "tests/suites/faults.py").write_text('"a lost write is seen"\n', encoding="utf-8")
            (root / "docs/promises.md").write_text('| a | suite `faults`: "a lost write ..." |\n| P1 | b | suite `faults`: "nothing" |\n| c | suite `crash` |\n',
                                                   encoding="utf-8")
            self.assertEqual(list(check_promises.faults_of_promises(root)),
                             ['docs/promises.md:2: suite faults has no "nothing"', "docs/promises.md:3: no suite crash"])

    def test_a_checklist_is_whole_and_counts_right(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "docs").mkdir()
            (root / "docs/asvs.md").write_text("| V1.1.1 | 2 | a | met | `core/no_test` |\n| V1.1.2 | 1 | b | done | why |\n| V1.1.3 | 1 | c |\n",
                                               encoding="utf-8")
            self.assertEqual(list(check_promises.faults_of_checklist(root)),
                             ["docs/asvs.md:1: V1.1.1: no test core/no_test", "docs/asvs.md:2: V1.1.2 is done",
                              "docs/asvs.md:3: not a line of five cells", "docs/asvs.md: not 70 requirements of level 1",
                              "docs/asvs.md: not 183 requirements of level 2", "docs/asvs.md: met is 0, 1, 1",
                              "docs/asvs.md: n/a is 0, 0, 0", "docs/asvs.md: open is 0, 0, 0"])


if __name__ == "__main__":
    unittest.main()
