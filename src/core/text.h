#pragma once

#include <string>
#include <string_view>

namespace panoh::core {

/// Well-formed UTF-8 without NUL.
[[nodiscard]] bool is_text(std::string_view text);
/// Without white space (ASCII, no-break and ideographic space) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Unicode default case folding and NFC; the same for every locale.
[[nodiscard]] std::string fold_case(std::string_view text);
/// Number of code points, for limits that people count in letters.
[[nodiscard]] std::size_t letters(std::string_view text);
/// The first letter (grapheme start, one code point), upper case; empty for empty text.
[[nodiscard]] std::string initial(std::string_view text);

} // namespace panoh::core
