#pragma once

#include <string>

#include "core/result.h"
#include "http/message.h"

namespace panoh::access {

/// `?limit=` and `?cursor=` of a list: 1 to 200, and the place after which to go on.
struct Page {
    int limit = 200;
    std::string after = {};
};
/// "http/query_invalid" on field limit or cursor.
[[nodiscard]] core::Result<Page> page_of(const http::Request& request);
/// What a client sends back for the next page; opaque.
[[nodiscard]] std::string cursor_for(std::string_view place);

} // namespace panoh::access
