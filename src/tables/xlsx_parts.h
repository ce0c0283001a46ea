#pragma once

// The fixed parts of an XLSX that `XlsxWriter` makes.

#include <span>
#include <string>
#include <string_view>

namespace panoh::tables {

struct About;

/// Numbers of cell formats in `styles_part`.
enum class Style { plain = 0, heading = 1, date = 2, text = 3 };

/// Days as 2026-11-23 everywhere; texts in the format "text", so that a "007" or "=1" that somebody edits
/// stays one.
[[nodiscard]] std::string_view styles_part();
[[nodiscard]] std::string content_types_part(std::size_t sheets);
[[nodiscard]] std::string root_relations_part();
[[nodiscard]] std::string workbook_relations_part(std::size_t sheets);
[[nodiscard]] std::string workbook_part(std::span<const std::string> names);
[[nodiscard]] std::string properties_part(const About& about);
/// The foot of printed pages: the text on the left, page numbers on the right.
[[nodiscard]] std::string page_foot(std::string_view text);

} // namespace panoh::tables
