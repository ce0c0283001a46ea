#include "crypto/cbor.h"

namespace panoh::crypto {

namespace {

constexpr unsigned positive = 0;
constexpr unsigned negative = 1;
constexpr unsigned byte_string = 2;
constexpr unsigned text_string = 3;
constexpr unsigned array = 4;
constexpr unsigned pairs = 5;
constexpr unsigned simple = 7;

} // namespace

std::optional<core::ByteView> CborReader::take(std::uint64_t size)
{
    if (size > rest_.size()) return std::nullopt;
    const auto taken = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(taken.size());
    return taken;
}

std::optional<CborReader::Head> CborReader::head()
{
    const auto first = take(1);
    if (!first) return std::nullopt;
    const unsigned major = (*first)[0] >> 5U;
    const unsigned low = (*first)[0] & 0x1fU;
    if (low < 24) return Head{major, low};
    // 28 to 31: reserved, and lengths that are told only at the end.
    if (low > 27) return std::nullopt;
    const unsigned width = 1U << (low - 24U);
    const auto bytes = take(width);
    if (!bytes) return std::nullopt;
    std::uint64_t value = 0;
    for (const auto byte : *bytes)
        value = (value << 8U) | byte;
    // One number has one form.
    const std::uint64_t least = width == 1 ? 24 : 1ULL << (4U * width);
    if (value < least || (major == simple && width > 1)) return std::nullopt;
    return Head{major, value};
}

std::optional<std::uint64_t> CborReader::head_of(unsigned major)
{
    const auto found = head();
    if (!found || found->major != major) return std::nullopt;
    return found->value;
}

std::optional<std::uint64_t> CborReader::map()
{
    return head_of(pairs);
}

std::optional<core::ByteView> CborReader::bytes()
{
    const auto size = head_of(byte_string);
    return size ? take(*size) : std::nullopt;
}

std::optional<std::string_view> CborReader::text()
{
    const auto size = head_of(text_string);
    const auto found = size ? take(*size) : std::nullopt;
    if (!found) return std::nullopt;
    return core::as_text(*found);
}

std::optional<std::int64_t> CborReader::number()
{
    const auto found = head();
    if (!found || found->major > negative || found->value > INT64_MAX) return std::nullopt;
    const auto value = static_cast<std::int64_t>(found->value);
    return found->major == positive ? value : -1 - value;
}

bool CborReader::skip(int levels)
{
    const auto found = head();
    if (!found) return false;
    switch (found->major) {
    case positive:
    case negative:
    case simple:
        return true;
    case byte_string:
    case text_string:
        return take(found->value).has_value();
    case array:
    case pairs:
        break;
    default: // tags
        return false;
    }
    // Each item has a byte at least: more of them than bytes are not there, and end the loop by that.
    const std::uint64_t each = found->major == pairs ? 2 : 1;
    if (levels == 0 || found->value > rest_.size() / each) return false;
    for (std::uint64_t i = 0; i < found->value * each; ++i)
        if (!skip(levels - 1)) return false;
    return true;
}

} // namespace panoh::crypto
