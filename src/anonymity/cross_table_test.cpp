#include "anonymity/cross_table.h"

#include <doctest/doctest.h>

#include <functional>
#include <numeric>

#include "privacy/testing.h"

namespace panoh::anonymity {

namespace {

using microdata::Microdata;
using privacy::Sensitive;

/// People of two columns of so many values, given as counts row by row.
Microdata people_of(std::size_t rows, std::size_t columns, const std::vector<std::size_t>& counts)
{
    microdata::Schema schema;
    schema.lineage = "fiction";
    for (const auto& [name, values] : {std::pair{"a", rows}, {"b", columns}}) {
        microdata::Column column{.name = name, .values = {}, .missing = {}, .uncounted = {}};
        for (std::size_t value = 0; value < values; ++value)
            column.values.push_back({std::string(1, static_cast<char>('p' + value)), {}});
        schema.columns.push_back(std::move(column));
    }
    std::vector<std::vector<std::uint8_t>> states(2);
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        for (std::size_t person = 0; person < counts[cell]; ++person) {
            states[0].push_back(static_cast<std::uint8_t>(cell / columns));
            states[1].push_back(static_cast<std::uint8_t>(cell % columns));
        }
    return {std::move(schema), std::move(states)};
}

core::Result<CrossTable> made(const Microdata& people, std::int64_t smallest)
{
    return cross_table(Sensitive<Microdata>(people), privacy::exact_for_test(), "a", "b",
                       {.smallest = smallest});
}

/// Every table that fits what is printed; calls `use` with its counts.
void each_population(const CrossTable& table,
                     const std::function<void(const std::vector<std::int64_t>&)>& use)
{
    std::vector<std::int64_t> counts(table.counts.size());
    std::vector<std::int64_t> rows = table.row_totals;
    std::vector<std::int64_t> columns = table.column_totals;
    const std::function<void(std::size_t)> place = [&](std::size_t at) {
        if (at == counts.size()) {
            const auto spent = [](const auto& list) {
                return std::all_of(list.begin(), list.end(), [](std::int64_t left) { return left == 0; });
            };
            if (spent(rows) && spent(columns)) use(counts);
            return;
        }
        const std::size_t row = at / columns.size();
        const std::size_t column = at % columns.size();
        const std::int64_t most = std::min(rows[row], columns[column]);
        const std::int64_t from = table.counts[at] ? *table.counts[at] : 0;
        const std::int64_t to = table.counts[at] ? *table.counts[at] : most;
        for (std::int64_t count = from; count <= std::min(to, most); ++count) {
            counts[at] = count;
            rows[row] -= count;
            columns[column] -= count;
            place(at + 1);
            rows[row] += count;
            columns[column] += count;
        }
    };
    place(0);
}

} // namespace

TEST_CASE("for every small count a population in which it is not small fits all that is printed")
{
    privacy::RandomBits bits(4);
    int looked_at = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<std::size_t> counts(6);
        for (auto& count : counts)
            count = bits.below(3) == 0 ? bits.below(4) : 4 + bits.below(9);
        const Microdata people = people_of(2, 3, counts);
        const auto table = made(people, 4);
        if (!table) {
            CHECK((table.error().code == "anonymity/cannot_be_protected" ||
                   table.error().code == "anonymity/too_few_people"));
            continue;
        }
        std::vector<std::int64_t> most(table->counts.size());
        each_population(*table, [&](const auto& fits) {
            for (std::size_t cell = 0; cell < fits.size(); ++cell)
                most[cell] = std::max(most[cell], fits[cell]);
        });
        for (std::size_t cell = 0; cell < most.size(); ++cell) {
            if (table->counts[cell]) CHECK((*table->counts[cell] == 0 || *table->counts[cell] >= 4));
            if (!table->counts[cell]) {
                CHECK(most[cell] >= 4);
                ++looked_at;
            }
        }
    }
    CHECK(looked_at > 30);
}

TEST_CASE("totals are whole, and values of few people are counted with others")
{
    const auto table = made(people_of(3, 2, {20, 30, 2, 1, 15, 12}), 5);
    REQUIRE(table);
    CHECK(table->people == 80);
    CHECK(table->rows == std::vector<std::string>{"p", "~other"}); // q has 3 people: r goes with it
    CHECK(table->row_totals == std::vector<std::int64_t>{50, 30});
    CHECK(table->column_totals == std::vector<std::int64_t>{37, 43});
}

TEST_CASE("a table that cannot be made is refused by name")
{
    const Microdata people = people_of(2, 2, {20, 30, 20, 30});
    const auto code = [&](const std::string& a, const std::string& b) {
        const auto refused =
            cross_table(Sensitive<Microdata>(people), privacy::exact_for_test(), a, b, {.smallest = 5});
        return refused ? std::string() : refused.error().code + " " + refused.error().field;
    };
    CHECK(code("a", "c") == "anonymity/column_unknown c");
    CHECK(code("z", "b") == "anonymity/column_unknown z");
    CHECK(code("a", "a") == "anonymity/same_column a");
    CHECK(made(people, 100).error().code == "anonymity/too_few_people");
}

} // namespace panoh::anonymity
