#include "http/head.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace panoh::http {

namespace {

/// Fields of which a second copy would leave open which one counts.
constexpr std::array<std::string_view, 12> single = {
    "host",   "content-length", "transfer-encoding", "content-type", "content-encoding",
    "cookie", "if-match",       "if-none-match",     "origin",       "idempotency-key",
    "expect", "sec-fetch-site"};

std::optional<Refusal> check_framing(const Head& head)
{
    const bool has_length = count_of(head.fields, "content-length") != 0;
    if (head.chunked()) {
        if (has_length || head.version < 11) return Refusal{400, "http/framing"};
        if (!same_word(value_of(head.fields, "transfer-encoding"), "chunked"))
            return Refusal{501, "http/transfer_encoding"};
    }
    if (has_length && !head.length()) return Refusal{400, "http/framing"};
    return std::nullopt;
}

} // namespace

std::optional<std::uint64_t> Head::length() const
{
    const auto text = value_of(fields, "content-length");
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return length;
}

bool Head::keep_alive() const
{
    // HTTP/1.0 clients are answered, but always one request a connection.
    return version == 11 && !list_has(value_of(fields, "connection"), "close");
}

std::optional<Refusal> check_lines(std::string_view text, std::size_t offset)
{
    for (std::size_t at = offset; at < text.size(); ++at) {
        const auto letter = static_cast<unsigned char>(text[at]);
        if (letter == '\n') {
            if (at == 0 || text[at - 1] != '\r') return Refusal{400, "http/bare_line_feed"};
        } else if (at > 0 && text[at - 1] == '\r') {
            return Refusal{400, "http/malformed"};
        } else if ((letter == ' ' || letter == '\t') && at > 0 && text[at - 1] == '\n') {
            return Refusal{400, "http/folded_field"};
        } else if ((letter < 0x20 && letter != '\t' && letter != '\r') || letter == 0x7f ||
                   (letter == '\r' && at == 0)) {
            return Refusal{400, "http/malformed"};
        }
    }
    return std::nullopt;
}

std::optional<Refusal> check_head(const Head& head, const Limits& limits)
{
    if (head.fields.size() > limits.header_fields) return Refusal{431, "http/header_too_large"};
    for (const auto name : single)
        if (count_of(head.fields, name) > 1) return Refusal{400, "http/repeated_field"};
    if (count_of(head.fields, "host") == 0) return Refusal{400, "http/host_missing"};
    if (auto refusal = check_framing(head)) return refusal;
    const auto encoding = value_of(head.fields, "content-encoding");
    if (!encoding.empty() && !same_word(encoding, "identity"))
        return Refusal{415, "http/content_encoding", "Content-Encoding"};
    if (head.expects_continue() && !same_word(value_of(head.fields, "expect"), "100-continue"))
        return Refusal{417, "http/expectation", "Expect"};
    return std::nullopt;
}

} // namespace panoh::http
