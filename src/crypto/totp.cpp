#include "crypto/totp.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <liboath/oath.h>

#include "crypto/base32.h"
#include "crypto/crypto.h"

namespace panoh::crypto {

namespace {

constexpr std::int64_t step_seconds = 30;
constexpr unsigned digits = 6;

std::string code_of_step(const TotpSecret& secret, std::int64_t step)
{
    std::array<char, digits + 1> code = {};
    if (oath_totp_generate(reinterpret_cast<const char*>(secret.reveal().data()), secret.reveal().size(),
                           static_cast<time_t>(step * step_seconds), step_seconds, 0, digits,
                           code.data()) != OATH_OK)
        throw std::runtime_error("liboath cannot compute a code");
    return {code.data(), digits};
}

std::int64_t step_of(core::Instant at)
{
    return at.milliseconds / core::second_ms / step_seconds;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const auto byte : core::as_bytes(text)) {
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' || byte == '_' ||
                           byte == '~';
        if (plain)
            out += static_cast<char>(byte);
        else
            out.append({'%', hex[byte >> 4U], hex[byte & 15U]});
    }
    return out;
}

} // namespace

TotpSecret make_totp_secret()
{
    TotpSecret secret;
    fill_random(secret.fill());
    return secret;
}

std::string totp_address(const TotpSecret& secret, std::string_view account)
{
    return "otpauth://totp/Panoh:" + percent_encoded(account) + "?secret=" + totp_text(secret) +
           "&issuer=Panoh";
}

std::string totp_text(const TotpSecret& secret)
{
    return base32(secret.reveal(), rfc_alphabet);
}

std::string totp_code(const TotpSecret& secret, core::Instant at)
{
    return code_of_step(secret, step_of(at));
}

core::Result<std::int64_t> check_totp(const TotpSecret& secret, std::string_view code, core::Instant at,
                                      std::int64_t last_step)
{
    const auto now = step_of(at);
    std::int64_t found = -1;
    // Every step is computed and compared whatever the others gave, so that time tells nothing.
    for (auto step = std::max<std::int64_t>(now - 1, 0); step <= now + 1; ++step)
        if (equal(core::as_bytes(code_of_step(secret, step)), core::as_bytes(code)) && step > last_step)
            found = step;
    if (found < 0) return core::fail(core::ErrorKind::unauthenticated, "crypto/code_wrong");
    return found;
}

} // namespace panoh::crypto
