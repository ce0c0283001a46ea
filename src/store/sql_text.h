#pragma once

// One SQL text for two engines: type macros, placeholders, several statements in one text. Quoted text,
// quoted names and comments are left alone.

#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace panoh::store {

/// Replaces {{int}} {{real}} {{blob}} {{text}} {{strict}} by the engine's words. Throws std::logic_error for
/// any other macro.
[[nodiscard]] std::string expand_macros(std::string_view sql, Engine engine);
/// `?` becomes `$1`, `$2`, ... in order.
[[nodiscard]] std::string number_placeholders(std::string_view sql);
/// The statements of a text separated by `;`, trimmed, empty ones left out. Knows no BEGIN ... END of
/// triggers.
[[nodiscard]] std::vector<std::string> split_statements(std::string_view sql);

} // namespace panoh::store
