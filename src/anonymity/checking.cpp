#include "anonymity/checking.h"

#include <algorithm>

namespace panoh::anonymity {

namespace {

using microdata::ColumnNumber;
using microdata::Columns;

constexpr std::size_t most_listed = 100;

void note(Checked& checked, std::vector<microdata::Attribute> attributes, std::uint32_t count)
{
    ++checked.violations_in_all;
    if (checked.violations.size() < most_listed) checked.violations.push_back({std::move(attributes), count});
}

/// Every set of 1 to `length` of these columns.
std::vector<Columns> sets_of(std::span<const ColumnNumber> columns, std::size_t length)
{
    std::vector<Columns> sets = {{}};
    for (std::size_t first = 0; first < sets.size(); ++first) {
        if (sets[first].size() == length) break; // they stand in the order of their length
        for (const ColumnNumber column : columns)
            if (sets[first].empty() || column > sets[first].back()) {
                Columns more = sets[first];
                more.push_back(column);
                sets.push_back(std::move(more));
            }
    }
    sets.erase(sets.begin());
    return sets;
}

std::vector<microdata::Attribute> attributes_at(const microdata::Schema& schema, const Columns& columns,
                                                std::size_t cell)
{
    std::vector<microdata::Attribute> attributes(columns.size());
    for (std::size_t axis = columns.size(); axis-- > 0;) {
        const std::size_t states = microdata::states_of(schema.columns[columns[axis]]);
        attributes[axis] = {columns[axis], static_cast<std::uint8_t>(cell % states)};
        cell /= states;
    }
    return attributes;
}

} // namespace

Checked check_groups(const microdata::Microdata& published, std::span<const ColumnNumber> columns,
                     std::size_t length, std::uint32_t k, unsigned threads)
{
    Columns sorted(columns.begin(), columns.end());
    std::sort(sorted.begin(), sorted.end());
    const microdata::Counter counter(published, threads);
    Checked checked;
    for (const Columns& set : sets_of(sorted, length)) {
        ++checked.column_sets;
        const auto cells = counter.marginal(set);
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            checked.groups += cells[cell] > 0 ? 1 : 0;
            if (cells[cell] > 0 && cells[cell] < k)
                note(checked, attributes_at(published.schema(), set, cell), cells[cell]);
        }
    }
    return checked;
}

Checked check_combinations(const microdata::Microdata& synthetic, const microdata::Counter& people,
                           std::size_t length, std::uint32_t k, unsigned threads)
{
    const microdata::Counter made(synthetic, threads);
    const auto found = made.combinations(length, 1);
    const auto held = people.combinations(length, k);
    Checked checked;
    for (std::size_t one = 0; one < found.size(); ++one)
        for (std::size_t place = 0; place < found[one].size(); ++place) {
            ++checked.groups;
            const auto numbers = found[one].attributes(place);
            if (const std::uint32_t count = held[one].find(numbers); count < k) {
                std::vector<microdata::Attribute> attributes;
                for (const std::uint16_t number : numbers)
                    attributes.push_back(made.attributes()[number]);
                note(checked, std::move(attributes), count);
            }
        }
    return checked;
}

} // namespace panoh::anonymity
