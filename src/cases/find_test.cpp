// The committed pairs of names, through everything that a search does between typing and answer.

#include <doctest/doctest.h>

#include "cases/find.h"
#include "cases/search.h"
#include "matching/test_names.h"

using namespace panoh::cases;
using panoh::test::FullName;

namespace {

constexpr int year = 1991;

std::string key_of(const FullName& name)
{
    Identity identity;
    identity.names.push_back(
        {.given = name.given, .family = name.family, .script = {"Other"}, .kind = {"current"}});
    identity.birth.year = year;
    return write_find_key(find_key(identity));
}

/// What is found of `recorded` by who types the other name, as the own team and as another one.
std::optional<Match> search(const FullName& recorded, const FullName& typed, bool with_year)
{
    FindQuery query{.name = typed.given + " " + typed.family};
    if (with_year) query.birth = panoh::core::PartialDate{.year = year};
    const auto question = question_of(query);
    REQUIRE(question);
    const std::string text = key_of(recorded);
    auto own = compare(*read_find_key(text), *question);
    const auto elsewhere = compare(*read_nameless_key(without_names(text)), *question);
    REQUIRE(own.has_value() == elsewhere.has_value());
    if (own) REQUIRE(own->score == elsewhere->score);
    return own;
}

} // namespace

TEST_CASE("Every committed pair of spellings is found, from both sides and by its names alone")
{
    const auto pairs = panoh::test::name_pairs("names_alike.tsv");
    CHECK(pairs.size() >= 60);
    for (const auto& [a, b] : pairs) {
        CAPTURE(a.given);
        CAPTURE(b.given);
        CAPTURE(b.family);
        for (const auto& [recorded, typed] : {std::pair(a, b), std::pair(b, a)}) {
            const auto by_names = search(recorded, typed, false);
            REQUIRE(by_names);
            CHECK(by_names->score >= 4);
            const auto with_year = search(recorded, typed, true);
            REQUIRE(with_year);
            CHECK(with_year->strength >= 2);
        }
    }
}

TEST_CASE("No committed pair of two people is a strong match, though they are born in one year")
{
    const auto pairs = panoh::test::name_pairs("names_apart.tsv");
    CHECK(pairs.size() >= 30);
    for (const auto& [a, b] : pairs) {
        CAPTURE(a.given);
        CAPTURE(a.family);
        CAPTURE(b.given);
        for (const auto& [recorded, typed] : {std::pair(a, b), std::pair(b, a)}) {
            const auto found = search(recorded, typed, true);
            if (found) CHECK(found->strength < 3);
        }
    }
}

TEST_CASE("A name that is only similar is strong with one sign more")
{
    Identity identity;
    identity.names.push_back(
        {.given = "Гулнора", .family = "Каримова", .script = {"Cyrillic"}, .kind = {"current"}});
    identity.birth.year = year;
    identity.mother_name = "Мадина";
    const std::string text = write_find_key(find_key(identity));
    FindQuery query{.name = "Gulnoza Karimova", .birth = panoh::core::PartialDate{.year = year}};
    CHECK(compare(*read_find_key(text), *question_of(query))->strength == 2);
    query.mother_name = "Madina";
    CHECK(compare(*read_find_key(text), *question_of(query))->strength == 3);
}

TEST_CASE("Five matches are kept of both kinds, the best, and the own ones first where they fit equally")
{
    std::vector<Match> own = {{.score = 9}, {.score = 6}, {.score = 3}};
    std::vector<HeldMatch> elsewhere = {{.score = 9}, {.score = 8}, {.score = 6}, {.score = 5}};
    keep_best_of_both(own, elsewhere);
    CHECK(own.size() == 2);
    CHECK(elsewhere.size() == 3);
    own.assign(5, {.score = 5});
    elsewhere.assign(5, {.score = 5});
    keep_best_of_both(own, elsewhere);
    CHECK(own.size() == 5);
    CHECK(elsewhere.empty());
    own.clear();
    elsewhere.assign(5, {.score = 5});
    keep_best_of_both(own, elsewhere);
    CHECK(elsewhere.size() == 5);
}

TEST_CASE("What is typed has a length, and a name must have letters")
{
    CHECK(question_of({.name = "12 ,"}).error().code == "case/name_empty");
    CHECK(question_of({.name = std::string(201, 'a')}).error().field == "name");
    CHECK(question_of({.name = "A", .mother_name = std::string(201, 'a')}).error().field == "mother_name");
    CHECK(question_of({.name = "A", .birthplace = std::string(201, 'a')}).error().field == "birthplace");
}
