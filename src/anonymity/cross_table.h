#pragma once

// A table of two columns in which no small count can be worked out.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "anonymity/suppression.h"
#include "core/json.h"
#include "core/result.h"
#include "microdata/microdata.h"
#include "privacy/spent.h"

namespace panoh::anonymity {

/// Two columns with their values as rows and as columns. Totals are always printed; a count without a number
/// is hidden.
struct CrossTable {
    std::string row_column;
    std::string column_column;
    std::vector<std::string> rows;    ///< values, then "~other" and "~missing" where anybody is there
    std::vector<std::string> columns; ///< the same
    std::vector<std::int64_t> row_totals;
    std::vector<std::int64_t> column_totals;
    std::vector<std::optional<std::int64_t>> counts; ///< row by row
    std::int64_t people = 0;
    bool operator==(const CrossTable&) const = default;
};
PANOH_JSON(CrossTable, row_column, column_column, rows, columns, row_totals, column_totals, counts, people)

/// Values that fewer than `rule.smallest` people have are counted with "~other", the smallest first, until
/// every total has as many. Then small counts are hidden, and as many others as it takes (`CountNetwork`):
/// for each hidden small count a population in which it is not small fits everything that is printed. As
/// totals are never hidden and known to be so, tables that share a column say nothing more together about a
/// count than each alone, except by what no person can be in two of them at once.
///
/// Refuses "anonymity/column_unknown" (field: its name), "anonymity/same_column", "anonymity/too_few_people",
/// "anonymity/cannot_be_protected": then nothing of it may be printed.
[[nodiscard]] core::Result<CrossTable> cross_table(const privacy::Sensitive<microdata::Microdata>& people,
                                                   const privacy::Exact& exact, const std::string& row_column,
                                                   const std::string& column_column, Rule rule);

} // namespace panoh::anonymity
