#pragma once

// What a person sees of a sheet before anything is read as cases.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "tables/table.h"

namespace panoh::records {

/// A value of a column and in how many cells it stands.
struct ValueCount {
    std::string value = {};
    std::int64_t count = 0;
};
PANOH_JSON(ValueCount, value, count)

struct ColumnSummary {
    std::string heading = {};
    std::int64_t filled = 0;               ///< cells with text
    std::vector<std::string> samples = {}; ///< the first that differ, at most three, cut to 120 letters
    /// Each value once, whatever its case, most frequent first; nothing when there are more than 60 or one is
    /// longer than 120 letters.
    std::optional<std::vector<ValueCount>> values = {};
    /// The same of the parts of cells ("a; b"); nothing where no cell has two.
    std::optional<std::vector<ValueCount>> parts = {};
};
PANOH_JSON(ColumnSummary, heading, filled, samples, values, parts)

struct SheetSummary {
    std::int64_t lines = 0; ///< below the headings
    std::vector<ColumnSummary> columns = {};
    std::int64_t without_result = 0; ///< formulas that the file has no result of
};
PANOH_JSON(SheetSummary, lines, columns, without_result)

/// Reads the sheet to its end. "records/empty", "records/too_many_columns" (more than 500 headings), refusals
/// of `Table::each_row`.
[[nodiscard]] core::Result<SheetSummary> summary_of(const tables::Table& table, std::size_t sheet);

} // namespace panoh::records
