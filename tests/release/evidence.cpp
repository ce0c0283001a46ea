#include "evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "privacy/rho.h"

namespace panoh::release_audit {

namespace {

/// The continued fraction of the incomplete beta function (Lentz's way of working one out).
double beta_fraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    const auto kept = [](double y) { return std::abs(y) < tiny ? tiny : y; };
    double c = 1;
    double d = 1 / kept(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m < 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / kept(1 + even * d);
        c = kept(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / kept(1 + odd * d);
        c = kept(1 + odd / c);
        const double step = d * c;
        result *= step;
        if (std::abs(step - 1) < 1e-14) break;
    }
    return result;
}

/// The regularised incomplete beta function.
double beta_share(double a, double b, double x)
{
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double beta_quantile(double a, double b, double p)
{
    double low = 0;
    double high = 1;
    for (int step = 0; step < 80; ++step) {
        const double middle = (low + high) / 2;
        (beta_share(a, b, middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// Places that cut the values of both worlds into bins: fine at both ends, where the rare events are. A value
/// that is met often has a bin of its own.
std::vector<double> cuts_of(std::span<const double> without, std::span<const double> with)
{
    std::vector<double> pooled(without.begin(), without.end());
    pooled.insert(pooled.end(), with.begin(), with.end());
    std::ranges::sort(pooled);
    std::vector<double> cuts;
    const auto add = [&](std::size_t rank) {
        if (rank >= pooled.size()) return;
        const double value = pooled[rank];
        cuts.push_back(value);
        const auto [first, last] = std::ranges::equal_range(pooled, value);
        if (last - first > 1) cuts.push_back(std::nextafter(value, std::numeric_limits<double>::infinity()));
    };
    for (std::size_t rank = 1; rank < pooled.size() / 64; rank += std::max<std::size_t>(1, rank / 3)) {
        add(rank);
        add(pooled.size() - rank);
    }
    for (std::size_t part = 1; part < 64; ++part)
        add(pooled.size() * part / 64);
    // What is met again and again is no accident.
    for (std::size_t first = 0, next = 1; first < pooled.size(); first = next++) {
        while (next < pooled.size() && pooled[next] == pooled[first])
            ++next;
        if (next - first > pooled.size() / 512 + 8) add(first);
    }
    std::ranges::sort(cuts);
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
}

std::vector<std::size_t> counts_in(std::span<const double> cuts, std::span<const double> values)
{
    std::vector<std::size_t> counts(cuts.size() + 1, 0);
    for (const double value : values)
        ++counts[static_cast<std::size_t>(std::ranges::upper_bound(cuts, value) - cuts.begin())];
    return counts;
}

/// Hits and false alarms among so many runs.
struct Tally {
    std::size_t hits = 0;
    std::size_t alarms = 0;
};

struct Judge {
    double delta = 0;
    double error = 0;

    /// Both directions: an event of the world with the person, and one of the world without.
    [[nodiscard]] Found found(Tally tally, std::size_t with_runs, std::size_t without_runs) const
    {
        const Interval hit = chance(tally.hits, with_runs, error);
        const Interval alarm = chance(tally.alarms, without_runs, error);
        return {.epsilon = std::max(ratio(hit, alarm), ratio(alarm, hit)),
                .mu = std::max(distance(hit, alarm), distance(alarm, hit))};
    }
    [[nodiscard]] double ratio(Interval much, Interval little) const
    {
        return much.low <= delta ? 0.0 : std::max(0.0, std::log((much.low - delta) / little.high));
    }
    static double distance(Interval much, Interval little)
    {
        return std::max(0.0, normal_quantile(much.low) - normal_quantile(little.high));
    }
};

/// Calls `use` with every event that is tried: so many bins of an order, from its start.
template <typename Use>
void each_event(const std::vector<std::vector<std::size_t>>& orders, const std::vector<std::size_t>& hits,
                const std::vector<std::size_t>& alarms, const Use& use)
{
    for (std::size_t order = 0; order < orders.size(); ++order) {
        Tally tally;
        for (std::size_t bins = 0; bins + 1 < orders[order].size(); ++bins) {
            tally.hits += hits[orders[order][bins]];
            tally.alarms += alarms[orders[order][bins]];
            use(order, bins + 1, tally);
        }
    }
}

} // namespace

Interval chance(std::size_t seen, std::size_t runs, double error)
{
    const auto k = static_cast<double>(seen);
    const auto n = static_cast<double>(runs);
    return {.low = seen == 0 ? 0.0 : beta_quantile(k, n - k + 1, error),
            .high = seen == runs ? 1.0 : beta_quantile(k + 1, n - k, 1 - error)};
}

double normal(double x)
{
    return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double normal_quantile(double p)
{
    double low = -40;
    double high = 40;
    for (int step = 0; step < 70; ++step) {
        const double middle = (low + high) / 2;
        (normal(middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

namespace {

/// Some of the runs of both worlds.
struct Part {
    std::span<const double> without;
    std::span<const double> with;
};

Part part_of(const Samples& samples, std::size_t from_quarter, std::size_t to_quarter)
{
    const auto cut = [&](const std::vector<double>& all) {
        const std::size_t from = all.size() * from_quarter / 4;
        return std::span(all).subspan(from, all.size() * to_quarter / 4 - from);
    };
    return {.without = cut(samples.without), .with = cut(samples.with)};
}

/// Bins from the lowest to the highest, and from the one that the world with the person has most often
/// compared to the other.
std::vector<std::vector<std::size_t>> orders_of(const std::vector<double>& cuts, const Part& part)
{
    const auto hits = counts_in(cuts, part.with);
    const auto alarms = counts_in(cuts, part.without);
    std::vector<std::size_t> by_value(cuts.size() + 1);
    std::iota(by_value.begin(), by_value.end(), std::size_t{0});
    std::vector<std::size_t> by_ratio = by_value;
    std::ranges::stable_sort(by_ratio, std::ranges::greater(), [&](std::size_t bin) {
        return (static_cast<double>(hits[bin]) + 0.5) / (static_cast<double>(alarms[bin]) + 0.5);
    });
    return {by_value, by_ratio};
}

/// Calls `use(order, bins, found)` for every event.
template <typename Use>
void each_found(const std::vector<double>& cuts, const std::vector<std::vector<std::size_t>>& orders,
                const Part& part, const Judge& judge, const Use& use)
{
    each_event(orders, counts_in(cuts, part.with), counts_in(cuts, part.without),
               [&](std::size_t order, std::size_t bins, Tally tally) {
                   use(order, bins, judge.found(tally, part.with.size(), part.without.size()));
               });
}

} // namespace

Found lower_bounds(const Samples& samples, double delta, double error)
{
    const Part first = part_of(samples, 0, 1);
    const std::vector<double> cuts = cuts_of(first.without, first.with);
    const auto orders = orders_of(cuts, first);
    const Judge judge{.delta = delta, .error = error};
    struct Best {
        std::size_t order = 0;
        std::size_t bins = 0;
        double value = -1;
    };
    Best epsilon;
    Best mu;
    each_found(cuts, orders, part_of(samples, 1, 2), judge,
               [&](std::size_t order, std::size_t bins, Found found) {
                   if (found.epsilon > epsilon.value) epsilon = {order, bins, found.epsilon};
                   if (found.mu > mu.value) mu = {order, bins, found.mu};
               });
    Found result;
    each_found(cuts, orders, part_of(samples, 2, 4), judge,
               [&](std::size_t order, std::size_t bins, Found found) {
                   if (order == epsilon.order && bins == epsilon.bins) result.epsilon = found.epsilon;
                   if (order == mu.order && bins == mu.bins) result.mu = found.mu;
               });
    return result;
}

double gaussian_epsilon(double mu, double delta)
{
    const auto delta_at = [&](double epsilon) {
        return normal(mu / 2 - epsilon / mu) - std::exp(epsilon) * normal(-mu / 2 - epsilon / mu);
    };
    if (mu <= 0 || delta_at(0) <= delta) return 0;
    double low = 0;
    double high = 700;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (delta_at(middle) > delta ? low : high) = middle;
    }
    return low;
}

namespace {

/// Means and the pooled covariance of the first half of the runs.
struct Moments {
    std::vector<double> difference;
    std::vector<double> covariance; ///< row by row
};

std::vector<double> mean_of(std::span<const double> vectors, std::size_t width)
{
    std::vector<double> mean(width, 0);
    for (std::size_t place = 0; place < vectors.size(); ++place)
        mean[place % width] += vectors[place];
    for (double& one : mean)
        one /= std::max(1.0, static_cast<double>(vectors.size() / width));
    return mean;
}

void add_covariance(std::vector<double>& into, std::span<const double> vectors,
                    const std::vector<double>& mean)
{
    const std::size_t width = mean.size();
    for (std::size_t run = 0; run + width <= vectors.size(); run += width)
        for (std::size_t a = 0; a < width; ++a)
            for (std::size_t b = 0; b < width; ++b)
                into[a * width + b] += (vectors[run + a] - mean[a]) * (vectors[run + b] - mean[b]);
}

/// Solves by elimination; `matrix` is symmetric and made positive definite beforehand.
std::vector<double> solved(std::vector<double> matrix, std::vector<double> right)
{
    const std::size_t width = right.size();
    for (std::size_t pivot = 0; pivot < width; ++pivot)
        for (std::size_t row = pivot + 1; row < width; ++row) {
            const double factor = matrix[row * width + pivot] / matrix[pivot * width + pivot];
            for (std::size_t column = pivot; column < width; ++column)
                matrix[row * width + column] -= factor * matrix[pivot * width + column];
            right[row] -= factor * right[pivot];
        }
    for (std::size_t row = width; row-- > 0;) {
        for (std::size_t column = row + 1; column < width; ++column)
            right[row] -= matrix[row * width + column] * right[column];
        right[row] /= matrix[row * width + row];
    }
    return right;
}

} // namespace

Samples best_linear(const Vectors& vectors)
{
    const std::size_t width = vectors.width;
    const auto half = [&](const std::vector<double>& all) {
        return std::span(all).first(all.size() / width / 2 * width);
    };
    const auto mean_without = mean_of(half(vectors.without), width);
    const auto mean_with = mean_of(half(vectors.with), width);
    std::vector<double> covariance(width * width, 0);
    add_covariance(covariance, half(vectors.without), mean_without);
    add_covariance(covariance, half(vectors.with), mean_with);
    std::vector<double> difference(width);
    for (std::size_t a = 0; a < width; ++a) {
        difference[a] = mean_with[a] - mean_without[a];
        covariance[a * width + a] = covariance[a * width + a] * (1 + 1e-9) + 1e-6;
    }
    const auto weights = solved(std::move(covariance), std::move(difference));
    const auto combined = [&](const std::vector<double>& all) {
        std::vector<double> result(all.size() / width, 0);
        for (std::size_t place = 0; place < all.size(); ++place)
            result[place / width] += all[place] * weights[place % width];
        return result;
    };
    return {.without = combined(vectors.without), .with = combined(vectors.with)};
}

double most_area(double rho)
{
    // Hits h at false alarms a: h <= e^epsilon a + delta, and 1 - a <= e^epsilon (1 - h) + delta.
    std::vector<std::pair<double, double>> promises;
    const privacy::Rho amount{static_cast<std::int64_t>(std::ceil(rho * 0x1p40))};
    for (std::int64_t one_in = 2; one_in < 1'000'000'000; one_in = one_in * 5 / 4 + 1) {
        const auto epsilon = privacy::epsilon_for(amount, {one_in});
        promises.emplace_back(static_cast<double>(epsilon.thousandths) / 1000,
                              1 / static_cast<double>(one_in));
    }
    // Two distributions with a divergence of at most rho are within the root of rho / 2 (Pinsker).
    promises.emplace_back(0, std::min(1.0, std::sqrt(rho / 2)));
    constexpr int steps = 2'000;
    double sum = 0;
    for (int step = 0; step < steps; ++step) {
        const double alarms = (step + 0.5) / steps;
        double hits = 1;
        for (const auto& [epsilon, delta] : promises)
            hits = std::min(
                {hits, std::exp(epsilon) * alarms + delta, 1 - (1 - alarms - delta) * std::exp(-epsilon)});
        sum += hits;
    }
    return sum / steps;
}

double area(std::span<const double> members, std::span<const double> strangers)
{
    std::vector<double> sorted(strangers.begin(), strangers.end());
    std::ranges::sort(sorted);
    double wins = 0;
    for (const double score : members) {
        const auto [first, last] = std::ranges::equal_range(sorted, score);
        wins += static_cast<double>(first - sorted.begin()) + static_cast<double>(last - first) / 2;
    }
    return wins / static_cast<double>(members.size()) / static_cast<double>(strangers.size());
}

} // namespace panoh::release_audit
