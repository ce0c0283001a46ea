#include "anonymity/joining.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

namespace panoh::anonymity {

namespace {

using microdata::Column;
using microdata::Impossible;
using microdata::Schema;

std::size_t width_of(const std::map<std::string, std::size_t>& widths, const std::string& column)
{
    const auto found = widths.find(column);
    return found == widths.end() ? 1 : found->second;
}

const Column& column_of(const Schema& schema, const std::string& name)
{
    return *std::ranges::find(schema.columns, name, &Column::name);
}

/// The number of the joined value that a value is part of.
std::size_t joined_place(const Column& column, const std::string& value, std::size_t width)
{
    const auto found = std::ranges::find(column.values, value, &microdata::Value::name);
    return static_cast<std::size_t>(found - column.values.begin()) / width;
}

/// How many values are part of it.
std::size_t members(const Column& column, std::size_t place, std::size_t width)
{
    return std::min(width, column.values.size() - place * width);
}

/// Pairs of columns the same way round each time.
Impossible turned(const Impossible& pair)
{
    if (pair.column < pair.other_column) return pair;
    return {.column = pair.other_column,
            .value = pair.other_value,
            .other_column = pair.column,
            .other_value = pair.value};
}

std::vector<Impossible> joined_pairs(const Schema& before, const Schema& after,
                                     const std::map<std::string, std::size_t>& widths)
{
    /// Values that cannot be together, by the pair of joined values that they are part of.
    using Joined = std::tuple<std::string, std::size_t, std::string, std::size_t>;
    std::map<Joined, std::set<std::pair<std::string, std::string>>> parts;
    for (const Impossible& said : before.impossible) {
        const Impossible pair = turned(said);
        const std::size_t place =
            joined_place(column_of(before, pair.column), pair.value, width_of(widths, pair.column));
        const std::size_t other = joined_place(column_of(before, pair.other_column), pair.other_value,
                                               width_of(widths, pair.other_column));
        parts[{pair.column, place, pair.other_column, other}].emplace(pair.value, pair.other_value);
    }
    std::vector<Impossible> pairs;
    for (const auto& [joined, never] : parts) {
        const auto& [name, place, other_name, other_place] = joined;
        const std::size_t all =
            members(column_of(before, name), place, width_of(widths, name)) *
            members(column_of(before, other_name), other_place, width_of(widths, other_name));
        if (never.size() == all)
            pairs.push_back({.column = name,
                             .value = column_of(after, name).values[place].name,
                             .other_column = other_name,
                             .other_value = column_of(after, other_name).values[other_place].name});
    }
    return pairs;
}

} // namespace

Column joined(const Column& column, std::size_t width)
{
    Column result = column;
    result.values.clear();
    result.uncounted.clear();
    const auto is_uncounted = [&](const microdata::Value& value) {
        return std::ranges::find(column.uncounted, value.name) != column.uncounted.end();
    };
    for (std::size_t first = 0; first < column.values.size(); first += width) {
        const auto begin = column.values.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(width, column.values.size() - first));
        microdata::Value value = *begin;
        if (end - begin > 1) {
            // All that the joined value stands for, so that the published schema says so and reads the table.
            value = {.name = begin->name + " / " + (end - 1)->name};
            for (auto part = begin; part != end; ++part) {
                value.from.push_back(part->name);
                value.from.insert(value.from.end(), part->from.begin(), part->from.end());
            }
        }
        if (std::all_of(begin, end, is_uncounted)) result.uncounted.push_back(value.name);
        result.values.push_back(std::move(value));
    }
    return result;
}

Schema joined(const Schema& schema, const std::map<std::string, std::size_t>& widths)
{
    Schema result = schema;
    for (Column& column : result.columns)
        if (const std::size_t width = width_of(widths, column.name); width > 1)
            column = joined(column, width);
    result.impossible = joined_pairs(schema, result, widths);
    return result;
}

} // namespace panoh::anonymity
