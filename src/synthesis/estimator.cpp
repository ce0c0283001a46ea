#include "synthesis/estimator.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synthesis/descent.h"

namespace panoh::synthesis {

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
    calibration_ = std::make_unique<Calibration>(shape_, make_tree(shape_, graph_), sets);
    std::size_t set = measurements_.size();
    for (const auto& column : independence_) {
        const auto logs = calibration_->factor(set++);
        for (std::size_t n = 0; n < column.size(); ++n)
            logs[n] = static_cast<float>(std::log(column[n]));
    }
    for (const Exclusion& exclusion : exclusions_) {
        const auto logs = calibration_->factor(set++);
        for (std::size_t n = 0; n < logs.size(); ++n)
            logs[n] = exclusion.excluded[n] ? nothing : 0.0F;
    }
    stale_ = false;
}

void Estimator::load(const std::vector<float>& factors)
{
    for (std::size_t set = 0; set < measurements_.size(); ++set) {
        const auto into = calibration_->factor(set);
        std::copy_n(factors.begin() + static_cast<std::ptrdiff_t>(starts_[set]), into.size(), into.begin());
    }
}

std::size_t Estimator::fit(const Effort& effort, Crew& crew)
{
    if (stale_) rebuild();
    const auto slopes_at = [&](Point& point) {
        load(point.at);
        (void)calibration_->run(crew);
        for (std::size_t set = 0; set < measurements_.size(); ++set) {
            const Measurement& measurement = measurements_[set];
            // As if all tables had the same number of people.
            const double more = (total_ - measurement.total()) / measurement.total_variance();
            const auto mass = calibration_->of_set(set);
            for (std::size_t n = 0; n < mass.size(); ++n) {
                const double variance = measurement.variance_of(n);
                const double pull = prior_ * static_cast<double>(point.at[starts_[set] + n]) - more;
                point.slopes[starts_[set] + n] = static_cast<float>(total_ * static_cast<double>(mass[n]) +
                                                                    pull * variance - measurement.counts[n]);
            }
        }
    };
    const auto scales_at = [&](std::vector<float>& scales) {
        for (std::size_t set = 0; set < measurements_.size(); ++set) {
            const auto mass = calibration_->of_set(set);
            for (std::size_t n = 0; n < mass.size(); ++n)
                scales[starts_[set] + n] = static_cast<float>(
                    total_ * static_cast<double>(mass[n]) + prior_ * measurements_[set].variance_of(n) + 0.5);
        }
    };
    Point point{.at = factors_, .slopes = {}};
    const Descent descent{.iterations = effort.iterations, .tolerance = effort.tolerance};
    const std::size_t walks = descend(point, descent, slopes_at, scales_at);
    factors_ = std::move(point.at);
    return walks;
}

std::optional<std::vector<double>> Estimator::expected(const Columns& columns) const
{
    const JunctionTree& tree = calibration_->tree();
    std::size_t best = tree.size();
    for (std::size_t n = 0; n < tree.size(); ++n)
        if (contains(tree[n].columns, columns) &&
            (best == tree.size() || cells_of(shape_, tree[n].columns) < cells_of(shape_, tree[best].columns)))
            best = n;
    if (best == tree.size()) return std::nullopt;
    const Way way(shape_, tree[best].columns, columns);
    std::vector<float> room(way.room());
    std::vector<float> mass(way.to_cells());
    way.sum(calibration_->of_clique(best).data(), mass.data(), room.data());
    std::vector<double> counts(mass.size());
    for (std::size_t n = 0; n < mass.size(); ++n)
        counts[n] = total_ * static_cast<double>(mass[n]);
    return counts;
}

} // namespace panoh::synthesis
