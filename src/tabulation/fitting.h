#pragma once

// Tables of largest entropy under given margins.

#include <array>
#include <cstddef>
#include <span>

#include "tabulation/cube.h"

namespace panoh::tabulation {

/// A table of `axes` axes, row by row, the last running fastest, with the margins that lack one axis each.
struct Fitted {
    std::size_t axes = 1;
    std::array<std::size_t, longest> states = {1, 1, 1, 1};
    std::span<float> cells;
    /// margins[j]: the same table summed over axis j.
    std::array<std::span<const float>, longest> margins = {};
};

/// Scales the cells towards the margins, so many times each axis (iterative proportional fitting). Cells are
/// not negative; where they began at 0 they stay.
void fit(const Fitted& table, int rounds);

/// Lowers each cell to the least of the margins it is part of, where fitting has not quite come to an end.
void hold_below(const Fitted& table);

/// Computes the cells of the last state of each axis, "the rest", from the margins and the other cells, and
/// lifts whatever would be negative to a little above nothing.
void fill_rest(const Fitted& table);

} // namespace panoh::tabulation
