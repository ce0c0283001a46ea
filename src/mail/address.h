#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace panoh::mail {

/// Whether it is `local@domain` as RFC 5321 has it without quotes, comments and address literals: dots
/// between atoms, at most 64 letters before the `@`, a domain of at least two labels, ASCII only.
[[nodiscard]] bool is_address(std::string_view text);

/// What stands behind the `@`.
[[nodiscard]] std::string_view domain_of(std::string_view address);

/// A person or a body with an address.
struct Mailbox {
    std::string name = {}; ///< may be empty
    std::string address = {};
};

/// Reads `Name <local@domain>` or `local@domain`; "mail/header_invalid" for anything else.
[[nodiscard]] core::Result<Mailbox> parse_mailbox(std::string_view text);

} // namespace panoh::mail
