#include <cmath>
#include <limits>

#include "synthesis/fit.h"
#include "synthesis/fitted.h"
#include "synthesis/latent_classes.h"

namespace panoh::synthesis {
namespace {

constexpr std::int64_t tenths = 10;
constexpr std::size_t most_cells = 2048;
constexpr std::size_t numbers_of_kinds[] = {4, 8, 16, 32, 64};
constexpr std::size_t steps_to_choose = 700;
constexpr std::size_t steps = 1500;
/// Of the noise that is there anyway, so much is added to the part that is fitted, and its inverse taken from
/// the other: then their errors are independent.
constexpr double parting = 1.0 / 3;

/// Every two columns at once, and how noisy they are.
struct Pairs {
    std::vector<Columns> columns;
    std::vector<std::int64_t> noisy;
    double deviation = 0;
};

Pairs measured_pairs(const OneWay& one_way, privacy::Spent& spent, privacy::Rho rho, unsigned threads)
{
    Pairs pairs{.columns = pairs_of(one_way.coding.size()), .noisy = {}};
    std::vector<std::uint32_t> counts;
    for (const auto& table : microdata::Counter(one_way.people, threads).marginals(pairs.columns))
        counts.insert(counts.end(), table.begin(), table.end());
    // A person is in one cell of each.
    const auto sensitivity = static_cast<std::int64_t>(pairs.columns.size());
    const auto variance = privacy::variance_for(rho, sensitivity);
    pairs.noisy = spent.gaussian(counts, variance, sensitivity, threads);
    pairs.deviation = privacy::standard_deviation(variance);
    return pairs;
}

KnownPairs known_of(const OneWay& one_way, const Pairs& pairs)
{
    KnownPairs known;
    std::vector<std::size_t> starts;
    for (const Measurement& one : one_way.measurements) {
        starts.push_back(known.cells());
        known.shape.push_back(one.counts.size());
        for (const double count : one.counts)
            known.singles.push_back(static_cast<float>(count / one_way.total));
    }
    known.weight =
        static_cast<float>(pairs.deviation * pairs.deviation / one_way.measurements.front().variance);
    known.pairs.resize(known.cells() * known.cells());
    std::size_t at = 0;
    for (const Columns& two : pairs.columns)
        for (std::size_t a = 0; a < known.shape[two[0]]; ++a)
            for (std::size_t b = 0; b < known.shape[two[1]]; ++b)
                known.pairs[(starts[two[0]] + a) * known.cells() + starts[two[1]] + b] =
                    static_cast<float>(static_cast<double>(pairs.noisy[at++]) / one_way.total);
    return known;
}

/// The number of kinds that says most of the part of the pairs it was not fitted to.
std::size_t chosen_kinds(const KnownPairs& known, double deviation, core::Crew& crew,
                         const std::function<void()>& one_done)
{
    KnownPairs one = known;
    KnownPairs other = known;
    ScatteredNumbers normal;
    for (std::size_t cell = 0; cell < known.pairs.size(); ++cell) {
        const double part = deviation * normal.next();
        one.pairs[cell] += static_cast<float>(parting * part);
        other.pairs[cell] -= static_cast<float>(part / parting);
    }
    std::size_t best = numbers_of_kinds[0];
    double least = std::numeric_limits<double>::max();
    for (const std::size_t kinds : numbers_of_kinds) {
        const double distance = distance_of_pairs(other, nearest_classes(one, kinds, steps_to_choose, crew));
        one_done();
        if (distance >= least) break;
        least = distance;
        best = kinds;
    }
    return best;
}

void take_factors(const LatentClasses& classes, ModelParts& parts)
{
    parts.kinds = classes.shares;
    std::size_t start = 0;
    for (std::size_t column = 0; column < parts.coding.size(); ++column) {
        const auto& alone = parts.independence[column];
        auto& factor = parts.factors.emplace_back(ModelParts::Factor{
            .columns = {static_cast<ColumnNumber>(column), static_cast<ColumnNumber>(parts.coding.size())},
            .logs = {}});
        for (std::size_t cell = 0; cell < alone.size(); ++cell)
            for (const auto& kind : classes.cells)
                factor.logs.push_back(static_cast<float>(std::log(kind[start + cell] / alone[cell])));
        start += alone.size();
    }
}

} // namespace

core::Done check_latent(const microdata::Schema& schema)
{
    std::size_t cells = 0;
    for (const microdata::Column& column : schema.columns)
        cells += microdata::states_of(column);
    if (cells > most_cells) return core::fail(core::ErrorKind::invalid, "synthesis/table_too_large");
    return {};
}

core::Result<Model> fit_latent(const People& people, privacy::Spent& spent, const LatentPlan& plan,
                               const TellProgress& tell)
{
    const microdata::Microdata& rows = people.open(spent);
    PANOH_CHECK(check_latent(rows.schema()));
    const privacy::Rho first = privacy::share(plan.rho, 1, tenths);
    PANOH_TRY(const OneWay one_way, measure_one_way(rows, spent, first, 3.0, plan.threads));
    std::vector<Measured> all = measured_columns(one_way);
    if (one_way.coding.size() < 2) return ended(begun("latent", rows.schema(), one_way, all, spent));

    double done = 0.1;
    const auto tell_more = [&] {
        if (tell) tell({.share = done, .rounds = 0, .cells = 0});
        done = std::min(done + 0.15, 1.0);
    };
    tell_more();
    const Pairs pairs = measured_pairs(one_way, spent, plan.rho - first, plan.threads);
    for (const Columns& columns : pairs.columns)
        all.push_back(
            in_schema({.columns = columns, .counts = {}, .variance = pairs.deviation * pairs.deviation},
                      one_way.coding));
    const KnownPairs known = known_of(one_way, pairs);
    core::Crew crew(plan.threads);
    const std::size_t kinds = chosen_kinds(known, pairs.deviation / one_way.total, crew, tell_more);
    ModelParts parts = begun("latent", rows.schema(), one_way, std::move(all), spent);
    take_factors(nearest_classes(known, kinds, steps, crew), parts);
    if (tell) tell({.share = 1, .rounds = kinds, .cells = 0});
    return ended(std::move(parts));
}

} // namespace panoh::synthesis
