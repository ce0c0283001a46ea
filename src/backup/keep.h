#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace panoh::backup {

/// "panoh-20261126T054430Z.age": when it was made, and nothing else.
[[nodiscard]] std::string file_name(core::Instant made_at);
/// When a file of such a name was made.
[[nodiscard]] std::optional<core::Instant> made_at(std::string_view file_name);

/// Takes away backups of this folder that are older than so many days, by their names; other files stay.
/// Only after a newer one is whole. How many.
int drop_old(const std::string& folder, core::Instant now, int keep_days);
/// Takes away unfinished ones that nobody writes any more.
void drop_leftovers(const std::string& folder);

} // namespace panoh::backup
