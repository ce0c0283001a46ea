#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace panoh::crypto {

/// Hexadecimal text in the source as bytes, for known answers: `known_bytes("0102")`. Anything else does not
/// compile.
template <std::size_t N>
[[nodiscard]] consteval std::array<std::uint8_t, (N - 1) / 2> known_bytes(const char (&hex)[N])
{
    static_assert(N % 2 == 1);
    const auto digit = [](char c) -> unsigned {
        if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
        if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
        throw "not a hexadecimal digit";
    };
    std::array<std::uint8_t, (N - 1) / 2> bytes = {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>((digit(hex[2 * i]) << 4U) | digit(hex[2 * i + 1]));
    return bytes;
}

} // namespace panoh::crypto
