#include "anonymity/joining.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "anonymity/recoding.h"
#include "microdata/fiction.h"
#include "microdata/read_microdata.h"
#include "privacy/testing.h"

namespace panoh::anonymity {

namespace {

using microdata::Schema;
using Widths = std::map<std::string, std::size_t>;

Schema of_two_orders()
{
    Schema schema;
    schema.lineage = "fiction";
    schema.people = 100;
    schema.person = {.column = {}, .each_row = true};
    schema.caps = {.values = 2};
    schema.columns = {{.name = "age",
                       .values = {{"0", {}}, {"1", {"one"}}, {"2", {}}, {"3", {}}, {"4", {}}},
                       .uncounted = {"4"}},
                      {.name = "school",
                       .values = {{"none", {}}, {"first", {}}, {"second", {}}},
                       .uncounted = {"none", "first"}}};
    schema.identifying = schema.ordered = {"age", "school"};
    return schema;
}

bool says(const Schema& schema, const std::string& value, const std::string& other)
{
    return std::ranges::any_of(schema.impossible, [&](const microdata::Impossible& pair) {
        return (pair.value == value && pair.other_value == other) ||
               (pair.value == other && pair.other_value == value);
    });
}

} // namespace

TEST_CASE("a pair of joined values is impossible where each pair of their parts is, and else nothing is said")
{
    Schema schema = of_two_orders();
    REQUIRE(microdata::check(schema));
    schema.impossible = {{"age", "0", "school", "second"}, {"school", "second", "age", "1"},
                         {"age", "0", "school", "first"},  {"age", "1", "school", "first"},
                         {"age", "2", "school", "second"}, {"school", "none", "age", "4"}};
    REQUIRE(microdata::check(schema));

    const Schema ages = joined(schema, {{"age", 2}});
    CHECK(microdata::check(ages));
    CHECK(says(ages, "0 / 1", "second"));
    CHECK(says(ages, "0 / 1", "first"));
    CHECK(says(ages, "4", "none"));
    // People of 3 may have been to the second.
    CHECK(ages.impossible.size() == 3);

    const Schema both = joined(schema, {{"age", 2}, {"school", 2}});
    CHECK(microdata::check(both));
    CHECK(says(both, "0 / 1", "second"));
    CHECK(both.impossible.size() == 1);

    const Schema as_before = joined(schema, {{"age", 1}});
    CHECK(microdata::check(as_before));
    CHECK(as_before.impossible.size() == schema.impossible.size());
    CHECK(as_before.columns == schema.columns);
}

TEST_CASE("a joined value says nothing of a person where none of its values does")
{
    const Schema schema = joined(of_two_orders(), {{"age", 2}, {"school", 2}});
    CHECK(schema.columns[0].uncounted == std::vector<std::string>{"4"});
    CHECK(schema.columns[1].uncounted == std::vector<std::string>{"none / first"});
    CHECK(schema.columns[0].values[0].from == std::vector<std::string>{"0", "1", "one"});
}

TEST_CASE("no person has an impossible pair of any joined schema, which is one that can be read")
{
    const auto table = microdata::fictional_table(microdata::Shape::sparse, 2'000, 3);
    REQUIRE_FALSE(table.schema.impossible.empty());
    const auto read = microdata::read_microdata(std::string(table.csv), table.schema);
    REQUIRE(read);
    for (std::size_t width = 1; width <= 4; ++width) {
        CAPTURE(width);
        Widths widths;
        for (const std::string& name : table.schema.ordered)
            if (std::ranges::find(table.schema.identifying, name) != table.schema.identifying.end())
                widths[name] = width;
        REQUIRE_FALSE(widths.empty());
        const auto recoded = recode(privacy::Sensitive<microdata::Microdata>(read->people),
                                    privacy::exact_for_test(), {.k = 3, .widths = widths});
        REQUIRE(recoded);
        const Schema& schema = recoded->people.schema();
        CHECK(microdata::check(schema));
        CHECK(microdata::read_schema(microdata::schema_text(schema)));
        for (const microdata::Impossible& pair : schema.impossible) {
            const auto place = [&](const std::string& column) {
                return static_cast<std::size_t>(
                    std::ranges::find(schema.columns, column, &microdata::Column::name) -
                    schema.columns.begin());
            };
            const auto state = [&](std::size_t column, const std::string& value) {
                return static_cast<std::uint8_t>(
                    std::ranges::find(schema.columns[column].values, value, &microdata::Value::name) -
                    schema.columns[column].values.begin());
            };
            const std::size_t one = place(pair.column);
            const std::size_t other = place(pair.other_column);
            const auto ones = recoded->people.states(static_cast<microdata::ColumnNumber>(one));
            const auto others = recoded->people.states(static_cast<microdata::ColumnNumber>(other));
            for (std::size_t person = 0; person < recoded->people.people(); ++person)
                REQUIRE_FALSE((ones[person] == state(one, pair.value) &&
                               others[person] == state(other, pair.other_value)));
        }
    }
}

} // namespace panoh::anonymity
