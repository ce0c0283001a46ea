#include "tabulation/tabulation.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/crew.h"
#include "tabulation/capped.h"
#include "tabulation/level.h"
#include "tabulation/listing.h"

namespace panoh::tabulation {

namespace {

using core::ErrorKind;
using microdata::Schema;

/// How a budget is shared among the number of people and the lengths, in hundredths. Longer combinations are
/// more and smaller, and a person is in more of them.
constexpr std::array<std::array<int, longest + 1>, longest> hundredths = {
    {{5, 95, 0, 0, 0}, {1, 15, 84, 0, 0}, {1, 9, 30, 60, 0}, {1, 5, 14, 30, 50}}};

std::int64_t choose(std::int64_t of, std::size_t length)
{
    std::int64_t ways = 1;
    for (std::int64_t step = 1; step <= static_cast<std::int64_t>(length); ++step)
        ways = ways * (of - step + 1) / step;
    return ways;
}

std::vector<std::size_t> sizes_of(const std::vector<std::vector<std::uint8_t>>& counted)
{
    std::vector<std::size_t> sizes;
    for (const auto& column : counted)
        sizes.push_back(column.size());
    return sizes;
}

/// The number of combinations of each length, without listing them: the elementary symmetric polynomials of
/// the columns' numbers of counted values.
std::vector<double> combinations_of(const std::vector<std::size_t>& sizes, std::size_t length)
{
    std::vector<double> ways(length + 1, 0);
    ways[0] = 1;
    for (const std::size_t size : sizes)
        for (std::size_t k = length; k > 0; --k)
            ways[k] += ways[k - 1] * static_cast<double>(size);
    return ways;
}

} // namespace

core::Result<Forecast> forecast(const Schema& schema, const Plan& plan)
{
    if (!schema.caps) return core::fail(ErrorKind::invalid, "schema/caps_missing", "caps/values");
    const auto cap = static_cast<std::size_t>(schema.caps->values);
    if (plan.length < 1 || plan.length > longest || plan.length > std::min(cap, schema.columns.size()))
        return core::fail(ErrorKind::invalid, "tabulation/length_invalid", "length");
    const auto ways = combinations_of(sizes_of(counted_states(schema)), plan.length);
    const auto& parts = hundredths[plan.length - 1];
    Forecast result;
    result.rho_of_people = privacy::share(plan.rho, parts[0], 100);
    if (result.rho_of_people.units == 0)
        return core::fail(ErrorKind::invalid, "tabulation/budget_too_small", "epsilon");
    result.variance_of_people = privacy::variance_for(result.rho_of_people, 1);
    for (std::size_t length = 1; length <= plan.length; ++length) {
        if (ways[length] > static_cast<double>(most_combinations))
            return core::fail(ErrorKind::invalid, "tabulation/too_many_combinations", "length");
        Forecast::Length one{.length = length,
                             .combinations = static_cast<std::int64_t>(ways[length]),
                             .rho = privacy::share(plan.rho, parts[length], 100),
                             .variance = {},
                             .squared_sensitivity = choose(schema.caps->values, length)};
        // Below that the noise is wider than whole numbers can say.
        if (one.rho.units < one.squared_sensitivity / 32 + 1)
            return core::fail(ErrorKind::invalid, "tabulation/budget_too_small", "epsilon");
        one.variance = privacy::variance_for(one.rho, one.squared_sensitivity);
        if (privacy::standard_deviation(one.variance) * 10 > static_cast<double>(schema.people))
            return core::fail(ErrorKind::invalid, "tabulation/budget_too_small", "epsilon");
        result.lengths.push_back(one);
    }
    return result;
}

core::Result<Tables> tabulate(const privacy::Sensitive<microdata::Microdata>& people, privacy::Spent& spent,
                              const Plan& plan)
{
    const microdata::Microdata& all = people.open(spent);
    PANOH_TRY(const Forecast planned, forecast(all.schema(), plan));
    const unsigned threads = core::threads_of(plan.threads);

    const std::array<std::uint32_t, 1> exact_people = {static_cast<std::uint32_t>(all.people())};
    const std::int64_t number = spent.gaussian(exact_people, planned.variance_of_people, 1, 1).front();
    const double deviation = privacy::standard_deviation(planned.variance_of_people);
    if (static_cast<double>(number) < 4 * deviation)
        return core::fail(ErrorKind::invalid, "tabulation/too_few_people");

    const auto counted = counted_states(all.schema());
    Tables tables{.people = number,
                  .deviation_of_people = static_cast<float>(deviation),
                  .attributes = {},
                  .lengths = {}};
    std::vector<std::vector<std::uint16_t>> numbers(counted.size());
    for (std::size_t column = 0; column < counted.size(); ++column)
        for (const std::uint8_t state : counted[column]) {
            numbers[column].push_back(static_cast<std::uint16_t>(tables.attributes.size()));
            tables.attributes.push_back({static_cast<microdata::ColumnNumber>(column), state});
        }

    const microdata::Microdata kept =
        capped(all, static_cast<std::size_t>(all.schema().caps->values), spent.bits());
    const microdata::Counter counter(kept, threads);
    const auto found = counter.combinations(plan.length);
    Level level = people_level(sizes_of(counted), static_cast<float>(number));
    const auto never = impossible_pairs(all.schema(), counted);
    std::vector<bool> shorter = {true};
    for (std::size_t length = 1; length <= plan.length; ++length) {
        Sets sets(sizes_of(counted), length);
        const auto counts = spread_out(sets, found[length - 1], counter.attributes());
        const auto& of = planned.lengths[length - 1];
        Level next = next_level(level, std::move(sets), counts, spent,
                                {.variance = of.variance,
                                 .squared_sensitivity = of.squared_sensitivity,
                                 .threads = threads,
                                 .never = never});
        Listing listing =
            list_likely(next, level.sets, shorter, numbers, plan.at_least, plan.fabricated_thousandths);
        tables.lengths.push_back(std::move(listing.estimates));
        shorter = std::move(listing.listed);
        level = std::move(next);
    }
    return tables;
}

} // namespace panoh::tabulation
