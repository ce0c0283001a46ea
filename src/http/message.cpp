#include "http/message.h"

#include <charconv>
#include <stdexcept>

namespace panoh::http {

using core::ErrorKind;
using core::fail;

std::string_view Request::header(std::string_view name) const
{
    return value_of(headers, name);
}

std::string_view Request::param(std::string_view name) const
{
    return value_of(params, name);
}

std::optional<std::string_view> Request::query(std::string_view name) const
{
    for (const auto& [field, value] : queries)
        if (field == name) return value;
    return std::nullopt;
}

std::string_view Request::cookie(std::string_view name) const
{
    auto rest = header("cookie");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto pair = trimmed(rest.substr(0, end));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

core::Result<std::int64_t> Request::if_match() const
{
    const auto text = header("if-match");
    if (text.empty()) return fail(ErrorKind::malformed, "http/if_match_missing", "If-Match");
    const auto invalid = [] { return fail(ErrorKind::malformed, "http/if_match_invalid", "If-Match"); };
    std::int64_t version = 0;
    const auto* last = text.data() + text.size() - 1;
    if (text.size() < 3 || text.front() != '"' || text.back() != '"' || text[1] == '-') return invalid();
    const auto [end, error] = std::from_chars(text.data() + 1, last, version);
    // Tags are compared letter by letter (RFC 9110 section 8.8.3.2): "07" is another one than "7".
    if (error != std::errc() || end != last || (text[1] == '0' && text.size() > 3)) return invalid();
    return version;
}

core::Done Request::content_is_json() const
{
    if (media_type(header("content-type")) != "application/json")
        return fail(ErrorKind::malformed, "http/content_type", "Content-Type");
    return {};
}

Response&& Response::tagged(std::int64_t version) &&
{
    headers.emplace_back("ETag", '"' + std::to_string(version) + '"');
    return std::move(*this);
}

Response json_response(int status, std::string json)
{
    return {.status = status, .content_type = "application/json", .body = std::move(json)};
}

Response no_content()
{
    return {.status = 204};
}

Response download(const std::string& file_name, std::string content_type, NextPiece next)
{
    Response response{.content_type = std::move(content_type)};
    const auto more = next(response.body);
    if (!more) return problem(more.error());
    response.with("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    response.with("Cache-Control", "no-store");
    if (*more)
        response.stream = [next = std::move(next)](std::string& piece) {
            const auto on = next(piece);
            if (!on) throw std::runtime_error("a download broke off: " + on.error().code);
            return *on;
        };
    return response;
}

} // namespace panoh::http
