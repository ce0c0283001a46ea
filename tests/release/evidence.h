#pragma once

// How much two worlds can be told apart, as a lower bound that holds whatever the mechanism is.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace panoh::release_audit {

/// Bounds of an unknown chance.
struct Interval {
    double low = 0;
    double high = 1;
};

/// Where the chance lies of something that was seen `seen` times out of `runs` (Clopper and Pearson 1934).
/// Each bound is wrong with probability `error` at most.
[[nodiscard]] Interval chance(std::size_t seen, std::size_t runs, double error);

/// Distribution function of the standard normal distribution, and its inverse.
[[nodiscard]] double normal(double x);
[[nodiscard]] double normal_quantile(double p);

/// One number of each run in two worlds that differ by one person.
struct Samples {
    std::vector<double> without;
    std::vector<double> with;
};

/// Lower bounds of what the mechanism gives away.
struct Found {
    /// No (epsilon, delta) below it holds: from one event with ln((p - delta) / q).
    double epsilon = 0;
    /// No Gaussian trade-off with a smaller mu holds (Dong, Roth and Su 2019, arXiv 1905.02383).
    double mu = 0;
};

/// Sets of values that one world has more often are found on the first quarter of the runs, one of them or of
/// all thresholds is chosen on the second, and held against the second half. Each bound is wrong with
/// probability `2 error` at most.
[[nodiscard]] Found lower_bounds(const Samples& samples, double delta, double error);

/// The epsilon at a delta that a Gaussian trade-off of mu has (Balle and Wang 2018, arXiv 1805.06530).
[[nodiscard]] double gaussian_epsilon(double mu, double delta);

/// Several numbers of each run.
struct Vectors {
    std::size_t width = 1;
    std::vector<double> without; ///< `width` for each run
    std::vector<double> with;
};

/// The linear combination that keeps the worlds furthest apart on the first half of the runs (Fisher 1936);
/// of all runs.
[[nodiscard]] Samples best_linear(const Vectors& vectors);

/// What a mechanism of `rho` zCDP may show at most of a chosen attack: the area under its curve of hits over
/// false alarms, by all (epsilon, delta) that rho implies. 0.5 says nothing.
[[nodiscard]] double most_area(double rho);

/// The area under the curve of hits over false alarms: the chance that a member's score is higher than a
/// stranger's.
[[nodiscard]] double area(std::span<const double> members, std::span<const double> strangers);

} // namespace panoh::release_audit
