#include "synthesis/fitted.h"

#include <cmath>

#include "synthesis/fit.h"

namespace panoh::synthesis {

Estimator started(const OneWay& one_way, double lean)
{
    Estimator estimator(one_way.independence, one_way.exclusions, lean);
    for (const Measurement& measurement : one_way.measurements)
        estimator.measure(measurement);
    return estimator;
}

Measurement measured(std::span<const std::uint32_t> counts, const Columns& columns, privacy::Spent& spent,
                     privacy::Variance variance)
{
    const auto noisy = spent.gaussian(counts, variance, 1);
    const double deviation = privacy::standard_deviation(variance);
    return {.columns = columns,
            .counts = std::vector<double>(noisy.begin(), noisy.end()),
            .variance = deviation * deviation};
}

Model fitted(std::string method, const microdata::Schema& schema, const OneWay& one_way,
             const Estimator& estimator)
{
    ModelParts parts{.method = std::move(method),
                     .columns = {},
                     .people = estimator.total(),
                     .people_deviation = std::sqrt(estimator.total_variance()),
                     .coding = one_way.coding,
                     .independence = estimator.independence(),
                     .exclusions = estimator.exclusions(),
                     .factors = {}};
    for (const microdata::Column& column : schema.columns) {
        auto& known = parts.columns.emplace_back(ModelColumn{.name = column.name, .states = {}});
        for (std::size_t state = 0; state < microdata::states_of(column); ++state)
            known.states.emplace_back(microdata::state_name(column, static_cast<std::uint8_t>(state)));
    }
    for (std::size_t n = 0; n < estimator.measurements().size(); ++n) {
        const auto logs = estimator.factor(n);
        parts.factors.push_back({.columns = estimator.measurements()[n].columns,
                                 .deviation = std::sqrt(estimator.measurements()[n].variance),
                                 .logs = {logs.begin(), logs.end()}});
    }
    return Model::made(std::move(parts));
}

core::Result<Model> fit_independent(const People& people, privacy::Spent& spent, const IndependentPlan& plan)
{
    const microdata::Microdata& rows = people.open(spent);
    PANOH_TRY(const OneWay one_way, measure_one_way(rows, spent, plan.rho, 1.0));
    Estimator estimator = started(one_way);
    Crew crew(1);
    (void)estimator.fit({}, crew);
    return fitted("independent", rows.schema(), one_way, estimator);
}

} // namespace panoh::synthesis
