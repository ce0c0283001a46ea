#pragma once

// How closely columns hang together, two at a time.

#include <cstdint>
#include <span>
#include <vector>

#include "core/json.h"
#include "microdata/counter.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

/// Cramer's V of each two columns, corrected for the bias of large tables with few people (Bergsma 2013, "A
/// bias-correction for Cramer's V and Tschuprow's T"): 0 where one column tells nothing of the other, 1 where
/// it tells all. In thousandths' steps. For each column those with the columns before it.
struct Association {
    std::vector<std::vector<double>> below = {};
    bool operator==(const Association&) const = default;
};
PANOH_JSON(Association, below)

/// V of one table of `rows` by `columns` counts, row by row; 0 where either has only one value that is there.
[[nodiscard]] double cramers_v(std::span<const double> counts, std::size_t rows, std::size_t columns);

/// Of rows, over all states, "other" and "missing" among them.
[[nodiscard]] Association association_of(const microdata::Counter& rows);
/// Of published tables with combinations of two: over counted values and one state more for all the rest,
/// which is what the tables leave of the number of people. Empty where there are no combinations of two.
[[nodiscard]] Association association_of(const microdata::Schema& schema, const tabulation::Tables& tables);

} // namespace panoh::release
