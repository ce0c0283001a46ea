#include "synthesis/estimator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synthesis/descent.h"

namespace panoh::synthesis {
namespace {

Shape shape_of(const std::vector<std::vector<double>>& independence)
{
    Shape shape;
    for (const auto& column : independence)
        shape.push_back(column.size());
    return shape;
}

} // namespace

std::vector<float> logs_of(const std::vector<double>& probabilities)
{
    std::vector<float> logs(probabilities.size());
    std::transform(probabilities.begin(), probabilities.end(), logs.begin(),
                   [](double share) { return static_cast<float>(std::log(share)); });
    return logs;
}

std::vector<float> logs_of(const Exclusion& exclusion)
{
    std::vector<float> logs(exclusion.excluded.size());
    std::transform(exclusion.excluded.begin(), exclusion.excluded.end(), logs.begin(),
                   [](bool excluded) { return excluded ? nothing : 0.0F; });
    return logs;
}

Estimator::Estimator(std::vector<std::vector<double>> independence, std::vector<Exclusion> exclusions,
                     const Lean& lean)
    : shape_(shape_of(independence)), independence_(std::move(independence)),
      exclusions_(std::move(exclusions)), lean_(lean), graph_(shape_.size()), pool_(shape_)
{
    for (const Exclusion& exclusion : exclusions_)
        graph_.join(exclusion.columns);
}

void Estimator::measure(const Measurement& measurement)
{
    pool_.add(measurement);
    graph_.join(measurement.columns);
    stale_ = true;
}

/// Makes cells 0 that nobody can be in.
void Estimator::exclude(const Columns& columns, std::vector<double>& table) const
{
    for (const Exclusion& exclusion : exclusions_) {
        if (!contains(columns, exclusion.columns)) continue;
        const auto place = [&](ColumnNumber column) {
            return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) -
                                            columns.begin());
        };
        const Fold first = fold_of(shape_, columns, place(exclusion.columns[0]));
        const Fold second = fold_of(shape_, columns, place(exclusion.columns[1]));
        for (std::size_t cell = 0; cell < table.size(); ++cell) {
            const std::size_t a = cell / first.inner % first.middle;
            const std::size_t b = cell / second.inner % second.middle;
            if (exclusion.excluded[a * second.middle + b]) table[cell] = 0;
        }
    }
}

Estimator::Target Estimator::target(const Columns& columns, std::size_t start) const
{
    const auto counts = pool_.table(columns);
    std::vector<double> expected = {pool_.total()};
    for (const ColumnNumber column : columns) {
        std::vector<double> longer;
        longer.reserve(expected.size() * shape_[column]);
        for (const double so_far : expected)
            for (const double share : independence_[column])
                longer.push_back(so_far * share);
        expected = std::move(longer);
    }
    exclude(columns, expected);
    const double deviation = std::sqrt(pool_.variance(columns));
    Target target{.columns = columns,
                  .start = start,
                  .counts = {counts.begin(), counts.end()},
                  .lean = {},
                  .expected = {expected.begin(), expected.end()}};
    for (const double one : expected) {
        const double small = deviation / (one + deviation);
        target.lean.push_back(
            static_cast<float>(deviation * (lean_.of_large + (lean_.of_small - lean_.of_large) * small)));
    }
    return target;
}

/// Sets 0 up to below the number of targets are those; behind them stand independence and exclusions.
void Estimator::rebuild()
{
    std::vector<Columns> sets = pool_.sets();
    targets_.clear();
    std::size_t start = 0;
    for (const Columns& set : sets) {
        targets_.push_back(target(set, start));
        start += targets_.back().counts.size();
        factors_[set].resize(targets_.back().counts.size(), 0.0F);
    }
    for (std::size_t column = 0; column < shape_.size(); ++column)
        sets.push_back({static_cast<ColumnNumber>(column)});
    for (const Exclusion& exclusion : exclusions_)
        sets.push_back(exclusion.columns);
    distribution_.emplace(shape_, graph_, sets);
    std::size_t set = targets_.size();
    for (const auto& column : independence_)
        distribution_->put_factor(set++, logs_of(column));
    for (const Exclusion& exclusion : exclusions_)
        distribution_->put_factor(set++, logs_of(exclusion));
    stale_ = false;
}

/// Newton's step for one factor as if columns were independent: there only the effect of all of its columns
/// together is its own, and its curvature is the expected count. Where more people are than that, or noise
/// leaves more open, the step is shorter, on both sides, so that the rule stays symmetric.
void Estimator::straighten(const Target& target, const float* mass, float* way,
                           std::vector<float>& room) const
{
    const auto people = static_cast<float>(pool_.total());
    const std::size_t cells = target.expected.size();
    room.resize(3 * cells);
    float* shorter = room.data();
    for (std::size_t n = 0; n < cells; ++n) {
        const float expected = target.expected[n];
        shorter[n] = std::sqrt(expected / (std::max(people * mass[n], expected) + target.lean[n] + 0.1F));
        way[n] *= expected > 0 ? shorter[n] / expected : 0.0F;
    }
    for (std::size_t place = 0; place < target.columns.size(); ++place) {
        const auto& shares = independence_[target.columns[place]];
        std::copy(shares.begin(), shares.end(), room.begin() + static_cast<std::ptrdiff_t>(cells));
        take_mean(fold_of(shape_, target.columns, place), room.data() + cells, way, room.data() + 2 * cells);
    }
    for (std::size_t n = 0; n < cells; ++n)
        way[n] *= shorter[n];
}

std::size_t Estimator::fit(const Effort& effort, core::Crew& crew)
{
    if (stale_) rebuild();
    const auto people = static_cast<float>(pool_.total());
    Point point;
    for (const Target& target : targets_)
        point.at.insert(point.at.end(), factors_[target.columns].begin(), factors_[target.columns].end());
    std::vector<float> mass(point.at.size());
    const auto slopes_at = [&](Point& here) {
        for (std::size_t set = 0; set < targets_.size(); ++set)
            distribution_->put_factor(set,
                                      {here.at.data() + targets_[set].start, targets_[set].counts.size()});
        (void)distribution_->run(crew);
        for (std::size_t set = 0; set < targets_.size(); ++set) {
            const Target& target = targets_[set];
            distribution_->take_set(set, {mass.data() + target.start, target.counts.size()});
            for (std::size_t n = 0; n < target.counts.size(); ++n) {
                const std::size_t at = target.start + n;
                const float pull = target.lean[n] * here.at[at];
                here.slopes[at] = target.expected[n] > 0 ? people * mass[at] - target.counts[n] + pull : 0.0F;
            }
        }
    };
    std::vector<float> room;
    const auto straightened = [&](std::vector<float>& way) {
        for (const Target& one : targets_)
            straighten(one, mass.data() + one.start, way.data() + one.start, room);
    };
    const Descent descent{.iterations = effort.iterations, .tolerance = effort.tolerance};
    const std::size_t walks = descend(point, descent, slopes_at, straightened);
    for (const Target& target : targets_) {
        const auto first = point.at.begin() + static_cast<std::ptrdiff_t>(target.start);
        std::copy_n(first, target.counts.size(), factors_[target.columns].begin());
    }
    return walks;
}

std::optional<std::vector<double>> Estimator::expected(const Columns& columns) const
{
    const auto mass = distribution_->within_clique(columns);
    if (!mass) return std::nullopt;
    std::vector<double> counts(mass->size());
    std::transform(mass->begin(), mass->end(), counts.begin(),
                   [this](float share) { return total() * static_cast<double>(share); });
    return counts;
}

} // namespace panoh::synthesis
