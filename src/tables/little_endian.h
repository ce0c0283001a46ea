#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace panoh::tables {

/// Unsigned numbers as ZIP writes them, lowest byte first. The caller has checked that they are there.
template <typename T>
[[nodiscard]] T read_little(std::string_view bytes, std::size_t at)
{
    T value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;)
        value = static_cast<T>((std::uint64_t{value} << 8) | static_cast<unsigned char>(bytes[at + i]));
    return value;
}
[[nodiscard]] inline std::uint16_t read16(std::string_view bytes, std::size_t at)
{
    return read_little<std::uint16_t>(bytes, at);
}
[[nodiscard]] inline std::uint32_t read32(std::string_view bytes, std::size_t at)
{
    return read_little<std::uint32_t>(bytes, at);
}
[[nodiscard]] inline std::uint64_t read64(std::string_view bytes, std::size_t at)
{
    return read_little<std::uint64_t>(bytes, at);
}

/// Appends `value` in `size` bytes.
inline void append_little(std::string& out, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        out.push_back(i < sizeof value ? static_cast<char>(value >> (8 * i)) : '\0');
}

} // namespace panoh::tables
