#pragma once

// How wide a text becomes, so that lines are broken where they must be: before anything is drawn.

#include <string>
#include <string_view>

namespace panoh::pictures {

/// The font of what is drawn here; it has every letter of the seven languages.
inline constexpr const char* font = "DejaVu Sans";

/// Of one letter, in thousandths of the size of the font. What is not known counts as wide.
[[nodiscard]] int letter_width(char32_t letter);
/// Of valid UTF-8 in a size, without kerning: that only makes it narrower.
[[nodiscard]] double text_width(std::string_view text, double size);
[[nodiscard]] std::u32string letters_of(std::string_view text);

} // namespace panoh::pictures
