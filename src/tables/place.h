#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace panoh::tables {

/// "A" for 0, "Z" for 25, "AA" for 26: how a spreadsheet heads its columns.
[[nodiscard]] std::string column_letters(std::size_t column);

/// A cell; the row counted from 1 as people see it, the column from 0.
struct CellPlace {
    std::int64_t row = 1;
    std::size_t column = 0;
    bool operator==(const CellPlace&) const = default;
};
/// "B12".
[[nodiscard]] std::string to_string(const CellPlace& place);
/// Reads "B12"; nothing for what is none, or beyond XFD1048576.
[[nodiscard]] std::optional<CellPlace> parse_cell_place(std::string_view text);

} // namespace panoh::tables
