#pragma once

// The people themselves, with what somebody may know of them made so coarse that at least k look the same
// (k-anonymity: Samarati and Sweeney 1998).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "microdata/microdata.h"
#include "privacy/spent.h"

namespace panoh::anonymity {

struct RecodingPlan {
    /// At least so many rows have the same values in all identifying columns: 2 or more.
    std::uint32_t k = 10;
    /// How many neighbouring values of an ordered column become one; 1 leaves them. Columns that are not
    /// named: the widths of 1, 2 and 4 that lose least.
    std::map<std::string, std::size_t> widths = {};
    unsigned threads = 0; ///< 0: one a processor
};

/// What was made of a table.
struct Recoded {
    /// Ordered columns have the joined values ("18 to 20 / 21 to 23"); suppressed cells are missing.
    microdata::Microdata people;
    std::map<std::string, std::size_t> widths;
    std::map<std::string, std::int64_t> suppressed; ///< cells by column
    std::int64_t left_out = 0;                      ///< people who could not be made to look like others
};

/// Joins neighbours of ordered columns, then leaves out single cells: of each row as few as possible, taken
/// so that rows that lack the same cells and agree in the others are k or more. Groups that need fewer cells
/// are made first, and of those the ones that settle most rows.
///
/// Every group of rows that agree in any of the identifying columns, however few or many of them, then has k
/// rows or more, because it is made of such groups. What it does not hide: a value that all k share
/// (homogeneity), what two releases of one table tell together, and all of a person to somebody who knows
/// columns that were not said to identify. Refuses "anonymity/k_too_small",
/// "anonymity/no_identifying_columns", "anonymity/too_many_identifying_columns" (12), "anonymity/not_ordered"
/// (field: the column), "anonymity/width_invalid", "anonymity/too_few_people" (fewer than 2 k).
[[nodiscard]] core::Result<Recoded> recode(const privacy::Sensitive<microdata::Microdata>& people,
                                           const privacy::Exact& exact, const RecodingPlan& plan);

} // namespace panoh::anonymity
