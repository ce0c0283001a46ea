#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace panoh::app {

/// A file of settings with each byte beyond ASCII, and each `~`, as `~` and two hexadecimal digits: the
/// library that reads TOML then never sees a letter it takes for granted not to come, wherever the file has
/// it. Fails with "config/unreadable" and the line, from 1, that is not UTF-8, has a NUL or has `~` as an
/// escape (`\u007E`), which could not be told from one of ours afterwards.
[[nodiscard]] core::Result<std::string> in_ascii(std::string_view toml);

/// A key or a text that was read out of such a file, as it was meant.
[[nodiscard]] std::string from_ascii(std::string_view read);

} // namespace panoh::app
