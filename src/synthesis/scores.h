#pragma once

// How wrong a model is about each table, in whole numbers whose sensitivity is known exactly.

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"
#include "synthesis/shape.h"

namespace panoh::synthesis {

/// A distance of 1 person is `score_grid` in scores of weight 1.
constexpr std::int64_t score_grid = 16;

/// weight * sum over cells of |score_grid * count - expected|, where `expected` are whole numbers that do not
/// depend on the table: adding or removing a person moves one count by 1, so the score by exactly
/// weight * score_grid.
[[nodiscard]] std::int64_t distance(std::span<const std::uint32_t> counts,
                                    std::span<const std::int32_t> expected, std::int64_t weight);
/// Expected counts on the grid.
[[nodiscard]] std::vector<std::int32_t> on_grid(std::span<const double> expected);
[[nodiscard]] std::vector<std::int32_t> on_grid(std::span<const std::uint32_t> counts, double scale);

} // namespace panoh::synthesis
