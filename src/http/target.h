#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "http/fields.h"

namespace panoh::http {

/// A request target in its one spelling.
struct Target {
    std::string path; ///< decoded
    Fields queries;   ///< decoded
};

/// Reads an origin-form target (RFC 9112 section 3.2.1). A path that could be spelled in another way is
/// refused, because two readers of one path are how filters are passed by: `..`, `.`, `//`, an encoded slash,
/// backslash, NUL or unreserved character, a bad percent sign, text that is not UTF-8. Errors:
/// "http/target_form", "http/path_invalid", "http/query_invalid", all malformed.
[[nodiscard]] core::Result<Target> parse_target(std::string_view text);

} // namespace panoh::http
