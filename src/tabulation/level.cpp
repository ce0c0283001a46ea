#include "tabulation/level.h"

#include <algorithm>
#include <array>

#include "core/crew.h"
#include "tabulation/fitting.h"
#include "tabulation/shrinkage.h"

namespace panoh::tabulation {

namespace {

/// Rounds of fitting: the first makes what is expected, the second brings estimates to their margins.
constexpr int rounds_expected = 10;
constexpr int rounds_final = 10;

Fitted table_of(const Level& before, const Sets& sets, std::size_t set, std::span<float> all)
{
    Fitted table{.axes = sets.length(), .cells = all.subspan(sets.first_cell(set), sets.cells(set))};
    for (std::size_t axis = 0; axis < table.axes; ++axis) {
        table.states[axis] = sets.states(set, axis);
        microdata::Columns others = sets.columns(set);
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(axis));
        const std::size_t place = before.sets.find(others);
        table.margins[axis] =
            std::span(before.cells).subspan(before.sets.first_cell(place), before.sets.cells(place));
    }
    return table;
}

/// Calls `use` with the place among all cells of each combination of counted values, in order.
template <typename Use>
void each_inner(const Fitted& table, const Use& use)
{
    std::array<std::size_t, longest> at = {0, 0, 0, 0};
    const std::size_t last = table.axes - 1;
    for (;;) {
        std::size_t cell = 0;
        for (std::size_t axis = 0; axis < table.axes; ++axis)
            cell = cell * table.states[axis] + at[axis];
        for (std::size_t state = 0; state + 1 < table.states[last]; ++state)
            use(cell + state);
        std::size_t axis = last;
        for (; axis > 0; --axis) {
            if (++at[axis - 1] + 1 < table.states[axis - 1]) break;
            at[axis - 1] = 0;
        }
        if (axis == 0) return;
    }
}

/// Empties the cells that hold an impossible pair.
void empty_impossible(const Fitted& table, const microdata::Columns& columns, std::span<const Never> never)
{
    for (const Never& pair : never) {
        const auto one = std::find(columns.begin(), columns.end(), pair.column);
        const auto other = std::find(columns.begin(), columns.end(), pair.other_column);
        if (one == columns.end() || other == columns.end()) continue;
        const auto axis = static_cast<std::size_t>(one - columns.begin());
        const auto other_axis = static_cast<std::size_t>(other - columns.begin());
        std::array<std::size_t, longest> step = {};
        std::size_t cells = 1;
        for (std::size_t place = table.axes; place-- > 0; cells *= table.states[place])
            step[place] = cells;
        for (std::size_t cell = 0; cell < cells; ++cell)
            if (cell / step[axis] % table.states[axis] == pair.value &&
                cell / step[other_axis] % table.states[other_axis] == pair.other_value)
                table.cells[cell] = 0;
    }
}

} // namespace

std::vector<Never> impossible_pairs(const microdata::Schema& schema,
                                    const std::vector<std::vector<std::uint8_t>>& counted)
{
    const auto column_of = [&](const std::string& name) {
        std::size_t place = 0;
        while (schema.columns[place].name != name)
            ++place;
        return place;
    };
    // The place among the counted values; past the end for one that is not counted.
    const auto value_of = [&](std::size_t column, const std::string& name) {
        const auto& states = counted[column];
        return static_cast<std::size_t>(std::find_if(states.begin(), states.end(),
                                                     [&](std::uint8_t state) {
                                                         return schema.columns[column].values[state].name ==
                                                                name;
                                                     }) -
                                        states.begin());
    };
    std::vector<Never> pairs;
    for (const microdata::Impossible& pair : schema.impossible) {
        const std::size_t column = column_of(pair.column);
        const std::size_t other = column_of(pair.other_column);
        const Never never = {.column = static_cast<microdata::ColumnNumber>(column),
                             .value = value_of(column, pair.value),
                             .other_column = static_cast<microdata::ColumnNumber>(other),
                             .other_value = value_of(other, pair.other_value)};
        if (never.value < counted[column].size() && never.other_value < counted[other].size())
            pairs.push_back(never);
    }
    return pairs;
}

Level people_level(std::vector<std::size_t> counted, float people)
{
    return {.sets = Sets(std::move(counted), 0), .cells = {people}, .deviations = {}};
}

std::vector<std::uint32_t> spread_out(const Sets& sets, const microdata::Combinations& found,
                                      std::span<const microdata::Attribute> attributes)
{
    std::vector<std::uint32_t> counts(sets.all_inner());
    microdata::Columns columns(sets.length());
    microdata::Columns last;
    std::size_t set = 0;
    for (std::size_t place = 0; place < found.size(); ++place) {
        const auto numbers = found.attributes(place);
        for (std::size_t axis = 0; axis < columns.size(); ++axis)
            columns[axis] = attributes[numbers[axis]].column;
        if (columns != last) set = sets.find(last = columns);
        std::size_t cell = 0;
        for (std::size_t axis = 0; axis < columns.size(); ++axis)
            cell = cell * (sets.states(set, axis) - 1) + attributes[numbers[axis]].state;
        counts[sets.first_inner(set) + cell] = found.count(place);
    }
    return counts;
}

Level next_level(const Level& before, Sets sets, std::span<const std::uint32_t> counts, privacy::Spent& spent,
                 const Measuring& measuring)
{
    Level level{.sets = std::move(sets), .cells = {}, .deviations = std::vector<float>(counts.size())};
    level.cells.assign(level.sets.all_cells(), 1.0F);
    std::vector<float> estimates(counts.size());
    core::share_work(level.sets.size(), measuring.threads, [&](std::size_t set, unsigned) {
        if (level.sets.inner(set) == 0) return;
        const Fitted table = table_of(before, level.sets, set, level.cells);
        empty_impossible(table, level.sets.columns(set), measuring.never);
        fit(table, rounds_expected);
        float* expected = estimates.data() + level.sets.first_inner(set);
        each_inner(table, [&](std::size_t cell) { *expected++ = table.cells[cell]; });
    });
    const std::vector<std::int64_t> measured =
        spent.gaussian(counts, measuring.variance, measuring.squared_sensitivity, measuring.threads);
    shrink(estimates, measured, static_cast<double>(measuring.variance.sixteenths) / 16, level.deviations,
           measuring.threads);
    core::share_work(level.sets.size(), measuring.threads, [&](std::size_t set, unsigned) {
        const Fitted table = table_of(before, level.sets, set, level.cells);
        if (level.sets.inner(set) > 0) {
            const float* estimate = estimates.data() + level.sets.first_inner(set);
            each_inner(table, [&](std::size_t cell) { table.cells[cell] = *estimate++; });
        }
        fill_rest(table);
        empty_impossible(table, level.sets.columns(set), measuring.never);
        fit(table, rounds_final);
        hold_below(table);
    });
    return level;
}

} // namespace panoh::tabulation
