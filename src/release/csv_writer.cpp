#include "release/csv_writer.h"

#include <algorithm>
#include <array>

namespace panoh::release {

namespace {

bool could_be_formula(std::string_view cell)
{
    static constexpr std::array<std::string_view, 11> starts = {
        "=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return cell.starts_with(start); });
}

bool needs_quotes(std::string_view cell)
{
    // A byte order mark as the first cell's own text would be taken for the file's.
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.starts_with("\xEF\xBB\xBF");
}

} // namespace

void append_csv_cell(std::string& out, std::string_view cell, FormulaGuard guard)
{
    const std::string_view mark = guard == FormulaGuard::on && could_be_formula(cell) ? "'" : "";
    if (!needs_quotes(cell)) {
        out.append(mark).append(cell);
        return;
    }
    out.append("\"").append(mark);
    for (const char c : cell) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
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

} // namespace panoh::release
