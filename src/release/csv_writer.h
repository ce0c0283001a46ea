#pragma once

#include <span>
#include <string>
#include <string_view>

namespace panoh::release {

/// Whether cells that a spreadsheet would run as a formula get an apostrophe before them.
enum class FormulaGuard {
    /// The default for everything people open: a cell that starts with = + - @, a tab, a line break or a
    /// full-width form of
    /// those signs could otherwise run when the file is opened.
    on,
    /// Cells as they are. For giving back a source table without a difference, where "-99" must stay "-99":
    /// such cells
    /// were each checked against a closed list of values before they were stored, so no formula can be among
    /// them.
    off,
};

/// Appends one cell, quoted where RFC 4180 or a reader's guess needs it.
void append_csv_cell(std::string& out, std::string_view cell, FormulaGuard guard);
/// Appends a record and its line break.
void append_csv_record(std::string& out, std::span<const std::string_view> cells, FormulaGuard guard,
                       std::string_view line_end = "\r\n");

} // namespace panoh::release
