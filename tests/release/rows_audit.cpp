// From a file of rows to what is published: one person is one person, in however many rows.

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "figures.h"
#include "mechanisms.h"
#include "microdata/read_microdata.h"

namespace panoh::release_audit {

namespace {

/// Rows of many people, some of them in two, none with more values than the cap; and where three rows of one
/// more person are put: in front, in the middle, at the end.
std::string rows(std::size_t people, const std::vector<std::string>& one_more)
{
    std::string text = "person,a,b,c,d,e,tick\n";
    const auto add = [&](std::size_t place) {
        if (place < one_more.size()) text += "the one," + one_more[place] + "\n";
    };
    add(0);
    for (std::size_t person = 0; person < people; ++person) {
        text += fmt::format("p{},v{},v{},,,,no\n", person, person % 3, person * person % 3);
        if (person % 4 == 0) text += fmt::format("p{},v{},,v1,,,yes\n", person, (person + 1) % 3);
        if (person == people / 2) add(1);
    }
    for (std::size_t place = 2; place < one_more.size(); ++place)
        add(place);
    return text;
}

microdata::Microdata read(std::string text)
{
    microdata::Schema schema = small_schema();
    schema.person = {.column = "person", .each_row = {}};
    auto table = microdata::read_microdata(std::move(text), schema, 1);
    REQUIRE(table);
    return std::move(table->people);
}

std::vector<Pair> pairs()
{
    const std::vector<std::pair<std::string, std::vector<std::string>>> people = {
        {"one row", {"rare,rare,rare,rare,,no"}},
        {"three rows that say the same", {"rare,rare,,,,yes", "rare,rare,,,,yes", "rare,rare,,,,yes"}},
        {"three rows that say other things", {"rare,,,,,no", "v0,rare,,,,yes", "v1,v2,rare,rare,rare,no"}},
        {"twenty rows", std::vector<std::string>(20, "v0,v1,,,,yes")},
        {"values that nobody declared", {"never heard of,rare,,,,no", "v1,,something else,,,perhaps"}},
    };
    std::vector<Pair> result;
    for (const auto& [name, one_more] : people)
        result.push_back({name, read(rows(90, {})), read(rows(90, one_more))});
    return result;
}

} // namespace

TEST_CASE("one person with many rows makes no difference that was not paid for")
{
    for (const Pair& pair : pairs()) {
        CHECK(pair.with.people() == pair.without.people() + 1);
        for (const Mechanism mechanism :
             {Mechanism::tables, Mechanism::independent, Mechanism::mst, Mechanism::aim})
            for (std::size_t run = 0; run < runs(2, 50); ++run)
                compare(mechanism, pair, seed_of(run));
    }
}

} // namespace panoh::release_audit
