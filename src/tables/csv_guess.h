#pragma once

#include <string_view>

#include "tables/csv_reader.h"

namespace panoh::tables {

/// Comma, semicolon (Excel where the comma is for decimals: all of our region) or tab: the one that cuts the
/// first rows into the same number of cells, more than one. A comma when none does.
[[nodiscard]] char guess_delimiter(std::string_view text, const CsvLimits& limits);

/// "sep=;" in the first line tells Excel the delimiter and is no row: what it says, and how long the line is.
struct SeparatorLine {
    char delimiter = 0; ///< 0 when there is none
    std::size_t size = 0;
};
[[nodiscard]] SeparatorLine separator_line(std::string_view text);

} // namespace panoh::tables
