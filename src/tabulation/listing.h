#pragma once

// Which of the estimates are worth listing.

#include <cstdint>
#include <vector>

#include "tabulation/level.h"
#include "tabulation/tabulation.h"

namespace panoh::tabulation {

struct Listing {
    Estimates estimates;
    std::vector<bool> listed; ///< for each combination of counted values of the level
};

/// `shorter`: what was listed of the length before, whose sets are `before`; of length 0 the one there is.
/// `numbers`: the attribute number of each counted value of each column. The rest is as `Plan` says.
[[nodiscard]] Listing list_likely(const Level& level, const Sets& before, const std::vector<bool>& shorter,
                                  const std::vector<std::vector<std::uint16_t>>& numbers,
                                  std::uint32_t at_least, int fabricated_thousandths);

/// The chance that a count is 0 of which that mean and deviation are known: as of a Poisson count, or a wider
/// one (negative binomial).
[[nodiscard]] double chance_of_nobody(double mean, double deviation);

} // namespace panoh::tabulation
