#pragma once

#include <string>

#include <unicode/umachine.h>

namespace panoh::tables {

/// Appends a code point that is no surrogate as UTF-8.
inline void append_code_point(std::string& out, UChar32 c)
{
    const auto byte = [&](UChar32 value) { out.push_back(static_cast<char>(value)); };
    const auto tail = [&](int shift) { byte(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        byte(0xE0 | (c >> 12));
        tail(6);
    } else {
        byte(0xF0 | (c >> 18));
        tail(12);
        tail(6);
    }
    tail(0);
}

} // namespace panoh::tables
