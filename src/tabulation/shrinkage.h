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
/// Counts of about the same expectation are taken as drawn around it with one variance, which is estimated
/// from how far the measurements lie from it, less the noise; it rises with the expectation (isotonic
/// regression, pool adjacent violators: Ayer et al. 1955) and is at least the expectation itself, as for a
/// Poisson count.
void shrink(std::span<float> expected, std::span<const std::int64_t> measured, double noise_variance,
            std::span<float> deviations);

/// The isotonic regression of values with weights: rising, nearest in weighted squares.
[[nodiscard]] std::vector<double> rising(std::span<const double> values, std::span<const double> weights);

} // namespace panoh::tabulation
