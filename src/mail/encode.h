#pragma once

#include <string>
#include <string_view>

namespace panoh::mail {

/// RFC 2045 section 6.7: lines of at most 76 letters, breaks of lines as CRLF; every `=` is written `=3D`,
/// so that no line of it can be a boundary that has one.
[[nodiscard]] std::string quoted_printable(std::string_view text);
/// RFC 2045 section 6.8: lines of 76 letters, CRLF behind each.
[[nodiscard]] std::string base64_lines(std::string_view text);
/// Whether quoted-printable is the shorter of the two for this text.
[[nodiscard]] bool prefers_quoted_printable(std::string_view text);
/// RFC 2047: encoded words of at most 75 letters, none of which cuts a letter in two, each after the first on
/// a line of its own; the first is short enough for a name of a header before it.
[[nodiscard]] std::string encoded_words(std::string_view text);

} // namespace panoh::mail
