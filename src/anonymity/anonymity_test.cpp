#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "anonymity/checking.h"
#include "anonymity/recoding.h"
#include "anonymity/seeding.h"
#include "microdata/fiction.h"
#include "microdata/read_microdata.h"
#include "privacy/testing.h"

namespace panoh::anonymity {

namespace {

using microdata::ColumnNumber;
using microdata::Microdata;
using privacy::Sensitive;

Microdata fictional_people(std::size_t rows, std::uint64_t seed)
{
    auto table = microdata::fictional_table(microdata::Shape::sparse, rows, seed);
    auto read = microdata::read_microdata(std::move(table.csv), table.schema);
    REQUIRE(read);
    return std::move(read->people);
}

std::vector<ColumnNumber> identifying(const microdata::Schema& schema)
{
    std::vector<ColumnNumber> columns;
    for (std::size_t column = 0; column < schema.columns.size(); ++column)
        if (std::find(schema.identifying.begin(), schema.identifying.end(), schema.columns[column].name) !=
            schema.identifying.end())
            columns.push_back(static_cast<ColumnNumber>(column));
    return columns;
}

Recoded recoded(const Microdata& people, const RecodingPlan& plan)
{
    auto result = recode(Sensitive<Microdata>(people), privacy::exact_for_test(), plan);
    REQUIRE(result);
    return std::move(*result);
}

Seeded seeded(const Microdata& people, const SeedingPlan& plan, std::uint64_t seed)
{
    auto result = seed_rows(Sensitive<Microdata>(people), privacy::exact_for_test(), plan, seed);
    REQUIRE(result);
    return std::move(*result);
}

std::vector<std::uint16_t> attributes_of_row(const Microdata& rows, std::size_t row,
                                             std::span<const microdata::Attribute> attributes)
{
    std::vector<std::uint16_t> numbers;
    for (std::size_t number = 0; number < attributes.size(); ++number)
        if (rows.states(attributes[number].column)[row] == attributes[number].state)
            numbers.push_back(static_cast<std::uint16_t>(number));
    return numbers;
}

} // namespace

TEST_CASE("in a recoded table every group of every set of identifying columns has k rows or more")
{
    for (const std::uint32_t k : {2U, 5U, 10U, 50U}) {
        const Microdata people = fictional_people(3'000, k);
        const auto columns = identifying(people.schema());
        REQUIRE(columns.size() >= 3);
        CHECK(check_groups(people, columns, 4, k).violations_in_all > 0); // so there was something to do
        const Recoded result = recoded(people, {.k = k});
        const Checked checked =
            check_groups(result.people, columns, columns.size() > 4 ? 4 : columns.size(), k);
        CHECK(checked.violations_in_all == 0);
        CHECK(checked.column_sets >= 7);
        CHECK(result.people.people() + static_cast<std::size_t>(result.left_out) == people.people());
        CHECK(result.left_out < static_cast<std::int64_t>(k) + 1);
    }
}

TEST_CASE("recoding leaves cells out or joins them, and changes nothing else")
{
    const Microdata people = fictional_people(2'000, 3);
    RecodingPlan plan = {.k = 5};
    for (const auto& name : people.schema().ordered)
        plan.widths[name] = 1;
    std::erase_if(plan.widths, [&](const auto& width) {
        const auto& list = people.schema().identifying;
        return std::find(list.begin(), list.end(), width.first) == list.end();
    });
    const Recoded result = recoded(people, plan);
    REQUIRE(result.left_out == 0);
    std::int64_t changed = 0;
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto number = static_cast<ColumnNumber>(column);
        const auto missing = microdata::missing_state(people.schema().columns[column]);
        for (std::size_t person = 0; person < people.people(); ++person) {
            const auto before = people.states(number)[person];
            const auto after = result.people.states(number)[person];
            changed += before != after ? 1 : 0;
            if (before != after) CHECK(after == missing);
        }
    }
    const auto said = std::accumulate(result.suppressed.begin(), result.suppressed.end(), std::int64_t{0},
                                      [](auto sum, const auto& column) { return sum + column.second; });
    CHECK(changed == said);
}

TEST_CASE("joined neighbours carry both names and hold the people of both")
{
    const Microdata people = fictional_people(4'000, 8);
    const auto& schema = people.schema();
    const auto ordered = std::find_if(schema.ordered.begin(), schema.ordered.end(), [&](const auto& name) {
        return std::find(schema.identifying.begin(), schema.identifying.end(), name) !=
               schema.identifying.end();
    });
    REQUIRE(ordered != schema.ordered.end());
    const Recoded result = recoded(people, {.k = 2, .widths = {{*ordered, 2}}});
    REQUIRE(result.left_out == 0);
    for (std::size_t column = 0; column < people.columns(); ++column) {
        if (schema.columns[column].name != *ordered) continue;
        const auto number = static_cast<ColumnNumber>(column);
        const auto& joined = result.people.schema().columns[column];
        CHECK(joined.values.size() == (schema.columns[column].values.size() + 1) / 2);
        CHECK(joined.values[0].name ==
              schema.columns[column].values[0].name + " / " + schema.columns[column].values[1].name);
        for (std::size_t person = 0; person < people.people(); ++person) {
            const auto after = result.people.states(number)[person];
            if (after < joined.values.size()) CHECK(after == people.states(number)[person] / 2);
        }
    }
}

TEST_CASE("what is left of a small group is suppressed rather than many cells: the least is taken")
{
    // Ten alike, and one who differs in one column only: one cell goes.
    microdata::Schema schema;
    schema.lineage = "fiction";
    schema.columns = {{.name = "a", .values = {{"x", {}}, {"y", {}}}, .missing = {}, .uncounted = {}},
                      {.name = "b", .values = {{"x", {}}, {"y", {}}}, .missing = {}, .uncounted = {}}};
    schema.identifying = {"a", "b"};
    std::vector<std::vector<std::uint8_t>> states(2, std::vector<std::uint8_t>(22, 0));
    states[0][20] = 1;
    states[0][21] = 1;
    const Recoded result = recoded(Microdata(schema, states), {.k = 2});
    CHECK(result.suppressed.empty()); // two are enough for two
    const Recoded three = recoded(Microdata(schema, states), {.k = 3});
    CHECK(three.left_out == 2); // two people can look like no third without the rest: they are left out
}

TEST_CASE("every row made after rows is a combination that at least k people have")
{
    for (const std::uint32_t k : {2U, 10U}) {
        const Microdata people = fictional_people(1'500, 20 + k);
        const Seeded result = seeded(people, {.k = k}, 7);
        const microdata::Counter counter(people);
        std::vector<std::vector<std::uint16_t>> of_people;
        for (std::size_t person = 0; person < people.people(); ++person)
            of_people.push_back(attributes_of_row(people, person, counter.attributes()));
        REQUIRE(result.rows.people() > 1'000);
        std::set<std::vector<std::uint16_t>> seen;
        for (std::size_t row = 0; row < result.rows.people(); ++row) {
            const auto made = attributes_of_row(result.rows, row, counter.attributes());
            CHECK_FALSE(made.empty());
            if (!seen.insert(made).second) continue;
            const auto held = std::count_if(of_people.begin(), of_people.end(), [&](const auto& person) {
                return std::includes(person.begin(), person.end(), made.begin(), made.end());
            });
            CHECK(held >= k);
        }
        CHECK(seen.size() > 100);
        CHECK(check_combinations(result.rows, counter, 4, k).violations_in_all == 0);
    }
}

TEST_CASE("each attribute stands in as many rows as people have it, rounded down to a multiple of k")
{
    const Microdata people = fictional_people(1'500, 5);
    const Seeded result = seeded(people, {.k = 10}, 1);
    const auto before = microdata::Counter(people).combinations(1, 1);
    const auto after = microdata::Counter(result.rows).combinations(1, 1);
    for (std::size_t place = 0; place < before[0].size(); ++place)
        CHECK(after[0].find(before[0].attributes(place)) == before[0].count(place) / 10 * 10);
}

TEST_CASE("rows made with chosen random bits do not depend on the number of threads")
{
    const Microdata people = fictional_people(3'000, 6);
    const Seeded one = seeded(people, {.k = 10, .threads = 1}, 3);
    const Seeded more = seeded(people, {.k = 10, .threads = 4}, 3);
    REQUIRE(one.rows.people() == more.rows.people());
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto number = static_cast<ColumnNumber>(column);
        CHECK(std::equal(one.rows.states(number).begin(), one.rows.states(number).end(),
                         more.rows.states(number).begin()));
    }
}

TEST_CASE("a check finds each group that is too small and says which")
{
    microdata::Schema schema;
    schema.lineage = "fiction";
    schema.columns = {{.name = "a", .values = {{"x", {}}, {"y", {}}}, .missing = {}, .uncounted = {}},
                      {.name = "b", .values = {{"x", {}}, {"y", {}}}, .missing = {}, .uncounted = {}}};
    const Microdata people(schema, {{0, 0, 0, 1, 1, 1}, {0, 0, 0, 0, 0, 1}});
    const std::vector<ColumnNumber> both = {0, 1};
    const Checked checked = check_groups(people, both, 2, 3);
    CHECK(checked.column_sets == 3);
    CHECK(checked.violations_in_all == 3); // b = y: 1; a, b = y, x: 2; a, b = y, y: 1
    CHECK(std::any_of(checked.violations.begin(), checked.violations.end(), [](const Violation& one) {
        return one.count == 1 && one.attributes == std::vector<microdata::Attribute>{{1, 1}};
    }));
}

TEST_CASE("plans that cannot be are refused")
{
    const Microdata people = fictional_people(300, 8);
    const auto code = [&](const Microdata& of, const RecodingPlan& plan) {
        const auto refused = recode(Sensitive<Microdata>(of), privacy::exact_for_test(), plan);
        return refused ? std::string() : refused.error().code;
    };
    CHECK(code(people, {.k = 1}) == "anonymity/k_too_small");
    CHECK(code(people, {.k = 200}) == "anonymity/too_few_people");
    CHECK(code(people, {.k = 5, .widths = {{"no_such_column", 2}}}) == "anonymity/not_ordered");
    CHECK(code(people, {.k = 5, .widths = {{people.schema().ordered.front(), 0}}}) ==
          "anonymity/width_invalid");
    microdata::Schema schema = people.schema();
    schema.identifying.clear();
    std::vector<std::vector<std::uint8_t>> states;
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto of = people.states(static_cast<ColumnNumber>(column));
        states.emplace_back(of.begin(), of.end());
    }
    CHECK(code(Microdata(schema, states), {.k = 5}) == "anonymity/no_identifying_columns");
    const auto refused = seed_rows(Sensitive<Microdata>(people), privacy::exact_for_test(), {.k = 1}, 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "anonymity/k_too_small");
}

} // namespace panoh::anonymity
