#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace panoh::access {

/// `__Host-` cookies need TLS; on plain loopback, where a browser would drop them, they have plain names.
[[nodiscard]] std::string_view session_cookie(const http::Request& request);
[[nodiscard]] std::string_view device_cookie(const http::Request& request);

/// `Set-Cookie` values: HttpOnly, SameSite=Strict, Path=/, Secure on TLS.
[[nodiscard]] std::string set_session(const http::Request& request, std::string_view value);
[[nodiscard]] std::string clear_session(const http::Request& request);
/// The answer to who has left: no cookie of a session, and nothing stored in the browser.
[[nodiscard]] http::Response signed_out(const http::Request& request);
/// Recognises a browser for half a year; opens nothing.
[[nodiscard]] std::string set_device(const http::Request& request, std::string_view value);

} // namespace panoh::access
