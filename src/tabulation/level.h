#pragma once

// One length of combinations: from exact counts to estimates.

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"
#include "privacy/spent.h"
#include "tabulation/cube.h"

namespace panoh::tabulation {

/// The estimates of one length: for each set of columns all cells, the rest of each axis among them, and the
/// standard deviation of each combination of counted values.
struct Level {
    Sets sets;
    std::vector<float> cells;
    std::vector<float> deviations;
};

/// Length 0: the number of people, one cell.
[[nodiscard]] Level people_level(std::vector<std::size_t> counted, float people);

/// Two counted values that no person has together: columns and numbers among their counted values.
struct Never {
    microdata::ColumnNumber column = 0;
    std::size_t value = 0;
    microdata::ColumnNumber other_column = 0;
    std::size_t other_value = 0;
};
[[nodiscard]] std::vector<Never> impossible_pairs(const microdata::Schema& schema,
                                                  const std::vector<std::vector<std::uint8_t>>& counted);

/// What of a length is paid for and how.
struct Measuring {
    privacy::Variance variance;
    std::int64_t squared_sensitivity = 1;
    unsigned threads = 1;
    std::span<const Never> never = {};
};

/// The counts of all combinations of counted values of the columns' sets, those that nobody has among them,
/// set by set. `found` has those that somebody has; its attributes are numbered column by column.
[[nodiscard]] std::vector<std::uint32_t> spread_out(const Sets& sets, const microdata::Combinations& found,
                                                    std::span<const microdata::Attribute> attributes);

/// Measures the counts of one length and fits them to the length before.
[[nodiscard]] Level next_level(const Level& before, Sets sets, std::span<const std::uint32_t> counts,
                               privacy::Spent& spent, const Measuring& measuring);

} // namespace panoh::tabulation
