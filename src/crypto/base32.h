#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"

namespace panoh::crypto {

/// RFC 4648 section 6: for authenticator programs.
inline constexpr std::string_view rfc_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Crockford's: no I, L, O, U, so that people copy it without mistakes.
inline constexpr std::string_view crockford_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Five bits a character, most significant first, no `=` at the end. `alphabet` has 32 characters.
[[nodiscard]] inline std::string base32(core::ByteView bytes, std::string_view alphabet)
{
    std::string text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    unsigned held = 0;
    unsigned bits = 0;
    for (const auto byte : bytes) {
        held = (held << 8U) | byte;
        for (bits += 8; bits >= 5; bits -= 5)
            text += alphabet[(held >> (bits - 5)) & 31U];
        held &= (1U << bits) - 1U;
    }
    if (bits > 0) text += alphabet[(held << (5 - bits)) & 31U];
    return text;
}

} // namespace panoh::crypto
