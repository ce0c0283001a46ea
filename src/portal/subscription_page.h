#pragma once

// Pages for who wants the bulletin by e-mail: asking, confirming, leaving. A button that posts, because
// programs follow every link of a letter.

#include <string>
#include <string_view>

namespace panoh::portal {

/// `fault`: "invalid" or "often", shown at the field; empty for none.
[[nodiscard]] std::string subscribe_page(std::string_view language, bool is_open,
                                         std::string_view fault = {});
/// A title and a sentence, with a button for "confirm" and "leave"; without one "asked", "confirmed", "left",
/// "link_old".
[[nodiscard]] std::string told_page(std::string_view language, std::string_view about);

} // namespace panoh::portal
