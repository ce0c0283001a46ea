#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "mail/address.h"

namespace panoh::mail {

/// One letter to one address.
struct Letter {
    Mailbox from = {};
    std::string to = {};
    std::string subject = {};
    std::string text = {};       ///< plain, in UTF-8
    std::string html = {};       ///< empty: the plain text alone
    std::string message_id = {}; ///< without its angle brackets: "left@host.example"
    core::Instant at = {};
    /// Further ones: names of letters, digits and dashes, values in printable ASCII. Not those that the
    /// members above make.
    std::vector<std::pair<std::string, std::string>> headers = {};
};

/// The bytes that go over the line: RFC 5322 and MIME, CRLF, lines of at most 998 letters. In any field that
/// becomes a header a break of lines or another control character is "mail/header_invalid"; a body that is no
/// text, or over 4 MiB, is "mail/text_invalid".
[[nodiscard]] core::Result<std::string> write_letter(const Letter& letter);

} // namespace panoh::mail
