#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace panoh::http {

enum class Method { get, post, put, patch, del };

/// One request, read whole and within its limits before a handler sees it.
class Request {
public:
    Method method = Method::get;
    std::string path;                 ///< canonical, decoded, without query
    std::string route;                ///< the pattern that matched: "/api/cases/{case}"
    std::string body;
    bool secure = false;              ///< came over TLS
    std::string network = {};         ///< /24 or /64 of the peer, for throttling in memory only; never stored or logged

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
    [[nodiscard]] core::Done content_is_json() const;

    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::vector<std::pair<std::string, std::string>> params;
    std::vector<std::pair<std::string, std::string>> queries;
};

/// Writes the next piece into the string; returns false when nothing more follows.
using BodyStream = std::function<bool(std::string&)>;

struct Response {
    int status = 200;
    std::string content_type = {};
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    BodyStream stream = {};           ///< if set, sent chunked after `body`

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
};

[[nodiscard]] Response json_response(int status, std::string json);
template <typename T>
[[nodiscard]] Response ok(const T& value) { return json_response(200, core::write_json(value)); }
template <typename T>
[[nodiscard]] Response created(std::string location, const T& value)
{
    return json_response(201, core::write_json(value)).with("Location", std::move(location));
}
[[nodiscard]] Response no_content();
/// RFC 9457 `application/problem+json`: type, title (the code; people's words are in languages/), status, code, field,
/// faults, and `current` for 412.
[[nodiscard]] Response problem(const core::Error& error);
[[nodiscard]] int status_of(const core::Error& error);
/// `Result` in, response out: `return answer(cases.open(...), [](const Case& c) { return created(...); });`
template <typename T, typename Make>
[[nodiscard]] Response answer(const core::Result<T>& result, Make&& make)
{
    if (!result) return problem(result.error());
    if constexpr (std::is_void_v<T>) return make();
    else return make(*result);
}

using Handler = std::function<Response(const Request&)>;

} // namespace panoh::http
