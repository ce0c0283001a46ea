#pragma once

#include <optional>
#include <string>

namespace panoh::app {

/// All bytes of a file of the machine's owner; nothing when it is not there, or is none.
[[nodiscard]] std::optional<std::string> read_whole(const std::string& path);

} // namespace panoh::app
