#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/fields.h"
#include "http/limits.h"

namespace panoh::http {

/// Why a request is not even looked at. The connection ends after the answer.
struct Refusal {
    int status = 400;
    std::string_view code = "http/malformed";
    std::string_view field = {}; ///< the header it is about, where there is one
};

/// Request line and fields as the parser found them.
struct Head {
    std::string method;
    std::string target;
    int version = 11; ///< 10 or 11
    Fields fields;    ///< names in lower case

    [[nodiscard]] bool chunked() const { return count_of(fields, "transfer-encoding") != 0; }
    /// Declared length of the body; nothing when chunked or none.
    [[nodiscard]] std::optional<std::uint64_t> length() const;
    [[nodiscard]] bool has_body() const { return chunked() || length().value_or(0) > 0; }
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool expects_continue() const { return count_of(fields, "expect") != 0; }
};

/// Is the text so far the beginning of clean header lines? Bare LF or CR, control characters, an empty first
/// line and obs-fold are found here, before the parser, which is kind to some of them. Offset: what was
/// looked at before.
[[nodiscard]] std::optional<Refusal> check_lines(std::string_view text, std::size_t offset);

/// What RFC 9112 leaves to the server and smuggling lives from: Host, Content-Length and Transfer-Encoding
/// exactly once and never together, no second copy of a field that decides something, no encoded bodies.
[[nodiscard]] std::optional<Refusal> check_head(const Head& head, const Limits& limits);

} // namespace panoh::http
