#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace panoh::http {

/// What a response is, for the headers a browser enforces.
enum class Content {
    api,  ///< data: nothing may be loaded from it, nothing is kept
    page, ///< a document of the staff app: scripts of this origin and the listed inline ones
    part, ///< what such a document loads; only documents enforce the rest, and on a slow line each byte
          ///< counts
};

/// The policy of pages; `script_hashes` are the sources of inline scripts: "'sha256-...' 'sha256-...'", or
/// empty.
[[nodiscard]] std::string page_policy(std::string_view script_hashes);

/// Header lines with the security headers that the response has not set itself. `policy` is the
/// Content-Security-Policy of pages.
[[nodiscard]] std::string security_lines(const Response& response, Content content, bool secure,
                                         std::string_view policy);

} // namespace panoh::http
