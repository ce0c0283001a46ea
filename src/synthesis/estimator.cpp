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
    const double strength = columns.size() == 1   ? lean_.of_columns
                            : columns.size() == 2 ? lean_.of_pairs
                                                  : lean_.of_others;
    const double variance = pool_.variance(columns);
    Target target{.columns = columns, .start = start, .counts = {counts.begin(), counts.end()}, .lean = {}};
    for (const double one : expected)
        target.lean.push_back(
            static_cast<float>(strength * variance / (one + lean_.least * std::sqrt(variance))));
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

std::size_t Estimator::fit(const Effort& effort, Crew& crew)
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
                here.slopes[at] = people * mass[at] - target.counts[n] + target.lean[n] * here.at[at];
            }
        }
    };
    const auto scales_at = [&](std::vector<float>& scales) {
        for (const Target& target : targets_)
            for (std::size_t n = 0; n < target.counts.size(); ++n)
                scales[target.start + n] = people * mass[target.start + n] + target.lean[n] + 0.5F;
    };
    const Descent descent{.iterations = effort.iterations, .tolerance = effort.tolerance};
    const std::size_t walks = descend(point, descent, slopes_at, scales_at);
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
