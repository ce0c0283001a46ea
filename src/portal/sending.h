#pragma once

// How public pages are sent: packed where the reader takes it, with a tag, kept for a minute.

#include <string>
#include <string_view>

#include "http/router.h"
#include "portal/frame.h"
#include "portal/shelf.h"

namespace panoh::portal {

/// A minute: what is taken back must be gone soon from what lies in between.
inline constexpr const char* public_keep = "public, max-age=60";

/// 200 with the bytes, or 304 to who has them. Pages are sent with `policy`.
[[nodiscard]] http::Response send_packed(const http::Request& request, const Packed& packed,
                                         const std::string& policy);
/// Search engines find what is real; what is made up stays out of them, as everything else of the server.
[[nodiscard]] http::Response findable(http::Response response, bool fictional);
/// One of the seven that the reader's program asks for.
[[nodiscard]] std::string_view reader_language(const http::Request& request);
[[nodiscard]] http::Response missing(std::string_view language, Shelves of);

} // namespace panoh::portal
