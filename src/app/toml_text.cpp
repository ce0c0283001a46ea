#include "app/toml_text.h"

#include <algorithm>
#include <string>

namespace panoh::app {

namespace {

bool is_beyond_ascii(char byte)
{
    return static_cast<unsigned char>(byte) >= 0x80;
}

/// Where a quoted text that begins at `at` ends: behind its last quote, or where the file or, for a text of
/// one line, the line ends; or at a letter beyond ASCII that a backslash stands before, with or without a
/// line's end between them.
std::size_t end_of_quoted(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    const bool escapes = quote == '"';
    const bool long_one = text.size() - at >= 3 && text[at + 1] == quote && text[at + 2] == quote;
    at += long_one ? 3 : 1;
    while (at < text.size()) {
        if (escapes && text[at] == '\\') {
            const std::size_t after = long_one ? text.find_first_not_of(" \t\r\n", at + 1) : at + 1;
            const std::size_t next = std::min(after, text.size());
            if (next < text.size() && is_beyond_ascii(text[next])) return next;
            at = next == at + 1 ? at + 2 : next;
            continue;
        }
        if (!long_one && (text[at] == quote || text[at] == '\n')) return at + (text[at] == quote ? 1 : 0);
        if (long_one && text.substr(at, 3) == std::string(3, quote)) {
            // Two more quotes may belong to the text itself.
            at += 3;
            for (int more = 0; more < 2 && at < text.size() && text[at] == quote; ++more)
                ++at;
            return at;
        }
        ++at;
    }
    return text.size();
}

/// Whether a quote may open a text here. One that stands at the end of something else opens none, and the
/// library reads on through it.
bool may_open(std::string_view text, std::size_t at)
{
    if (at == 0) return true;
    const char before = text[at - 1];
    if (before == '.') {                                      // of a key alone
        const auto line = text.substr(0, at).rfind('\n') + 1; // npos + 1 is the beginning
        return text.substr(line, at - line).find('=') == std::string_view::npos;
    }
    return std::string_view(" \t\r\n=,[{").find(before) != std::string_view::npos;
}

} // namespace

std::optional<int> letter_outside_quotes(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '#') {
            at = std::min(text.find('\n', at), text.size());
        } else if ((text[at] == '"' || text[at] == '\'') && may_open(text, at)) {
            at = end_of_quoted(text, at);
        } else if (is_beyond_ascii(text[at])) {
            return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
        } else {
            ++at;
        }
    }
    return std::nullopt;
}

} // namespace panoh::app
