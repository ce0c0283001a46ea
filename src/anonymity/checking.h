#pragma once

// The proof of a release by looking at it: every group, no sampling.

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"

namespace panoh::anonymity {

/// A combination of attributes that too few rows have.
struct Violation {
    std::vector<microdata::Attribute> attributes;
    std::uint32_t count = 0;
};

/// What a check has looked at and found.
struct Checked {
    std::int64_t column_sets = 0;
    std::int64_t groups = 0;
    std::int64_t violations_in_all = 0;
    std::vector<Violation> violations = {}; ///< the first 100
};

/// Looks at every set of 1 to `length` (at most 4) of these columns of a published table and at every group
/// of rows that agree in it, "other" and "missing" among the values: each has k rows or more.
[[nodiscard]] Checked check_groups(const microdata::Microdata& published,
                                   std::span<const microdata::ColumnNumber> columns, std::size_t length,
                                   std::uint32_t k, unsigned threads = 0);

/// Looks at every combination of 1 to `length` attributes in synthetic rows: at least k of the people have
/// it.
[[nodiscard]] Checked check_combinations(const microdata::Microdata& synthetic,
                                         const microdata::Counter& people, std::size_t length,
                                         std::uint32_t k, unsigned threads = 0);

} // namespace panoh::anonymity
