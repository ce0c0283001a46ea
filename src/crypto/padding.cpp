#include <algorithm>
#include <bit>

#include "crypto/crypto.h"

namespace panoh::crypto {

namespace {

/// Padmé (Nikitin and others, PETS 2019): at most 12 % longer, and few distinct lengths.
std::size_t padme(std::size_t length)
{
    const auto exponent = static_cast<unsigned>(std::bit_width(length)) - 1U;
    const auto kept = static_cast<unsigned>(std::bit_width(exponent));
    const auto mask = (std::size_t{1} << (exponent - kept)) - 1U;
    return (length + mask) & ~mask;
}

std::size_t bucket(std::size_t length)
{
    for (const std::size_t size : {64U, 256U, 1024U})
        if (length <= size) return size;
    return padme(length);
}

constexpr std::uint8_t marker = 0x80;

} // namespace

core::Bytes pad(core::ByteView plain)
{
    core::Bytes padded(bucket(plain.size() + 1));
    std::copy(plain.begin(), plain.end(), padded.begin());
    padded[plain.size()] = marker;
    return padded;
}

core::Result<core::ByteView> unpad(core::ByteView padded)
{
    auto size = padded.size();
    while (size > 0 && padded[size - 1] == 0)
        --size;
    // One text has one padded form: a marker, and no more zeros than its bucket asks for.
    if (size == 0 || padded[size - 1] != marker || bucket(size) != padded.size())
        return core::fail(core::ErrorKind::conflict, "crypto/padding");
    return padded.first(size - 1);
}

} // namespace panoh::crypto
