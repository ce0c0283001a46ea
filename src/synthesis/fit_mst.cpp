#include <numeric>

#include "synthesis/fit.h"
#include "synthesis/fitted.h"
#include "synthesis/scores.h"

namespace panoh::synthesis {
namespace {

struct Pair {
    Columns columns;
    std::vector<std::uint32_t> counts;
    std::int64_t score = 0;
};

std::vector<Pair> scored_pairs(const OneWay& one_way, unsigned threads)
{
    auto wanted = pairs_of(one_way.coding.size());
    auto tables = microdata::Counter(one_way.people, threads).marginals(wanted);
    std::vector<Pair> pairs;
    for (std::size_t n = 0; n < wanted.size(); ++n) {
        std::vector<double> expected;
        for (const double a : one_way.independence[wanted[n][0]])
            for (const double b : one_way.independence[wanted[n][1]])
                expected.push_back(one_way.total * a * b);
        const std::int64_t score = distance(tables[n], on_grid(expected), 1);
        pairs.push_back({std::move(wanted[n]), std::move(tables[n]), score});
    }
    return pairs;
}

/// Chooses pair after pair, each between columns that nothing connects yet.
std::vector<Pair> spanning_tree(std::vector<Pair> pairs, std::size_t columns, privacy::Spent& spent,
                                privacy::Rho rho)
{
    std::vector<std::size_t> part(columns);
    std::iota(part.begin(), part.end(), std::size_t{0});
    std::vector<Pair> tree;
    while (tree.size() + 1 < columns) {
        std::erase_if(pairs,
                      [&](const Pair& pair) { return part[pair.columns[0]] == part[pair.columns[1]]; });
        std::vector<std::int64_t> scores;
        for (const Pair& pair : pairs)
            scores.push_back(pair.score);
        const std::size_t chosen =
            spent.choose(scores, score_grid, privacy::share(rho, 1, static_cast<std::int64_t>(columns) - 1));
        tree.push_back(pairs[chosen]);
        const std::size_t gone = part[tree.back().columns[0]];
        for (std::size_t& other : part)
            if (other == gone) other = part[tree.back().columns[1]];
    }
    return tree;
}

} // namespace

core::Result<Model> fit_mst(const People& people, privacy::Spent& spent, const MstPlan& plan,
                            const TellProgress& tell)
{
    const microdata::Microdata& rows = people.open(spent);
    const privacy::Rho third = privacy::share(plan.rho, 1, 3);
    PANOH_TRY(const OneWay one_way, measure_one_way(rows, spent, third, 3.0, plan.threads));
    if (tell) tell({.share = 1.0 / 3, .rounds = 0, .cells = 0});
    Estimator estimator = started(one_way);
    const std::size_t columns = one_way.coding.size();
    std::vector<Measured> all = measured_columns(one_way);
    if (columns > 1) {
        const auto tree = spanning_tree(scored_pairs(one_way, plan.threads), columns, spent, third);
        const auto variance =
            privacy::variance_for(privacy::share(third, 1, static_cast<std::int64_t>(columns) - 1), 1);
        for (const Pair& pair : tree) {
            const Measurement measurement =
                measured(pair.counts, pair.columns, spent, variance, plan.threads);
            estimator.measure(measurement);
            all.push_back(in_schema(measurement, one_way.coding));
        }
    }
    core::Crew crew(plan.threads);
    (void)estimator.fit({.iterations = 300, .tolerance = 0.1}, crew);
    if (tell) tell({.share = 1, .rounds = columns - 1, .cells = 0});
    return fitted("mst", rows.schema(), one_way, estimator, std::move(all), spent);
}

} // namespace panoh::synthesis
