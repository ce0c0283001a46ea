#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/result.h"
#include "core/secret.h"

namespace panoh::crypto {

/// Time-based one-time passwords of RFC 6238: SHA-1, 30 s, six digits (what authenticator programs all
/// speak).
using TotpSecret = core::Secret<20>;

[[nodiscard]] TotpSecret make_totp_secret();
/// otpauth://totp/Panoh:ayana?secret=...&issuer=Panoh
[[nodiscard]] std::string totp_address(const TotpSecret& secret, std::string_view account);
/// RFC 4648 base32, for typing.
[[nodiscard]] std::string totp_text(const TotpSecret& secret);
[[nodiscard]] std::string totp_code(const TotpSecret& secret, core::Instant at);
/// The time step that `code` belongs to, within one step of `at` and later than `last_step` (a code is used
/// once); "crypto/code_wrong" otherwise.
[[nodiscard]] core::Result<std::int64_t> check_totp(const TotpSecret& secret, std::string_view code,
                                                    core::Instant at, std::int64_t last_step);

} // namespace panoh::crypto
