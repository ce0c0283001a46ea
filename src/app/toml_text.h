#pragma once

#include <optional>
#include <string_view>

namespace panoh::app {

/// The line, from 1, of the first letter beyond ASCII that stands outside quotes and comments, where TOML 1.0
/// has no place for one, or first behind a backslash. The library that reads TOML takes some of them for
/// granted not to come, and what it then does nobody can say.
[[nodiscard]] std::optional<int> letter_outside_quotes(std::string_view text);

} // namespace panoh::app
