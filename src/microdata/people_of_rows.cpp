#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "microdata/coded_rows.h"

namespace panoh::microdata {

namespace {

/// The number of the person of each row, in the order in which people first appear.
std::vector<std::uint32_t> person_of_each(const std::vector<std::string>& names, std::size_t& people)
{
    std::unordered_map<std::string_view, std::uint32_t> known;
    std::vector<std::uint32_t> numbers;
    numbers.reserve(names.size());
    for (const std::string& name : names) {
        const auto next = static_cast<std::uint32_t>(people);
        const std::uint32_t number = name.empty() ? next : known.try_emplace(name, next).first->second;
        people += number == next ? 1 : 0;
        numbers.push_back(number);
    }
    return numbers;
}

/// How much a state says: missing, other, declared, counted.
std::vector<std::uint8_t> weights_of(const Column& column)
{
    std::vector<std::uint8_t> weights;
    for (std::size_t state = 0; state < column.values.size(); ++state)
        weights.push_back(is_counted(column, static_cast<std::uint8_t>(state)) ? 3 : 2);
    weights.push_back(1);
    weights.push_back(0);
    return weights;
}

std::vector<std::uint8_t> joined(const std::vector<std::uint8_t>& states, const Column& column,
                                 const std::vector<std::uint32_t>& person_of, std::size_t people)
{
    const std::vector<std::uint8_t> weights = weights_of(column);
    std::vector<std::uint8_t> out(people, missing_state(column));
    for (std::size_t row = 0; row < states.size(); ++row) {
        std::uint8_t& kept = out[person_of[row]];
        if (weights[states[row]] > weights[kept]) kept = states[row];
    }
    return out;
}

} // namespace

ReadMicrodata people_of(CodedRows rows, const Schema& schema)
{
    ReadNote note{.rows = rows.rows, .people = rows.rows};
    for (std::size_t i = 0; i < schema.columns.size(); ++i)
        if (rows.unknown[i].cells > 0)
            note.undeclared.push_back({.column = schema.columns[i].name,
                                       .cells = rows.unknown[i].cells,
                                       .texts = std::move(rows.unknown[i].texts)});
    if (schema.person.column) {
        std::size_t people = 0;
        const auto person_of = person_of_each(rows.persons, people);
        for (std::size_t i = 0; i < schema.columns.size(); ++i)
            rows.states[i] = joined(rows.states[i], schema.columns[i], person_of, people);
        note.people = static_cast<std::int64_t>(people);
    }
    return {.people = Microdata(schema, std::move(rows.states)), .note = std::move(note)};
}

} // namespace panoh::microdata
