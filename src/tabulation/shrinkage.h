#pragma once

// Between what was expected and what was measured.

#include <cstdint>
#include <span>
#include <vector>

namespace panoh::tabulation {

/// Estimates of counts that were expected to be `expected` (not negative) and measured as `measured` with
/// noise of that variance. Writes the estimate, not negative, over `expected`, and its standard deviation
/// into `deviations`.
///
/// Counts of about the same expectation are taken as drawn around it from a mixture of normal distributions
/// of many widths, whose shares are learnt from all of them together (empirical Bayes with a mixture:
/// Stephens 2017, "False discovery rates: a new deal"). So most are drawn far towards what was expected, when
/// expectations are good, and the few that are truly far off stay where they were measured. No width is below
/// that of chance alone (Poisson). The estimate is the mean of what is then known of the count, and the
/// deviation its width.
void shrink(std::span<float> expected, std::span<const std::int64_t> measured, double noise_variance,
            std::span<float> deviations, unsigned threads = 1);

/// Shares of normal distributions of mean 0 and these variances, each plus the variance of the noise, under
/// which the values are most likely (expectation maximisation, a fixed number of rounds).
[[nodiscard]] std::vector<double>
most_likely_shares(std::span<const double> values, std::span<const double> variances, double noise_variance);

} // namespace panoh::tabulation
