#pragma once

// Random tables for tests, and counting as one would do it by hand.

#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "microdata/counter.h"

namespace panoh::microdata::testing {

using Random = std::minstd_rand;

/// 0 up to below `end`.
inline std::size_t below(Random& random, std::size_t end)
{
    return static_cast<std::size_t>(random()) % end;
}

/// Whether the long version of a test is asked for.
inline bool is_soak()
{
    const char* asked = std::getenv("PANOH_SOAK");
    return asked != nullptr && std::string_view(asked) == "1";
}

struct Sizes {
    std::size_t people = 50;
    std::size_t columns = 5;
    std::size_t values = 12;
};

/// Any number of people, columns and values up to these; some values uncounted, some common, some columns
/// mostly missing.
inline Microdata random_table(Random& random, const Sizes& most)
{
    Schema schema;
    std::vector<std::vector<std::uint8_t>> states;
    const std::size_t people = below(random, most.people + 1);
    const std::size_t columns = 1 + below(random, most.columns);
    for (std::size_t i = 0; i < columns; ++i) {
        Column column{.name = std::to_string(i)};
        const std::size_t values = 1 + below(random, below(random, 3) == 0 ? most.values : 3);
        for (std::size_t value = 0; value < values; ++value) {
            column.values.push_back({.name = std::to_string(value)});
            if (below(random, 6) == 0) column.uncounted.push_back(std::to_string(value));
        }
        const bool mostly_missing = below(random, 4) == 0;
        const std::size_t common = below(random, values);
        std::vector<std::uint8_t>& of_column = states.emplace_back();
        for (std::size_t person = 0; person < people; ++person) {
            std::size_t state = below(random, states_of(column));
            if (below(random, 3) == 0) state = common;
            if (mostly_missing && below(random, 3) != 0) state = missing_state(column);
            of_column.push_back(static_cast<std::uint8_t>(state));
        }
        schema.columns.push_back(std::move(column));
    }
    return {std::move(schema), std::move(states)};
}

using Counts = std::map<std::vector<std::uint16_t>, std::uint32_t>;

/// Every combination that at least `at_least` people have, person by person.
inline Counts naive_counts(const Counter& counter, std::size_t length, std::uint32_t at_least)
{
    const Microdata& people = counter.people();
    Counts counts;
    for (std::size_t person = 0; person < people.people(); ++person) {
        std::vector<std::vector<std::uint16_t>> begun = {{}};
        for (std::uint16_t number = 0; number < counter.attributes().size(); ++number) {
            const Attribute& attribute = counter.attributes()[number];
            if (people.states(attribute.column)[person] != attribute.state) continue;
            for (std::size_t i = begun.size(); i-- > 0;) {
                if (begun[i].size() == length) continue;
                auto longer = begun[i];
                longer.push_back(number);
                ++counts[longer];
                begun.push_back(std::move(longer));
            }
        }
    }
    std::erase_if(counts, [&](const auto& item) { return item.second < at_least; });
    return counts;
}

inline Counts counts_of(const std::vector<Combinations>& found)
{
    Counts counts;
    for (const Combinations& combinations : found)
        for (std::size_t i = 0; i < combinations.size(); ++i) {
            const auto numbers = combinations.attributes(i);
            counts[{numbers.begin(), numbers.end()}] = combinations.count(i);
        }
    return counts;
}

/// The columns of a table in another order, or fewer of them.
inline Microdata with_columns(const Microdata& people, const std::vector<std::size_t>& columns)
{
    Schema schema;
    std::vector<std::vector<std::uint8_t>> states;
    for (const std::size_t column : columns) {
        schema.columns.push_back(people.schema().columns[column]);
        const auto of_column = people.states(static_cast<ColumnNumber>(column));
        states.emplace_back(of_column.begin(), of_column.end());
    }
    return {std::move(schema), std::move(states)};
}

/// The rows of a table in another order, some of them twice, or fewer.
inline Microdata with_rows(const Microdata& people, const std::vector<std::size_t>& rows)
{
    std::vector<std::vector<std::uint8_t>> states(people.columns());
    for (std::size_t column = 0; column < people.columns(); ++column)
        for (const std::size_t row : rows)
            states[column].push_back(people.states(static_cast<ColumnNumber>(column))[row]);
    return {people.schema(), std::move(states)};
}

} // namespace panoh::microdata::testing
