#pragma once

// Pages for who wants the bulletin by e-mail: asking, confirming, leaving. A button that posts, because
// programs follow every link of a letter.

#include <string>
#include <string_view>

namespace panoh::portal {

/// `fault`: the word of a sentence to show at the field, "subscribe_invalid"; empty for none.
[[nodiscard]] std::string subscribe_page(std::string_view language, bool is_open,
                                         std::string_view fault = {});
/// A title, a sentence and one button: `about` is "confirm" or "leave".
[[nodiscard]] std::string button_page(std::string_view language, std::string_view about);
/// A title and a sentence: "asked", "confirmed", "left", "link_old".
[[nodiscard]] std::string told_page(std::string_view language, std::string_view about);

} // namespace panoh::portal
