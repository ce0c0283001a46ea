#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace panoh::http {

/// Does Accept-Encoding name the coding, and not with q=0?
[[nodiscard]] bool accepts(std::string_view list, std::string_view coding);

/// Packed as gzip, `strength` 1 to 9. Empty when there is no memory for it: then the body goes as it is.
[[nodiscard]] std::string gzipped(std::string_view text, int strength);

/// Compresses a body that may be (`Response::may_compress`), that is worth it, and that the client takes as
/// gzip. Costs about 0.2 ms for a list of 50 cases, so it belongs on a worker's thread.
void compress(Response& response, std::string_view accept_encoding);

} // namespace panoh::http
