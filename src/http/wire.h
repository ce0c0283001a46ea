#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "http/message.h"

namespace panoh::http {

/// How a response is framed.
struct Framing {
    bool keep_alive = true;
    bool chunked = false; ///< streamed, length unknown
};

/// Status line and header lines with their empty line; `more` are lines to put among them. Sets Date,
/// Content-Type, Content-Length or Transfer-Encoding, Connection. A header with a line break in it is left
/// out: it would start a header of somebody else's making.
[[nodiscard]] std::string head_text(const Response& response, const Framing& framing, std::string_view more);
/// May a response with this status have a body (RFC 9110 section 6.4.1)?
[[nodiscard]] bool has_body(int status);
/// One chunk; empty text gives empty text, because an empty chunk would end the body.
[[nodiscard]] std::string chunk(std::string_view text);
constexpr std::string_view last_chunk = "0\r\n\r\n";
constexpr std::string_view continue_text = "HTTP/1.1 100 Continue\r\n\r\n";
/// "Mon, 23 Nov 2026 18:04:05 GMT"
[[nodiscard]] std::string http_date(std::time_t time);

} // namespace panoh::http
