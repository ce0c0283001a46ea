#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/names.h"
#include "core/result.h"

namespace panoh::tables {

/// How a text file stands for letters. `utf16` is what Excel calls "Unicode text".
enum class Encoding { utf8, utf16, windows_1251, windows_1252, windows_1254, ibm866, koi8_r };

/// The one that the bytes show: UTF-16 by its mark, UTF-8 where they are well-formed, else Windows-1251,
/// which an Excel of our region writes. That is a guess: no text tells Windows-1251 from another single-byte
/// alphabet, so what was taken is shown to people.
[[nodiscard]] Encoding guess_encoding(std::string_view bytes);

/// As UTF-8 without a byte order mark. Refuses tables/encoding_unknown where the bytes are none of that
/// encoding (ill-formed, or a sign it does not have), and tables/not_a_table for a NUL.
[[nodiscard]] core::Result<std::string> to_utf8(std::string bytes, Encoding encoding);

} // namespace panoh::tables

template <>
struct panoh::core::Names<panoh::tables::Encoding> {
    using enum panoh::tables::Encoding;
    static constexpr std::array<Named<panoh::tables::Encoding>, 7> all = {{{utf8, "utf8"},
                                                                           {utf16, "utf16"},
                                                                           {windows_1251, "windows_1251"},
                                                                           {windows_1252, "windows_1252"},
                                                                           {windows_1254, "windows_1254"},
                                                                           {ibm866, "ibm866"},
                                                                           {koi8_r, "koi8_r"}}};
};
