#include "neighbours.h"

#include <utility>

#include <fmt/format.h>

#include "privacy/noise.h"

namespace panoh::release_audit {

namespace {

using microdata::Microdata;
using microdata::Schema;

constexpr std::size_t columns = 6;
constexpr std::uint8_t rare = 3;    // a value that only the one person has
constexpr std::uint8_t missing = 5; // of the columns of four values
constexpr std::uint8_t no_tick = 1;

using States = std::vector<std::uint8_t>;

} // namespace

Schema small_schema()
{
    Schema schema;
    schema.lineage = "fiction";
    schema.people = 1'000;
    schema.person.each_row = true;
    schema.caps = microdata::Caps{.values = 4};
    for (const std::string name : {"a", "b", "c", "d", "e"})
        schema.columns.push_back({.name = name,
                                  .values = {{"v0", {}}, {"v1", {}}, {"v2", {}}, {"rare", {}}},
                                  .missing = {},
                                  .uncounted = {}});
    schema.columns.push_back(
        {.name = "tick", .values = {{"yes", {}}, {"no", {}}}, .missing = {}, .uncounted = {"no"}});
    return schema;
}

Microdata small_people(std::size_t people, std::uint64_t seed)
{
    privacy::RandomBits bits(seed);
    std::vector<States> states(columns, States(people));
    for (std::size_t person = 0; person < people; ++person) {
        const std::uint64_t kind = bits.below(3);
        for (std::size_t column = 0; column + 1 < columns; ++column) {
            const std::uint64_t drawn = bits.below(10);
            const std::uint64_t state = drawn < 5 ? kind : drawn < 8 ? bits.below(3) : missing;
            states[column][person] = static_cast<std::uint8_t>(state);
        }
        states.back()[person] = static_cast<std::uint8_t>(bits.below(4) == 0 ? 0 : no_tick);
    }
    return {small_schema(), std::move(states)};
}

Microdata with_one_more(const Microdata& people, const States& one)
{
    std::vector<States> states;
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto before = people.states(static_cast<microdata::ColumnNumber>(column));
        states.emplace_back(before.begin(), before.end());
        states.back().push_back(one[column]);
    }
    return {people.schema(), std::move(states)};
}

std::vector<Pair> worst_pairs(std::size_t too_few)
{
    std::vector<Pair> pairs;
    const auto add = [&](std::string name, std::size_t people, const States& one) {
        Microdata without = small_people(people, 11);
        Microdata with = with_one_more(without, one);
        pairs.push_back({std::move(name), std::move(without), std::move(with)});
    };
    add("values that nobody else has", 80, {rare, rare, rare, missing, missing, no_tick});
    add("as many values as the cap", 80, {rare, rare, rare, rare, missing, no_tick});
    add("more values than the cap", 80, {rare, rare, rare, rare, rare, 0});
    add("no value at all", 80, {missing, missing, missing, missing, missing, no_tick});
    add("one of many alike", 80, {0, 0, 0, 0, missing, no_tick});
    add("alone in the table", 0, {rare, rare, rare, rare, missing, no_tick});
    add("just enough people", too_few, {rare, rare, rare, rare, missing, no_tick});
    return pairs;
}

std::vector<Stranger> strangers()
{
    return {
        {"one row", {"rare,rare,rare,rare,,no"}},
        {"three rows that say the same", {"rare,rare,,,,yes", "rare,rare,,,,yes", "rare,rare,,,,yes"}},
        {"three rows that say other things", {"rare,,,,,no", "v0,rare,,,,yes", "v1,v2,rare,rare,rare,no"}},
        {"twenty rows", std::vector<std::string>(20, "v0,v1,,,,yes")},
        {"values that nobody declared", {"never heard of,rare,,,,no", "v1,,something else,,,perhaps"}},
    };
}

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

Pair pair_by_chance(std::uint64_t seed)
{
    privacy::RandomBits bits(seed, 1);
    Microdata without = small_people(bits.below(120), bits.next());
    States one;
    for (std::size_t column = 0; column + 1 < columns; ++column)
        one.push_back(static_cast<std::uint8_t>(bits.below(missing + 1)));
    one.push_back(static_cast<std::uint8_t>(bits.below(4)));
    Microdata with = with_one_more(without, one);
    return {"by chance " + std::to_string(seed), std::move(without), std::move(with)};
}

} // namespace panoh::release_audit
