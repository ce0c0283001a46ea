#include "http/target.h"

#include <optional>

#include "core/text.h"

namespace panoh::http {

namespace {

using core::ErrorKind;
using core::fail;

bool is_unreserved(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
           letter == '~';
}

/// RFC 3986 section 3.3.
bool is_path_character(char letter)
{
    return is_unreserved(letter) || std::string_view("!$&'()*+,;=:@/").find(letter) != std::string_view::npos;
}

int hex_value(char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

/// The octet of `%41` at the start of the text.
std::optional<char> percent(std::string_view text)
{
    if (text.size() < 3) return std::nullopt;
    const int high = hex_value(text[1]);
    const int low = hex_value(text[2]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

bool is_control(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

std::optional<std::string> decode_path(std::string_view text)
{
    std::string path;
    path.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            if (!is_path_character(text[at])) return std::nullopt;
            path += text[at];
            continue;
        }
        const auto octet = percent(text.substr(at));
        if (!octet || is_control(*octet) || *octet == '/' || *octet == '\\' || is_unreserved(*octet))
            return std::nullopt;
        path += *octet;
        at += 2;
    }
    if (!core::is_text(path)) return std::nullopt;
    return path;
}

/// No empty, `.` or `..` segment; a slash at the end is allowed.
bool segments_are_plain(std::string_view path)
{
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (segment.empty() || segment == "." || segment == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
    return true;
}

std::optional<std::string> decode_query(std::string_view text)
{
    std::string value;
    value.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            const auto octet = percent(text.substr(at));
            if (!octet) return std::nullopt;
            value += *octet;
            at += 2;
        } else if (is_control(text[at]) || text[at] == '#') {
            return std::nullopt;
        } else {
            value += text[at] == '+' ? ' ' : text[at];
        }
    }
    if (!core::is_text(value)) return std::nullopt;
    return value;
}

} // namespace

core::Result<Target> parse_target(std::string_view text)
{
    if (text.empty() || text.front() != '/') return fail(ErrorKind::malformed, "http/target_form");
    const auto question = text.find('?');
    auto path = decode_path(text.substr(0, question));
    if (!path || !segments_are_plain(*path)) return fail(ErrorKind::malformed, "http/path_invalid");

    Target target{.path = std::move(*path), .queries = {}};
    if (question == std::string_view::npos) return target;
    auto rest = text.substr(question + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        const auto equals = pair.find('=');
        auto name = decode_query(pair.substr(0, equals));
        auto value =
            decode_query(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
        if (!name || !value || name->empty()) return fail(ErrorKind::malformed, "http/query_invalid");
        target.queries.emplace_back(std::move(*name), std::move(*value));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return target;
}

} // namespace panoh::http
