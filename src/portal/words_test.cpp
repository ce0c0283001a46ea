#include <doctest/doctest.h>

#include <string>

#include "core/language.h"
#include "portal/preferred.h"
#include "portal/words.h"

namespace {

using namespace panoh;
using portal::Words;

TEST_CASE("a day is written as people of each language write it")
{
    const core::Date day{2021, 7, 30};
    CHECK(Words::of("en").day(day) == "30 July 2021");
    CHECK(Words::of("ru").day(day) == "30 июля 2021\u202fг.");
    CHECK(Words::of("ky").day(day) == "2021-ж., 30-июль");
    CHECK(Words::of("kk").day(day) == "2021\u202fж. 30 шілде");
    CHECK(Words::of("tg").day(day) == "30 июли соли 2021");
    CHECK(Words::of("tk").day(day) == "30 iýul 2021");
    CHECK(Words::of("uz").day(day) == "30-iyul, 2021");
}

TEST_CASE("a sentence that a language lacks stands in English, never as its key")
{
    for (const auto language : core::languages) {
        const auto& words = Words::of(language);
        const auto text = words("number_day", {{"number", "6"}, {"day", "30"}});
        CHECK(text.find('6') != std::string::npos);
        CHECK(text.find("portal") == std::string::npos);
        CHECK(text.find('{') == std::string::npos);
        CHECK_FALSE(words("skip").empty());
    }
    CHECK(Words::of("xx")("bulletin") == Words::of("en")("bulletin"));
}

TEST_CASE("what stands in a sentence is taken as it is, also when it looks like a message")
{
    CHECK(Words::of("en")("source", {{"source", "{day} 'it''s' <b>"}}) == "Source: {day} 'it''s' <b>");
}

TEST_CASE("a country has its name in each language, an unknown one its code")
{
    CHECK(Words::of("ky").country("KG") == "Кыргызстан");
    CHECK(Words::of("uz").country("KG") == "Qirgʻiziston");
    CHECK(Words::of("en").country("X1") == "X1");
    CHECK(Words::own_name("tg") == "Тоҷикӣ");
}

TEST_CASE("the bulletin is given its own words, and the names it puts together")
{
    CHECK(portal::program_words("names.months.7", "ru") == "июля");
    CHECK(portal::program_words("names.months.13", "ru").empty());
    CHECK(portal::program_words("names.dateLong", "en") == "d MMMM y");
    CHECK(portal::program_words("names.decimal", "kk") == ",");
    CHECK(portal::program_words("bulletin.about", "en") == "about {number}");
    CHECK_FALSE(portal::program_words("bulletin.about", "tg").empty());
    CHECK_FALSE(portal::program_words("codes.figure_basis.estimated", "uz").empty());
    CHECK(portal::program_words("ui.save", "en").empty());
}

TEST_CASE("the language of a page is the one that the reader likes best of those it has")
{
    using portal::preferred_language;
    const auto of = [](std::string_view accepted) {
        return std::string(preferred_language(accepted, core::languages));
    };
    CHECK(of("") == "en");
    CHECK(of("ky-KG,ru;q=0.8,en;q=0.5") == "ky");
    CHECK(of("en;q=0.5, RU-kz;q=0.9") == "ru");
    CHECK(of("de,fr;q=0.9") == "en");
    CHECK(of("ru;q=0, uz;q=0.1") == "uz");
    CHECK(of(",,;;q=,=;q=99999999999999999999") == "en");
    CHECK(preferred_language("de", std::vector<std::string>{"tg", "ru"}) == "tg");
    CHECK(preferred_language("de", std::vector<std::string>{}).empty());
}

} // namespace
