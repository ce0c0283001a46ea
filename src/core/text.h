#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace panoh::core {

/// Well-formed UTF-8 without NUL.
[[nodiscard]] bool is_text(std::string_view text);
/// Without white space (ASCII, no-break and ideographic space) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Nothing to see: empty, or only white space and characters without width, of any script.
[[nodiscard]] bool is_blank(std::string_view text);
/// One line as people type it: no control character, no break of lines, and none of the characters that turn
/// the direction of what follows (U+202A to U+202E, U+2066 to U+2069), which make a name look like another.
[[nodiscard]] bool is_line(std::string_view text);
/// The words of a text, split at white space and dashes of any script; characters without width are left out.
[[nodiscard]] std::vector<std::string> words(std::string_view text);
/// Unicode default case folding and NFC; the same for every locale.
[[nodiscard]] std::string fold_case(std::string_view text);
/// Number of code points, for limits that people count in letters.
[[nodiscard]] std::size_t letters(std::string_view text);
/// The first letter (grapheme start, one code point), upper case; empty for empty text.
[[nodiscard]] std::string initial(std::string_view text);

} // namespace panoh::core
