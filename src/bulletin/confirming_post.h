#pragma once

#include <stop_token>

#include "bulletin/post.h"

namespace panoh::bulletin {

/// Sends the confirming letters that are due, over one connection, and forgets addresses that nobody
/// confirmed. Returns after how many milliseconds to look again. A link is made when its letter is sent and
/// kept nowhere else: a letter that was under way when the node was killed is made once more, with another
/// link.
[[nodiscard]] std::int64_t send_confirming(const PostNeeds& needs, const std::stop_token& stop);

} // namespace panoh::bulletin
