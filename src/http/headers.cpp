#include "http/headers.h"

#include <algorithm>
#include <array>

namespace panoh::http {

namespace {

using Header = std::pair<std::string_view, std::string_view>;

constexpr std::array<Header, 9> always = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
     "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
     "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), "
     "xr-spatial-tracking=()"},
    {"X-Frame-Options", "DENY"},
    {"X-Robots-Tag", "noindex, nofollow"},
    {"X-DNS-Prefetch-Control", "off"},
}};
constexpr std::string_view api_policy =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

void add_missing(Response& response, std::string_view name, std::string_view value)
{
    const bool has = std::any_of(response.headers.begin(), response.headers.end(),
                                 [&](const auto& header) { return same_word(header.first, name); });
    if (!has) response.headers.emplace_back(name, value);
}

} // namespace

std::string page_policy(std::string_view script_hashes)
{
    std::string policy = "default-src 'none'; script-src 'self'";
    if (!script_hashes.empty()) policy += ' ' + std::string(script_hashes);
    return policy + "; style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; "
                    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html";
}

void add_security_headers(Response& response, Content content, bool secure, const std::string& policy)
{
    response.headers.reserve(response.headers.size() + always.size() + 3);
    add_missing(response, "Content-Security-Policy",
                content == Content::api ? api_policy : std::string_view(policy));
    add_missing(response, "Cache-Control", content == Content::api ? "no-store" : "no-cache");
    for (const auto& [name, value] : always)
        add_missing(response, name, value);
    if (secure) add_missing(response, "Strict-Transport-Security", "max-age=31536000");
}

} // namespace panoh::http
