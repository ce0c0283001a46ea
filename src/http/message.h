#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "http/fields.h"

namespace panoh::http {

enum class Method { get, post, put, patch, del };

/// One request, read whole and within its limits before a handler sees it.
class Request {
public:
    Method method = Method::get;
    std::string path;  ///< canonical, decoded, without query
    std::string route; ///< the pattern that matched: "/api/cases/{case}"
    std::string body;
    bool secure = false; ///< came over TLS
    std::string network =
        {}; ///< /24 or /64 of the peer, for throttling in memory only; never stored or logged

    /// Header by lower-case name; empty when absent.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    /// A path parameter of the route: `param("case")`.
    [[nodiscard]] std::string_view param(std::string_view name) const;
    /// A decoded query parameter; nothing when absent. Given twice: the request was refused before.
    [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const;
    /// A cookie's value; empty when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    /// The version in `If-Match: "7"`; "http/if_match_missing" (428) or "http/if_match_invalid".
    [[nodiscard]] core::Result<std::int64_t> if_match() const;
    /// The body as a value; checks the content type too.
    template <typename T>
    [[nodiscard]] core::Result<T> json() const
    {
        PANOH_CHECK(content_is_json());
        return core::read_json<T>(body);
    }
    /// "http/content_type" (415) unless the body says that it is application/json.
    [[nodiscard]] core::Done content_is_json() const;

    Fields headers = {}; ///< names in lower case
    Fields params = {};
    Fields queries = {};
};

/// Writes the next piece into the (empty) string; returns false when nothing follows after this piece. Runs
/// on the worker pool, never twice at a time. An exception ends the connection, so that nobody takes half a
/// file for a whole one.
using BodyStream = std::function<bool(std::string&)>;

/// What a handler answers. Security headers, Date, length and framing are the server's business.
struct Response {
    int status = 200;
    std::string content_type = {};
    std::string body = {};
    Fields headers = {};
    BodyStream stream = {}; ///< if set, sent chunked after `body`
    /// May travel compressed. Only for answers without an opened name, a code or a token: the length of a
    /// compressed answer tells something of what is in it (the BREACH attack), and a slow line gains most on
    /// lists of codes.
    bool may_compress = false;

    Response& with(std::string name, std::string value) &
    {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    Response&& with(std::string name, std::string value) &&
    {
        headers.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }
    /// `ETag: "7"`
    Response&& tagged(std::int64_t version) &&;
    Response&& compressible() &&
    {
        may_compress = true;
        return std::move(*this);
    }
};

[[nodiscard]] Response json_response(int status, std::string json);
template <typename T>
[[nodiscard]] Response ok(const T& value)
{
    return json_response(200, core::write_json(value));
}
template <typename T>
[[nodiscard]] Response created(std::string location, const T& value)
{
    return json_response(201, core::write_json(value)).with("Location", std::move(location));
}
[[nodiscard]] Response no_content();
/// Gives the next bytes of a file that is made while it is sent; false when they are the last.
using NextPiece = std::function<core::Result<bool>(std::string&)>;
/// Such a file, to be saved and not to be kept on the way. Its first bytes are made here: what they refuse
/// can still be answered. A later refusal breaks it off, because half a file must not pass for a whole one.
[[nodiscard]] Response download(const std::string& file_name, std::string content_type, NextPiece next);
/// RFC 9457 `application/problem+json`: type, title (the code; people's words are in languages/), status,
/// code, field, faults, and `current` for 412.
[[nodiscard]] Response problem(const core::Error& error);
[[nodiscard]] int status_of(const core::Error& error);
/// A problem with a status that no kind of error has: 405, 431, ...
[[nodiscard]] Response refusal(int status, std::string_view code, std::string_view field = {});
/// `Result` in, response out: `return answer(cases.open(...), [](const Case& c) { return created(...); });`
template <typename T, typename Make>
[[nodiscard]] Response answer(const core::Result<T>& result, Make&& make)
{
    if (!result) return problem(result.error());
    if constexpr (std::is_void_v<T>)
        return make();
    else
        return make(*result);
}

using Handler = std::function<Response(const Request&)>;

} // namespace panoh::http
