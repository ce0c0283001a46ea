#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tables/cell.h"

namespace panoh::tables {

/// Whether cells that a spreadsheet would run as a formula get an apostrophe.
enum class FormulaGuard {
    /// The default for everything people open. An apostrophe goes before every = + - @ (full-width forms too)
    /// that stands where a cell may begin: at the start of the text, or after a comma, a semicolon, a tab or
    /// a
    /// line break in it, because an Excel that expects another delimiter than ours cuts there; quotes and
    /// apostrophes in between do not matter. A text that starts with a tab or a line break gets one too.
    on,
    /// Cells as they are. For giving back a source table without a difference, where "-99" must stay "-99":
    /// such cells were each checked against a closed list of values before they were stored, so no formula
    /// can be among them.
    off,
};

/// What opens a CSV file, so that Excel takes it for UTF-8.
constexpr std::string_view csv_opening = "\xEF\xBB\xBF";

/// Appends one cell, quoted where RFC 4180 or a reader's guess needs it.
void append_csv_cell(std::string& out, std::string_view cell, FormulaGuard guard);
/// Appends a record and its line break.
void append_csv_record(std::string& out, std::span<const std::string_view> cells, FormulaGuard guard,
                       std::string_view line_end = "\r\n");
/// Appends a record of typed cells. Only texts are guarded: -12.5 as a number stays -12.5.
void append_csv_row(std::string& out, std::span<const Cell> cells, FormulaGuard guard = FormulaGuard::on);

/// The cell with its guard, and a guarded cell without: `without_guard(with_guard(text)) == text` for every
/// text. Only for tables that Panoh wrote with the guard on: in another's, "'=" may be what was meant.
[[nodiscard]] std::string with_guard(std::string_view cell);
[[nodiscard]] std::string without_guard(std::string_view cell);
/// Whether either of the two would change anything.
[[nodiscard]] bool guard_matters(std::string_view cell);

} // namespace panoh::tables
