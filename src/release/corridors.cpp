#include "release/corridors.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "microdata/counter.h"
#include "release/written_tables.h"

namespace panoh::release {

namespace {

using microdata::ColumnNumber;

constexpr std::size_t most_told = 20;

struct Ends {
    ColumnNumber from = 0;
    ColumnNumber to = 0;
};

std::optional<ColumnNumber> column_named(const microdata::Schema& schema,
                                         std::initializer_list<std::string_view> names)
{
    for (std::size_t place = 0; place < schema.columns.size(); ++place)
        if (std::ranges::find(names, std::string_view(schema.columns[place].name)) != names.end())
            return static_cast<ColumnNumber>(place);
    return std::nullopt;
}

std::optional<Ends> ends_of(const microdata::Schema& schema)
{
    const auto from = column_named(schema, {"citizenship"});
    const auto to = column_named(schema, {"country_of_exploitation", "CountryOfExploitation"});
    if (!from || !to) return std::nullopt;
    return Ends{*from, *to};
}

std::optional<Corridors> largest_of(const microdata::Schema& schema, const Ends& ends,
                                    std::vector<Corridor> all)
{
    if (all.empty()) return std::nullopt;
    std::ranges::stable_sort(all, std::greater<>(), &Corridor::count);
    Corridors made{.from_column = schema.columns[ends.from].name, .to_column = schema.columns[ends.to].name};
    const std::size_t told = std::min(all.size(), most_told);
    made.more = static_cast<std::int64_t>(all.size() - told);
    all.resize(told);
    made.largest = std::move(all);
    return made;
}

} // namespace

std::optional<Corridors> corridors_of(const microdata::Schema& schema, const tabulation::Tables& tables)
{
    const auto ends = ends_of(schema);
    if (!ends || tables.lengths.size() < 2) return std::nullopt;
    const tabulation::Estimates& pairs = tables.lengths[1];
    const auto name = [&](const microdata::Attribute& attribute) {
        return std::string(microdata::state_name(schema.columns[attribute.column], attribute.state));
    };
    std::vector<Corridor> all;
    for (std::size_t place = 0; place < pairs.size(); ++place) {
        const auto numbers = pairs.attributes_of(place);
        const auto* one = &tables.attributes[numbers[0]];
        const auto* other = &tables.attributes[numbers[1]];
        if (one->column != ends->from) std::swap(one, other);
        if (one->column != ends->from || other->column != ends->to || pairs.counts[place] == 0) continue;
        const Interval interval =
            interval_of(pairs.counts[place], static_cast<double>(pairs.deviations[place]));
        all.push_back({.from = name(*one),
                       .to = name(*other),
                       .count = pairs.counts[place],
                       .low = interval.low,
                       .high = interval.high});
    }
    return largest_of(schema, *ends, std::move(all));
}

std::optional<Corridors> corridors_of(const microdata::Microdata& rows)
{
    const microdata::Schema& schema = rows.schema();
    const auto ends = ends_of(schema);
    if (!ends) return std::nullopt;
    const microdata::Counter counter(rows, 1);
    // A counter wants them in the order of the table.
    const std::array<ColumnNumber, 2> columns = {std::min(ends->from, ends->to),
                                                 std::max(ends->from, ends->to)};
    const auto counts = counter.marginal(columns);
    const microdata::Column& from = schema.columns[ends->from];
    const microdata::Column& to = schema.columns[ends->to];
    const std::size_t across = microdata::states_of(schema.columns[columns[1]]);
    std::vector<Corridor> all;
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
        auto one = static_cast<std::uint8_t>(cell / across);
        auto other = static_cast<std::uint8_t>(cell % across);
        if (columns[0] != ends->from) std::swap(one, other);
        if (counts[cell] == 0 || one == microdata::missing_state(from) ||
            other == microdata::missing_state(to))
            continue;
        all.push_back({.from = std::string(microdata::state_name(from, one)),
                       .to = std::string(microdata::state_name(to, other)),
                       .count = counts[cell]});
    }
    return largest_of(schema, *ends, std::move(all));
}

} // namespace panoh::release
