#include "synthesis/fitted.h"

#include <algorithm>
#include <cmath>

#include "synthesis/fit.h"

namespace panoh::synthesis {

std::vector<Columns> pairs_of(std::size_t columns)
{
    std::vector<Columns> pairs;
    for (std::size_t a = 0; a < columns; ++a)
        for (std::size_t b = a + 1; b < columns; ++b)
            pairs.push_back({static_cast<ColumnNumber>(a), static_cast<ColumnNumber>(b)});
    return pairs;
}

Estimator started(const OneWay& one_way)
{
    Estimator estimator(one_way.independence, one_way.exclusions);
    for (const Measurement& measurement : one_way.measurements)
        estimator.measure(measurement);
    return estimator;
}

Measurement measured(std::span<const std::uint32_t> counts, const Columns& columns, privacy::Spent& spent,
                     privacy::Variance variance, unsigned threads)
{
    const auto noisy = spent.gaussian(counts, variance, 1, threads);
    const double deviation = privacy::standard_deviation(variance);
    return {.columns = columns,
            .counts = std::vector<double>(noisy.begin(), noisy.end()),
            .variance = deviation * deviation};
}

Measured in_schema(const Measurement& measurement, const Coding& coding)
{
    Measured answer{.columns = {}, .deviation = std::sqrt(measurement.variance)};
    for (const ColumnNumber column : measurement.columns)
        answer.columns.push_back(coding[column].source);
    std::sort(answer.columns.begin(), answer.columns.end());
    return answer;
}

std::vector<Measured> measured_columns(const OneWay& one_way)
{
    std::vector<Measured> answer;
    for (const Measurement& measurement : one_way.measurements)
        answer.push_back(in_schema(measurement, one_way.coding));
    return answer;
}

ModelParts begun(std::string method, const microdata::Schema& schema, const OneWay& one_way,
                 std::vector<Measured> measured, const privacy::Spent& spent)
{
    ModelParts parts{.method = std::move(method),
                     .columns = {},
                     .people = one_way.total,
                     .people_deviation = std::sqrt(one_way.total_variance),
                     .coding = one_way.coding,
                     .independence = one_way.independence,
                     .exclusions = one_way.exclusions,
                     .factors = {},
                     .measured = std::move(measured),
                     .chosen_bits = spent.insecure()};
    for (const microdata::Column& column : schema.columns) {
        auto& known = parts.columns.emplace_back(ModelColumn{.name = column.name, .states = {}});
        for (std::size_t state = 0; state < microdata::states_of(column); ++state)
            known.states.emplace_back(microdata::state_name(column, static_cast<std::uint8_t>(state)));
    }
    return parts;
}

core::Result<Model> ended(ModelParts parts)
{
    Model model = Model::made(std::move(parts));
    if (!model.possible())
        return core::fail(core::ErrorKind::invalid, "synthesis/nothing_possible", "impossible");
    return model;
}

core::Result<Model> fitted(std::string method, const microdata::Schema& schema, const OneWay& one_way,
                           const Estimator& estimator, std::vector<Measured> measured,
                           const privacy::Spent& spent)
{
    ModelParts parts = begun(std::move(method), schema, one_way, std::move(measured), spent);
    parts.people = estimator.total();
    parts.people_deviation = std::sqrt(estimator.total_variance());
    for (const auto& [columns, logs] : estimator.factors())
        parts.factors.push_back({columns, logs});
    return ended(std::move(parts));
}

core::Result<Model> fit_independent(const People& people, privacy::Spent& spent, const IndependentPlan& plan)
{
    const microdata::Microdata& rows = people.open(spent);
    PANOH_TRY(const OneWay one_way, measure_one_way(rows, spent, plan.rho, 1.0, plan.threads));
    Estimator estimator = started(one_way);
    core::Crew crew(plan.threads);
    (void)estimator.fit({}, crew);
    return fitted("independent", rows.schema(), one_way, estimator, measured_columns(one_way), spent);
}

} // namespace panoh::synthesis
