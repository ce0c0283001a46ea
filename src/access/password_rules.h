#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace panoh::access {

/// 12 to 128 letters of any kind, not one of the passwords everybody tries, and not made of the words of
/// `context` (the person's names, the organisation). No rules on kinds of letters: they make passwords worse
/// (NIST SP 800-63B). "access/password_too_short", "access/password_too_long", "access/password_common"; the
/// field is `field`.
[[nodiscard]] core::Done check_password(std::string_view password, std::span<const std::string> context,
                                        std::string_view field = "password");

} // namespace panoh::access
