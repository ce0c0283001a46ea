#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

namespace panoh::core {
namespace {
icu::UnicodeString to_icu(std::string_view text)
{
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}
bool has_no_width(UChar32 c)
{
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}
bool turns_direction(UChar32 c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}
/// Calls `on_character` for each code point until it says false; true when it never did.
template <typename OnCharacter>
bool every_character(std::string_view text, OnCharacter&& on_character)
{
    const icu::UnicodeString all = to_icu(text);
    for (std::int32_t at = 0; at < all.length(); at = all.moveIndex32(at, 1))
        if (!on_character(all.char32At(at))) return false;
    return true;
}
/// How many whole pieces of 32 bytes at the beginning are ASCII alone: most of a large file, looked at in a
/// twentieth of the time that decoding it takes.
std::size_t ascii_prefix(std::string_view text)
{
    constexpr std::size_t piece = 32;
    std::size_t at = 0;
    for (; at + piece <= text.size(); at += piece) {
        std::array<std::uint64_t, piece / sizeof(std::uint64_t)> words;
        std::memcpy(words.data(), text.data() + at, piece);
        if (((words[0] | words[1] | words[2] | words[3]) & 0x8080'8080'8080'8080U) != 0) break;
    }
    return at;
}
constexpr std::array<std::string_view, 7> blanks = {" ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b"};
} // namespace

bool is_text(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) return false;
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    std::int32_t needed = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(nullptr, 0, &needed, text.data(), static_cast<std::int32_t>(text.size()), &error);
    return error == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(error);
}

std::string_view trim(std::string_view text)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (const auto blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                changed = true;
            }
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                changed = true;
            }
        }
    }
    return text;
}

bool is_blank(std::string_view text)
{
    return every_character(text, [](UChar32 c) { return u_isUWhiteSpace(c) || has_no_width(c); });
}

bool is_line(std::string_view text)
{
    return every_character(text, [](UChar32 c) {
        return u_charType(c) != U_CONTROL_CHAR && c != 0x2028 && c != 0x2029 && !turns_direction(c);
    });
}

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> all;
    icu::UnicodeString word;
    const auto end_word = [&] {
        if (word.isEmpty()) return;
        word.toUTF8String(all.emplace_back());
        word.remove();
    };
    every_character(text, [&](UChar32 c) {
        if (u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION)
            end_word();
        else if (!has_no_width(c))
            word.append(c);
        return true;
    });
    end_word();
    return all;
}

std::string fold_case(std::string_view text)
{
    icu::UnicodeString folded = to_icu(text).foldCase();
    UErrorCode error = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFCInstance(error);
    if (U_SUCCESS(error)) folded = normalizer->normalize(folded, error);
    std::string out;
    folded.toUTF8String(out);
    return out;
}

std::size_t letters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string initial(std::string_view text)
{
    const icu::UnicodeString all = to_icu(trim(text));
    if (all.isEmpty()) return "";
    std::string out;
    icu::UnicodeString(static_cast<UChar32>(u_toupper(all.char32At(0)))).toUTF8String(out);
    return out;
}

} // namespace panoh::core
