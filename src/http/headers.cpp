#include "http/headers.h"

#include <algorithm>
#include <array>
#include <span>

namespace panoh::http {

namespace {

using Header = std::pair<std::string_view, std::string_view>;

constexpr std::array<Header, 2> always = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};
constexpr std::array<Header, 4> unless_part = {{
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"X-Robots-Tag", "noindex, nofollow"},
}};
constexpr std::array<Header, 3> of_pages = {{
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
     "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
     "picture-in-picture=(), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), "
     "xr-spatial-tracking=()"},
    {"X-DNS-Prefetch-Control", "off"},
}};
constexpr std::string_view api_policy =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

void add_missing(std::string& lines, const Response& response, std::string_view name, std::string_view value)
{
    const bool has = std::any_of(response.headers.begin(), response.headers.end(),
                                 [&](const auto& header) { return same_word(header.first, name); });
    if (has) return;
    lines += name;
    lines += ": ";
    lines += value;
    lines += "\r\n";
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

std::string security_lines(const Response& response, Content content, bool secure, std::string_view policy)
{
    std::string lines;
    lines.reserve(1400 + policy.size());
    const auto add_all = [&](std::span<const Header> headers) {
        for (const auto& [name, value] : headers)
            add_missing(lines, response, name, value);
    };
    if (content != Content::part)
        add_missing(lines, response, "Content-Security-Policy",
                    content == Content::api ? api_policy : policy);
    add_missing(lines, response, "Cache-Control", content == Content::api ? "no-store" : "no-cache");
    add_all(always);
    if (content != Content::part) add_all(unless_part);
    if (content == Content::page) add_all(of_pages);
    if (secure) add_missing(lines, response, "Strict-Transport-Security", "max-age=31536000");
    return lines;
}

} // namespace panoh::http
