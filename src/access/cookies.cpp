#include "access/cookies.h"

namespace panoh::access {

namespace {

constexpr std::string_view device_lasts = "15552000"; // seconds: 180 days

std::string cookie(const http::Request& request, std::string_view name, std::string_view value,
                   std::string_view age)
{
    std::string text(name);
    text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict");
    if (request.secure) text.append("; Secure");
    if (!age.empty()) text.append("; Max-Age=").append(age);
    return text;
}

} // namespace

std::string_view session_cookie(const http::Request& request)
{
    return request.secure ? "__Host-s" : "panoh-s";
}

std::string_view device_cookie(const http::Request& request)
{
    return request.secure ? "__Host-d" : "panoh-d";
}

std::string set_session(const http::Request& request, std::string_view value)
{
    // No Max-Age: it ends with the browser, or earlier by the server's clock.
    return cookie(request, session_cookie(request), value, "");
}

std::string clear_session(const http::Request& request)
{
    return cookie(request, session_cookie(request), "", "0");
}

http::Response signed_out(const http::Request& request)
{
    // Not "cookies": the browser stays known, so that nobody can lock its owner out.
    return http::no_content()
        .with("Set-Cookie", clear_session(request))
        .with("Clear-Site-Data", "\"storage\"");
}

std::string set_device(const http::Request& request, std::string_view value)
{
    return cookie(request, device_cookie(request), value, device_lasts);
}

} // namespace panoh::access
