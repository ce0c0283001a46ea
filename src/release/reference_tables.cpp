#include "release/reference_tables.h"

#include <numeric>

#include "microdata/codebook.h"
#include "privacy/noise.h"

namespace panoh::release {

namespace {

using microdata::Column;
using microdata::ColumnNumber;
using microdata::Microdata;

// Nothing secret hangs on them: whoever has the people can shuffle them.
constexpr std::uint64_t shuffling_seed = 20'260'730;
constexpr std::uint64_t drawing_seed = 20'210'730;

std::vector<std::vector<std::uint8_t>> copied(const Microdata& people)
{
    std::vector<std::vector<std::uint8_t>> states;
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto of = people.states(static_cast<ColumnNumber>(column));
        states.emplace_back(of.begin(), of.end());
    }
    return states;
}

/// What each state of one column is in another.
core::Result<std::vector<std::uint8_t>> states_in(const Column& to, const Column& from)
{
    const microdata::Codebook codes(to);
    std::vector<std::uint8_t> states;
    for (const microdata::Value& value : from.values) {
        const std::uint8_t state = codes.state(value.name);
        if (state >= codes.other())
            return core::fail(core::ErrorKind::invalid, "release/other_columns", from.name);
        states.push_back(state);
    }
    states.push_back(codes.other());
    states.push_back(codes.missing());
    return states;
}

} // namespace

Microdata shuffled(const Microdata& people)
{
    auto states = copied(people);
    privacy::RandomBits bits(shuffling_seed);
    for (auto& column : states)
        for (std::size_t place = column.size(); place > 1; --place)
            std::swap(column[place - 1], column[bits.below(place)]);
    return {people.schema(), std::move(states)};
}

Microdata resampled(const Microdata& people)
{
    privacy::RandomBits bits(drawing_seed);
    std::vector<std::size_t> drawn(people.people());
    for (std::size_t& person : drawn)
        person = bits.below(people.people());
    std::vector<std::vector<std::uint8_t>> states(people.columns());
    for (std::size_t column = 0; column < states.size(); ++column) {
        const auto of = people.states(static_cast<ColumnNumber>(column));
        states[column].reserve(drawn.size());
        for (const std::size_t person : drawn)
            states[column].push_back(of[person]);
    }
    return {people.schema(), std::move(states)};
}

core::Result<Microdata> seen_through(const microdata::Schema& schema, const Microdata& people)
{
    const auto& own = people.schema().columns;
    if (schema.columns.size() != own.size())
        return core::fail(core::ErrorKind::invalid, "release/other_columns", "columns");
    std::vector<std::vector<std::uint8_t>> states = copied(people);
    for (std::size_t column = 0; column < own.size(); ++column) {
        if (schema.columns[column].name != own[column].name)
            return core::fail(core::ErrorKind::invalid, "release/other_columns", own[column].name);
        if (schema.columns[column].values == own[column].values) continue;
        PANOH_TRY(const auto codes, states_in(schema.columns[column], own[column]));
        for (std::uint8_t& state : states[column])
            state = codes[state];
    }
    return Microdata(schema, std::move(states));
}

} // namespace panoh::release
