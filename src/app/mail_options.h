#pragma once

#include <optional>

#include "app/config.h"
#include "bulletin/post.h"

namespace panoh::app {

/// How letters leave the node, from its settings; nothing where no mail server is set.
/// "config/unreadable" on mail.password_file.
[[nodiscard]] core::Result<std::optional<bulletin::PostOptions>> mail_options(const Config& config);

} // namespace panoh::app
