#include "synthesis/estimator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synthesis/descent.h"

namespace panoh::synthesis {

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

double Measurement::total() const
{
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

double Measurement::total_variance() const
{
    if (added.empty()) return variance * static_cast<double>(counts.size());
    return variance * std::accumulate(added.begin(), added.end(), 0.0);
}

namespace {

/// Two measurements of one table as one: each count by the inverse of its variance.
void join(Measurement& known, const Measurement& more)
{
    const double variance = 1 / (1 / known.variance + 1 / more.variance);
    std::vector<double> added;
    for (std::size_t n = 0; n < known.counts.size(); ++n) {
        const double before = 1 / known.variance_of(n);
        const double now = 1 / more.variance_of(n);
        known.counts[n] = (known.counts[n] * before + more.counts[n] * now) / (before + now);
        added.push_back(1 / ((before + now) * variance));
    }
    if (!known.added.empty() || !more.added.empty()) known.added = std::move(added);
    known.variance = variance;
}

} // namespace

Estimator::Estimator(std::vector<std::vector<double>> independence, std::vector<Exclusion> exclusions,
                     double prior)
    : independence_(std::move(independence)), exclusions_(std::move(exclusions)), prior_(prior),
      graph_(independence_.size())
{
    for (const auto& column : independence_)
        shape_.push_back(column.size());
    for (const Exclusion& exclusion : exclusions_)
        graph_.join(exclusion.columns);
}

double Estimator::total_variance() const
{
    return 1 / total_weight_;
}

void Estimator::measure(Measurement measurement)
{
    const double weight = 1 / measurement.total_variance();
    total_ = (total_ * total_weight_ + measurement.total() * weight) / (total_weight_ + weight);
    total_weight_ += weight;
    stale_ = true;
    const auto known =
        std::find_if(measurements_.begin(), measurements_.end(),
                     [&](const Measurement& other) { return other.columns == measurement.columns; });
    if (known == measurements_.end()) {
        graph_.join(measurement.columns);
        factors_.resize(factors_.size() + measurement.counts.size(), 0.0F);
        measurements_.push_back(std::move(measurement));
        return;
    }
    join(*known, measurement);
}

/// Sets 0 up to below the number of measurements are those; behind them stand independence and exclusions.
void Estimator::rebuild()
{
    std::vector<Columns> sets;
    starts_.clear();
    std::size_t start = 0;
    for (const Measurement& measurement : measurements_) {
        sets.push_back(measurement.columns);
        starts_.push_back(start);
        start += measurement.counts.size();
    }
    for (std::size_t column = 0; column < shape_.size(); ++column)
        sets.push_back({static_cast<ColumnNumber>(column)});
    for (const Exclusion& exclusion : exclusions_)
        sets.push_back(exclusion.columns);
    distribution_.emplace(shape_, graph_, sets);
    std::size_t set = measurements_.size();
    for (const auto& column : independence_)
        distribution_->put_factor(set++, logs_of(column));
    for (const Exclusion& exclusion : exclusions_)
        distribution_->put_factor(set++, logs_of(exclusion));
    stale_ = false;
}

/// How the goal changes with each number of one factor.
void Estimator::slopes_of(const Measurement& measurement, std::span<const float> mass,
                          std::span<const float> factor, std::span<float> slopes) const
{
    // As if all tables had the same number of people.
    const double more = (total_ - measurement.total()) / measurement.total_variance();
    for (std::size_t n = 0; n < mass.size(); ++n) {
        const double pull = prior_ * static_cast<double>(factor[n]) - more;
        slopes[n] = static_cast<float>(total_ * static_cast<double>(mass[n]) +
                                       pull * measurement.variance_of(n) - measurement.counts[n]);
    }
}

std::size_t Estimator::fit(const Effort& effort, Crew& crew)
{
    if (stale_) rebuild();
    std::vector<float> mass(factors_.size());
    const auto slopes_at = [&](Point& point) {
        for (std::size_t set = 0; set < measurements_.size(); ++set)
            distribution_->put_factor(set, part_of(point.at, set));
        (void)distribution_->run(crew);
        for (std::size_t set = 0; set < measurements_.size(); ++set) {
            distribution_->take_set(set, part_of(mass, set));
            slopes_of(measurements_[set], part_of(mass, set), part_of(point.at, set),
                      part_of(point.slopes, set));
        }
    };
    const auto scales_at = [&](std::vector<float>& scales) {
        for (std::size_t set = 0; set < measurements_.size(); ++set)
            for (std::size_t n = 0; n < measurements_[set].counts.size(); ++n)
                scales[starts_[set] + n] =
                    static_cast<float>(total_ * static_cast<double>(mass[starts_[set] + n]) +
                                       prior_ * measurements_[set].variance_of(n) + 0.5);
    };
    Point point{.at = factors_, .slopes = {}};
    const Descent descent{.iterations = effort.iterations, .tolerance = effort.tolerance};
    const std::size_t walks = descend(point, descent, slopes_at, scales_at);
    factors_ = std::move(point.at);
    return walks;
}

std::optional<std::vector<double>> Estimator::expected(const Columns& columns) const
{
    const auto mass = distribution_->within_clique(columns);
    if (!mass) return std::nullopt;
    std::vector<double> counts(mass->size());
    std::transform(mass->begin(), mass->end(), counts.begin(),
                   [this](float share) { return total_ * static_cast<double>(share); });
    return counts;
}

} // namespace panoh::synthesis
