#include <algorithm>
#include <cstdint>

#include "portal/chart.h"

namespace panoh::portal {
namespace {

/// The first sign of a text and how many bytes it has; what is no UTF-8 is one byte.
std::pair<char32_t, std::size_t> first_sign(std::string_view text)
{
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned first = byte(0);
    const std::size_t size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    if (size == 1 || size > text.size()) return {first, 1};
    char32_t sign = first & (0xffU >> (size + 1));
    for (std::size_t at = 1; at < size; ++at)
        sign = sign << 6U | (byte(at) & 0x3fU);
    return {sign, size};
}

double width_of(char32_t sign)
{
    constexpr std::string_view narrow = "ijl.,:;'|!()[] ft-r";
    if (sign < 0x80) {
        const char letter = static_cast<char>(sign);
        if (narrow.find(letter) != std::string_view::npos) return 0.36;
        if (letter == 'm' || letter == 'w' || letter == 'M' || letter == 'W' || letter == '%') return 0.88;
        if (letter >= 'A' && letter <= 'Z') return 0.66;
        return 0.56;
    }
    if (sign == 0xa0 || sign == 0x202f) return 0.3;
    if (sign < 0x300) return 0.58;
    if (sign >= 0x300 && sign < 0x370) return 0; // stands over the letter before
    if (sign < 0x530) return 0.63;
    if (sign >= 0x2010 && sign < 0x2030) return 0.7;
    return 1;
}

} // namespace

double text_width(std::string_view text)
{
    double width = 0;
    while (!text.empty()) {
        const auto [sign, size] = first_sign(text);
        width += width_of(sign);
        text.remove_prefix(size);
    }
    return width;
}

std::string fitting(std::string_view text, double width, double size)
{
    if (text_width(text) * size <= width) return std::string(text);
    constexpr std::string_view ellipsis = "…";
    double left = width - text_width(ellipsis) * size;
    std::size_t end = 0;
    while (end < text.size()) {
        const auto [sign, bytes] = first_sign(text.substr(end));
        left -= width_of(sign) * size;
        if (left < 0) break;
        end += bytes;
    }
    while (end > 0 && text[end - 1] == ' ')
        --end;
    return std::string(text.substr(0, end)) + std::string(ellipsis);
}

} // namespace panoh::portal
