#include "tables/csv_writer.h"

#include "core/date.h"
#include "tables/number_text.h"

namespace panoh::tables {

namespace {

/// A file is told by its first bytes: what would be taken for a byte order mark, a line about the delimiter,
/// a web page, another document or a ZIP is a cell once it stands in quotes.
bool looks_like_a_file(std::string_view cell)
{
    const std::size_t first = cell.find_first_not_of(" \t");
    return cell.starts_with(csv_opening) || cell.starts_with("sep=") || cell.starts_with("PK") ||
           (first != std::string_view::npos &&
            std::string_view("<%{").find(cell[first]) != std::string_view::npos);
}

bool needs_quotes(std::string_view cell)
{
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || looks_like_a_file(cell);
}

void append_quoted(std::string& out, std::string_view cell)
{
    if (!needs_quotes(cell)) {
        out.append(cell);
        return;
    }
    out.push_back('"');
    for (const char c : cell) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

} // namespace

void append_csv_cell(std::string& out, std::string_view cell, FormulaGuard guard)
{
    if (guard == FormulaGuard::on && guard_matters(cell)) return append_quoted(out, with_guard(cell));
    append_quoted(out, cell);
}

void append_csv_record(std::string& out, std::span<const std::string_view> cells, FormulaGuard guard,
                       std::string_view line_end)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out.push_back(',');
        append_csv_cell(out, cells[i], guard);
    }
    out.append(line_end);
}

void append_csv_row(std::string& out, std::span<const Cell> cells, FormulaGuard guard)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out.push_back(',');
        if (const auto* text = std::get_if<std::string_view>(&cells[i])) append_csv_cell(out, *text, guard);
        if (const auto* whole = std::get_if<std::int64_t>(&cells[i])) out.append(std::to_string(*whole));
        if (const auto* number = std::get_if<double>(&cells[i])) out.append(number_text(*number));
        if (const auto* day = std::get_if<core::Date>(&cells[i])) out.append(core::to_string(*day));
    }
    out.append("\r\n");
}

} // namespace panoh::tables
