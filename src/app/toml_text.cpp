#include "app/toml_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/text.h"

namespace panoh::app {

namespace {

constexpr char mark = '~';
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Whether the mark stands there as an escape. Behind an even number of backslashes it is text.
bool has_escaped_mark(std::string_view line, std::string_view escape)
{
    for (auto at = line.find(escape); at != std::string_view::npos; at = line.find(escape, at + 1)) {
        const auto before = line.substr(0, at).find_last_not_of('\\') + 1; // npos + 1 is the beginning
        if ((at - before) % 2 == 0) return true;
    }
    return false;
}

bool is_readable(std::string_view line)
{
    constexpr std::array<std::string_view, 4> escapes = {"\\u007e", "\\u007E", "\\U0000007e", "\\U0000007E"};
    return core::is_text(line) && std::ranges::none_of(escapes, [&](std::string_view escape) {
               return has_escaped_mark(line, escape);
           });
}

} // namespace

core::Result<std::string> in_ascii(std::string_view toml)
{
    if (toml.starts_with(byte_order_mark)) toml.remove_prefix(byte_order_mark.size());
    std::string ascii;
    for (int number = 1; !toml.empty(); ++number) {
        const auto line = toml.substr(0, toml.find('\n') + 1); // npos + 1 is nothing
        const auto whole = line.empty() ? toml : line;
        if (!is_readable(whole))
            return core::fail(core::ErrorKind::malformed, "config/unreadable",
                              fmt::format("line {}", number));
        for (const char byte : whole) {
            if (byte == mark || static_cast<unsigned char>(byte) >= 0x80)
                ascii += fmt::format("{}{:02X}", mark, static_cast<unsigned char>(byte));
            else
                ascii += byte;
        }
        toml.remove_prefix(whole.size());
    }
    return ascii;
}

std::string from_ascii(std::string_view read)
{
    std::string text;
    for (std::size_t at = 0; at < read.size(); ++at) {
        unsigned char byte = 0;
        const auto digits = read.substr(at + 1, 2);
        if (read[at] == mark && digits.size() == 2 &&
            std::from_chars(digits.begin(), digits.end(), byte, 16).ptr == digits.end()) {
            text += static_cast<char>(byte);
            at += digits.size();
        } else {
            text += read[at];
        }
    }
    return text;
}

} // namespace panoh::app
