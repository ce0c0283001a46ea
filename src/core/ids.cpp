#include "core/ids.h"

namespace panoh::core {

namespace {
constexpr std::string_view digits = "0123456789abcdef";

int digit_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_dash_place(std::size_t place)
{
    return place == 8 || place == 13 || place == 18 || place == 23;
}
} // namespace

std::string format_uuid(std::span<const std::uint8_t, 16> bytes)
{
    std::string text;
    text.reserve(36);
    for (const auto byte : bytes) {
        if (is_dash_place(text.size())) text += '-';
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::optional<std::array<std::uint8_t, 16>> parse_uuid(std::string_view text)
{
    if (text.size() != 36) return std::nullopt;
    std::array<std::uint8_t, 16> bytes = {};
    std::size_t place = 0;
    for (auto& byte : bytes) {
        if (is_dash_place(place) && text[place++] != '-') return std::nullopt;
        const int high = digit_value(text[place]);
        const int low = digit_value(text[place + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        byte = static_cast<std::uint8_t>(high * 16 + low);
        place += 2;
    }
    return bytes;
}

} // namespace panoh::core
