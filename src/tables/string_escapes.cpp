#include "tables/string_escapes.h"

#include <charconv>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include "core/text.h"
#include "tables/code_points.h"

namespace panoh::tables {

namespace {

/// The number in "_x000D" where `text` starts with it.
std::optional<char16_t> number_at(std::string_view text)
{
    if (text.size() < 6 || !text.starts_with("_x")) return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
    if (error != std::errc{} || end != text.data() + 6) return std::nullopt;
    return static_cast<char16_t>(value);
}

/// The same, of a whole "_x000D_".
std::optional<char16_t> escape_at(std::string_view text)
{
    return text.size() > 6 && text[6] == '_' ? number_at(text) : std::nullopt;
}

void append_xml(std::string& out, char c)
{
    switch (c) {
    case '&':
        out.append("&amp;");
        break;
    case '<':
        out.append("&lt;");
        break;
    case '>':
        out.append("&gt;");
        break;
    case '"':
        out.append("&quot;");
        break;
    default:
        out.push_back(c);
    }
}

/// XML 1.0 has no sign for these, and turns a carriage return into a line feed.
bool beyond_xml(char c)
{
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n';
}

/// U+FFFE or U+FFFF, which XML does not have, at the start of a text.
std::optional<unsigned> no_sign_at(std::string_view text)
{
    if (text.starts_with("\xEF\xBF\xBE")) return 0xFFFE;
    if (text.starts_with("\xEF\xBF\xBF")) return 0xFFFF;
    return std::nullopt;
}
constexpr std::size_t no_sign_bytes = 3;

/// Well-formed, with U+FFFD for what is not and for NUL.
std::string well_formed(std::string_view text)
{
    icu::UnicodeString units =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    for (std::int32_t i = 0; i < units.length(); ++i)
        if (units[i] == 0) units.setCharAt(i, 0xFFFD);
    std::string out;
    units.toUTF8String(out);
    return out;
}

} // namespace

std::string without_escapes(std::string text)
{
    if (text.find("_x") == std::string::npos) return text;
    std::string out;
    const std::string_view all = text;
    for (std::size_t at = 0; at < all.size();) {
        const auto value = escape_at(all.substr(at));
        if (value && *value != 0 && !U16_IS_SURROGATE(*value)) {
            append_code_point(out, *value);
            at += 7;
        } else {
            out.push_back(all[at++]);
        }
    }
    return out;
}

void append_escaped(std::string& out, std::string_view text)
{
    if (!core::is_text(text)) return append_escaped(out, well_formed(text));
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (beyond_xml(c)) {
            fmt::format_to(std::back_inserter(out), "_x{:04X}_", static_cast<unsigned>(c));
        } else if (const auto no_sign = no_sign_at(text.substr(at))) {
            fmt::format_to(std::back_inserter(out), "_x{:04X}_", *no_sign);
            at += no_sign_bytes - 1;
        } else if (c == '_' && number_at(text.substr(at))) {
            // It would be read as an escape where a "_" follows, its own or that of the next escape.
            out.append("_x005F_");
        } else {
            append_xml(out, c);
        }
    }
}

void append_attribute(std::string& out, std::string_view text)
{
    if (!core::is_text(text)) return append_attribute(out, well_formed(text));
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (no_sign_at(text.substr(at))) {
            out.append("\xEF\xBF\xBD");
            at += no_sign_bytes - 1;
        } else {
            append_xml(out, static_cast<unsigned char>(text[at]) < 0x20 ? ' ' : text[at]);
        }
    }
}

} // namespace panoh::tables
