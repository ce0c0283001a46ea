#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace panoh::core {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] inline ByteView as_bytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
/// Of bytes that somebody else keeps, such as a column of a row.
[[nodiscard]] inline Bytes copy_of(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}
/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(ByteView bytes);

} // namespace panoh::core
