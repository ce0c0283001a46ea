#include <algorithm>
#include <cmath>
#include <numbers>

#include "synthesis/candidates.h"
#include "synthesis/fit.h"
#include "synthesis/fitted.h"
#include "synthesis/scores.h"

namespace panoh::synthesis {
namespace {

/// Of the whole: a tenth for the columns, and of the rest a tenth to choose.
constexpr std::int64_t tenths = 10;
/// Rounds a column that the first amount a round would be enough for.
constexpr std::int64_t rounds_a_column = 4;

/// Expected |x| of noise of deviation 1.
const double mean_of_noise = std::sqrt(2 / std::numbers::pi);

class AimFit {
public:
    AimFit(const OneWay& one_way, privacy::Spent& spent, const AimPlan& plan, privacy::Rho rest)
        : one_way_(one_way), spent_(spent), plan_(plan), rest_(rest), crew_(plan.threads),
          estimator_(started(one_way)), candidates_(candidates(one_way.coding, plan.length, plan.priorities)),
          all_(measured_columns(one_way)), sizes_(estimator_.shape(), candidates_),
          bits_(spent.bits().split())
    {
        for (const Candidate& candidate : candidates_)
            sets_.push_back(candidate.columns);
        counts_ = microdata::Counter(one_way.people, plan.threads).marginals(sets_);
        a_round_ =
            privacy::share(rest, 1, rounds_a_column * static_cast<std::int64_t>(one_way.coding.size()));
        most_cells_ = static_cast<double>(plan.megabytes) * 1024 * 1024 / sizeof(float);
    }

    core::Result<Model> run(const microdata::Schema& schema, const TellProgress& tell)
    {
        (void)estimator_.fit({}, crew_);
        std::size_t rounds = 0;
        bool last = false;
        while (!last) {
            if (rest_.units < 2 * a_round_.units) {
                a_round_ = rest_;
                last = true;
            }
            rest_ = rest_ - a_round_;
            round();
            ++rounds;
            if (tell)
                tell({.share = 1 - privacy::to_double(rest_) / privacy::to_double(plan_.rho),
                      .rounds = rounds,
                      .cells = static_cast<std::size_t>(
                          tree_cells(estimator_.shape(), estimator_.distribution().tree()))});
        }
        (void)estimator_.fit({.iterations = 1000, .tolerance = 0.05}, crew_);
        return fitted("aim", schema, one_way_, estimator_, std::move(all_), spent_);
    }

private:
    void round()
    {
        const privacy::Rho to_choose = privacy::share(a_round_, 1, tenths);
        const privacy::Variance variance = privacy::variance_for(a_round_ - to_choose, 1);
        const std::size_t chosen = choose(to_choose, privacy::standard_deviation(variance));
        const Columns& columns = candidates_[chosen].columns;
        const Measurement measurement = measured(counts_[chosen], columns, spent_, variance, plan_.threads);
        estimator_.measure(measurement);
        all_.push_back(in_schema(measurement, one_way_.coding));
        const auto before = estimator_.expected(columns);
        (void)estimator_.fit({.iterations = 60, .tolerance = 1.0}, crew_);
        const auto after = estimator_.expected(columns);
        double moved = 0;
        for (std::size_t n = 0; n < after->size(); ++n)
            moved += std::abs((*after)[n] - (before ? (*before)[n] : drawn_[chosen][n]));
        // Nothing was learned above the noise: from now on with half of it.
        if (moved <=
            mean_of_noise * privacy::standard_deviation(variance) * static_cast<double>(after->size()))
            a_round_ = {4 * a_round_.units};
    }

    std::size_t choose(privacy::Rho rho, double deviation)
    {
        const double used = 1 - privacy::to_double(rest_) / privacy::to_double(plan_.rho);
        const auto allowed =
            sizes_.allowed(estimator_.graph(), estimator_.distribution().tree(), most_cells_ * used);
        score();
        std::vector<std::size_t> numbers;
        std::vector<std::int64_t> scores;
        for (std::size_t n = 0; n < candidates_.size(); ++n) {
            if (!allowed[n]) continue;
            const double noise = mean_of_noise * deviation * static_cast<double>(counts_[n].size());
            numbers.push_back(n);
            scores.push_back(scores_[n] - candidates_[n].weight * std::llround(noise * score_grid));
        }
        return numbers[spent_.choose(scores, heaviest * score_grid, rho)];
    }

    /// How wrong the model is about each candidate, by rows drawn from it.
    void score()
    {
        const auto rows = static_cast<std::size_t>(std::llround(estimator_.total()));
        const auto people = coded(estimator_.distribution().draw(rows, bits_), one_way_.coding);
        drawn_ = microdata::Counter(people, plan_.threads).marginals(sets_);
        scores_.resize(candidates_.size());
        const double scale = estimator_.total() / static_cast<double>(rows);
        for (std::size_t n = 0; n < candidates_.size(); ++n)
            scores_[n] = distance(counts_[n], on_grid(drawn_[n], scale), candidates_[n].weight);
    }

    const OneWay& one_way_;
    privacy::Spent& spent_;
    const AimPlan& plan_;
    privacy::Rho rest_;
    privacy::Rho a_round_;
    core::Crew crew_;
    Estimator estimator_;
    std::vector<Candidate> candidates_;
    std::vector<Measured> all_;
    std::vector<Columns> sets_;
    Sizes sizes_;
    privacy::RandomBits bits_; ///< for drawing rows to score with
    double most_cells_ = 0;
    std::vector<std::vector<std::uint32_t>> counts_; ///< of the people; sensitive
    std::vector<std::vector<std::uint32_t>> drawn_;  ///< of rows of the model
    std::vector<std::int64_t> scores_;
};

} // namespace

core::Result<Model> fit_aim(const People& people, privacy::Spent& spent, const AimPlan& plan,
                            const TellProgress& tell)
{
    const microdata::Microdata& rows = people.open(spent);
    const privacy::Rho first = privacy::share(plan.rho, 1, tenths);
    PANOH_TRY(const OneWay one_way, measure_one_way(rows, spent, first, 3.0, plan.threads));
    return AimFit(one_way, spent, plan, plan.rho - first).run(rows.schema(), tell);
}

} // namespace panoh::synthesis
