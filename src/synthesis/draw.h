#pragma once

// Rows out of a distribution, with as little chance as can be.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "privacy/noise.h"
#include "synthesis/calibration.h"

namespace panoh::synthesis {

/// `rows` rows of a calibrated distribution, one list of states a column. Each row by itself is an exact
/// draw; all together are spread evenly: clique by clique, in each state of its separator, every combination
/// comes as often as expected, rounded up or down, and rows that are alike so far get combinations that are
/// far apart.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> draw_rows(const Calibration& calibration,
                                                               std::size_t rows, privacy::RandomBits& bits);

} // namespace panoh::synthesis
