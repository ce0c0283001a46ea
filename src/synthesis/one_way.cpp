#include "synthesis/one_way.h"

#include <algorithm>
#include <numeric>

#include "microdata/counter.h"

namespace panoh::synthesis {
namespace {

constexpr double fewest_people = 50;

/// The noisy counts of one column in its cells.
Measurement in_cells(ColumnNumber place, const CodedColumn& column, const std::vector<double>& counts,
                     double variance)
{
    Measurement answer{.columns = {place},
                       .counts = std::vector<double>(column.cells, 0.0),
                       .variance = variance,
                       .added = std::vector<double>(column.cells, 0.0)};
    for (std::size_t state = 0; state < counts.size(); ++state) {
        answer.counts[column.cell_of[state]] += counts[state];
        answer.added[column.cell_of[state]] += 1;
    }
    return answer;
}

/// Probabilities above 0, as near to the noisy counts as can be.
std::vector<double> probabilities(const Measurement& measurement, double total)
{
    auto counts = onto_simplex(measurement.counts, total);
    double sum = 0;
    for (double& count : counts) {
        count = std::max(count, 0.5);
        sum += count;
    }
    for (double& count : counts)
        count /= sum;
    return counts;
}

std::vector<std::vector<double>> noisy_counts(const microdata::Microdata& people, privacy::Spent& spent,
                                              privacy::Variance variance, unsigned threads)
{
    std::vector<Columns> columns;
    for (std::size_t column = 0; column < people.columns(); ++column)
        columns.push_back({static_cast<ColumnNumber>(column)});
    const auto tables = microdata::Counter(people, threads).marginals(columns);
    std::vector<std::uint32_t> all;
    for (const auto& table : tables)
        all.insert(all.end(), table.begin(), table.end());
    const auto noisy = spent.gaussian(all, variance, static_cast<std::int64_t>(columns.size()), threads);
    std::vector<std::vector<double>> answer;
    auto next = noisy.begin();
    for (const auto& table : tables) {
        answer.emplace_back(next, next + static_cast<std::ptrdiff_t>(table.size()));
        next += static_cast<std::ptrdiff_t>(table.size());
    }
    return answer;
}

} // namespace

core::Done check_one_way(const microdata::Schema& schema, privacy::Rho rho)
{
    for (const microdata::Column& column : schema.columns)
        if (microdata::states_of(column) > most_model_states)
            return core::fail(core::ErrorKind::invalid, "synthesis/too_many_states", column.name);
    const auto columns = static_cast<std::int64_t>(schema.columns.size());
    if (rho.units < columns || privacy::standard_deviation(privacy::variance_for(rho, columns)) >
                                   static_cast<double>(schema.people) / 20)
        return core::fail(core::ErrorKind::invalid, "synthesis/budget_too_small");
    return {};
}

core::Result<OneWay> measure_one_way(const microdata::Microdata& people, privacy::Spent& spent,
                                     privacy::Rho rho, double deviations, unsigned threads)
{
    const microdata::Schema& schema = people.schema();
    PANOH_CHECK(check_one_way(schema, rho));
    const auto variance = privacy::variance_for(rho, static_cast<std::int64_t>(schema.columns.size()));
    const double deviation = privacy::standard_deviation(variance);
    const auto counts = noisy_counts(people, spent, variance, threads);

    const auto named = named_impossible(schema);
    std::vector<CodedColumn> columns;
    for (std::size_t column = 0; column < counts.size(); ++column)
        columns.push_back(code_column(static_cast<ColumnNumber>(column), {counts[column], named[column]},
                                      deviations * deviation));
    Coding coding = ordered(std::move(columns));
    OneWay answer{.coding = coding,
                  .people = coded(people, coding),
                  .independence = {},
                  .measurements = {},
                  .exclusions = exclusions(schema, coding)};
    Shape shape;
    for (const CodedColumn& column : coding)
        shape.push_back(column.cells);
    Pool pool(shape);
    for (std::size_t place = 0; place < coding.size(); ++place) {
        answer.measurements.push_back(in_cells(static_cast<ColumnNumber>(place), coding[place],
                                               counts[coding[place].source], deviation * deviation));
        pool.add(answer.measurements.back());
    }
    answer.total = pool.total();
    answer.total_variance = pool.total_variance();
    if (answer.total < fewest_people || answer.total * answer.total < 25 * answer.total_variance)
        return core::fail(core::ErrorKind::invalid, "synthesis/too_few_people");
    for (const Measurement& measurement : answer.measurements)
        answer.independence.push_back(probabilities(measurement, answer.total));
    return answer;
}

} // namespace panoh::synthesis
