#include "tabulation/capped.h"

#include <utility>

namespace panoh::tabulation {

namespace {

using microdata::Column;
using microdata::Schema;

/// Only what is counted stays declared.
Schema counted_only(const Schema& schema, const std::vector<std::vector<std::uint8_t>>& counted)
{
    Schema result = schema;
    for (std::size_t column = 0; column < result.columns.size(); ++column) {
        Column& into = result.columns[column];
        into.values.clear();
        into.uncounted.clear();
        for (const std::uint8_t state : counted[column])
            into.values.push_back(schema.columns[column].values[state]);
    }
    result.impossible.clear();
    return result;
}

/// Leaves `cap` of the columns listed, by chance, and returns the others.
std::size_t keep_some(std::vector<std::uint16_t>& columns, std::size_t cap, privacy::RandomBits& bits)
{
    for (std::size_t kept = 0; kept < cap; ++kept)
        std::swap(columns[kept], columns[kept + bits.below(columns.size() - kept)]);
    return cap;
}

} // namespace

std::vector<std::vector<std::uint8_t>> counted_states(const Schema& schema)
{
    std::vector<std::vector<std::uint8_t>> counted(schema.columns.size());
    for (std::size_t column = 0; column < counted.size(); ++column)
        for (std::size_t state = 0; state < schema.columns[column].values.size(); ++state)
            if (microdata::is_counted(schema.columns[column], static_cast<std::uint8_t>(state)))
                counted[column].push_back(static_cast<std::uint8_t>(state));
    return counted;
}

microdata::Microdata capped(const microdata::Microdata& people, std::size_t cap, privacy::RandomBits& bits)
{
    const Schema& schema = people.schema();
    const auto counted = counted_states(schema);
    std::vector<std::vector<std::uint8_t>> states(people.columns());
    std::vector<std::uint16_t> held(people.people(), 0);
    for (std::size_t column = 0; column < states.size(); ++column) {
        const auto rest = static_cast<std::uint8_t>(counted[column].size() + 1);
        std::vector<std::uint8_t> code(microdata::most_states + 2, rest);
        for (std::size_t place = 0; place < counted[column].size(); ++place)
            code[counted[column][place]] = static_cast<std::uint8_t>(place);
        const auto before = people.states(static_cast<microdata::ColumnNumber>(column));
        states[column].resize(before.size());
        for (std::size_t person = 0; person < before.size(); ++person) {
            states[column][person] = code[before[person]];
            held[person] =
                static_cast<std::uint16_t>(held[person] + (states[column][person] != rest ? 1 : 0));
        }
    }
    std::vector<std::uint16_t> columns;
    for (std::size_t person = 0; person < held.size(); ++person) {
        if (held[person] <= cap) continue;
        columns.clear();
        for (std::size_t column = 0; column < states.size(); ++column)
            if (states[column][person] < counted[column].size())
                columns.push_back(static_cast<std::uint16_t>(column));
        for (std::size_t place = keep_some(columns, cap, bits); place < columns.size(); ++place)
            states[columns[place]][person] = static_cast<std::uint8_t>(counted[columns[place]].size() + 1);
    }
    return {counted_only(schema, counted), std::move(states)};
}

} // namespace panoh::tabulation
