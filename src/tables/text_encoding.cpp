#include "tables/text_encoding.h"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include "core/text.h"
#include "tables/code_points.h"
#include "tables/refusal.h"

namespace panoh::tables {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_endian_mark = "\xFF\xFE";
constexpr std::string_view big_endian_mark = "\xFE\xFF";

const char* icu_name(Encoding encoding)
{
    switch (encoding) {
    case Encoding::windows_1251:
        return "windows-1251";
    case Encoding::windows_1252:
        return "windows-1252";
    case Encoding::windows_1254:
        return "windows-1254";
    case Encoding::ibm866:
        return "ibm-866";
    case Encoding::koi8_r:
        return "KOI8-R";
    case Encoding::utf8:
    case Encoding::utf16:
        break;
    }
    return nullptr;
}

/// UTF-8 of the upper half of a single-byte alphabet; empty where it has no sign.
std::array<std::string, 128> letters_of(Encoding encoding)
{
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(icu_name(encoding), &error),
                                                                       &ucnv_close);
    std::array<std::string, 128> letters;
    if (U_FAILURE(error)) return letters;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const char byte = static_cast<char>(0x80 + i);
        UChar unit[4] = {};
        error = U_ZERO_ERROR;
        const auto size = ucnv_toUChars(converter.get(), unit, 4, &byte, 1, &error);
        // ICU gives control signs to bytes that an alphabet leaves free.
        if (U_SUCCESS(error) && size == 1 && unit[0] >= 0xA0 && unit[0] != 0xFFFD)
            append_code_point(letters[i], unit[0]);
    }
    return letters;
}

core::Result<std::string> from_single_bytes(std::string_view bytes, Encoding encoding)
{
    const auto letters = letters_of(encoding);
    std::string out;
    out.reserve(bytes.size() + static_cast<std::size_t>(std::count_if(
                                   bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; })));
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out.push_back(c);
        } else if (letters[byte - 0x80].empty()) {
            return refuse("tables/encoding_unknown", "file");
        } else {
            out.append(letters[byte - 0x80]);
        }
    }
    return out;
}

core::Result<std::string> from_utf16(std::string_view bytes)
{
    const bool big = bytes.starts_with(big_endian_mark);
    if (bytes.size() % 2 != 0) return refuse("tables/encoding_unknown", "file");
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<UChar>(big ? first << 8 | second : second << 8 | first);
    };
    std::string out;
    out.reserve(bytes.size());
    const bool marked = big || bytes.starts_with(little_endian_mark);
    for (std::size_t at = marked ? 2 : 0; at < bytes.size(); at += 2) {
        UChar32 c = unit(at);
        if (U16_IS_LEAD(c) && at + 2 < bytes.size() && U16_IS_TRAIL(unit(at + 2))) {
            c = U16_GET_SUPPLEMENTARY(c, unit(at + 2));
            at += 2;
        }
        if (U_IS_SURROGATE(c)) return refuse("tables/encoding_unknown", "file");
        append_code_point(out, c);
    }
    return out;
}

} // namespace

Encoding guess_encoding(std::string_view bytes)
{
    if (bytes.starts_with(little_endian_mark) || bytes.starts_with(big_endian_mark)) return Encoding::utf16;
    // A NUL belongs to no alphabet: `to_utf8` says what it means.
    const bool is_utf8 = core::is_text(bytes) || bytes.find('\0') != std::string_view::npos;
    return is_utf8 ? Encoding::utf8 : Encoding::windows_1251;
}

core::Result<std::string> to_utf8(std::string bytes, Encoding encoding)
{
    if (encoding == Encoding::utf16) {
        PANOH_TRY(bytes, from_utf16(bytes));
    } else if (encoding != Encoding::utf8) {
        PANOH_TRY(bytes, from_single_bytes(bytes, encoding));
    }
    if (bytes.starts_with(utf8_mark)) bytes.erase(0, utf8_mark.size());
    if (core::is_text(bytes)) return bytes;
    const bool has_nul = bytes.find('\0') != std::string::npos;
    return refuse(has_nul ? "tables/not_a_table" : "tables/encoding_unknown", "file");
}

} // namespace panoh::tables
