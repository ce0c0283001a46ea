#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "http/message.h"

namespace panoh::http {

/// A query parameter as the API description shows it. Requests with any other are refused by name.
struct QueryField {
    std::string name;
    std::string summary;
};

/// One row of the route table: what is served, who may, and how it is described. `/api/openapi.json` is made
/// from it.
struct Route {
    Method method = Method::get;
    std::string pattern = {}; ///< "/api/cases/{case}"
    std::string policy = {};  ///< name of a core::Action; a route without one stops the start
    std::string summary = {}; ///< one English line for the API description
    std::vector<QueryField> query = {};
    std::string takes = {}; ///< JSON Schema of the body (core::json_schema<T>()), empty: no body
    std::string gives = {}; ///< JSON Schema of the answer
    int success = 200;
    std::vector<std::string> problems = {}; ///< the codes it may answer, for the description
    bool versioned = false;                 ///< wants If-Match and gives ETag
    bool tagged = false;                    ///< gives ETag though it wants no If-Match: reads, creates
    bool idempotent_create = false;         ///< takes Idempotency-Key
    /// Takes a tenth of a second of a core or more (password hashing): runs on threads of its own, so that
    /// many of them at once make nobody else wait.
    bool slow = false;
    std::size_t max_body = 1024 * 1024;
    std::string content_type = "application/json"; ///< of the body, when there is one
    std::string other_content_type = {};           ///< or this one
    Handler handler = {};
};

/// The one table that dispatches and describes.
class Router {
public:
    void add(Route route);
    [[nodiscard]] const std::vector<Route>& routes() const;
    /// Finds and runs; 404, 405 (with Allow), unknown or repeated query parameters are answered here.
    [[nodiscard]] Response dispatch(Request& request) const;
    /// The route that would serve it, for limits known before the body is read; null when none.
    [[nodiscard]] const Route* find(Method method, std::string_view path) const;
    /// OpenAPI 3.1 of every route.
    [[nodiscard]] std::string openapi(std::string_view version) const;
    /// Every route has a policy, no two collide; the first fault as text, or empty.
    [[nodiscard]] std::string fault() const;
    /// The methods served at a path, as `Allow` lists them; empty when there is no such path.
    [[nodiscard]] std::string allowed(std::string_view path) const;

private:
    struct Segment {
        std::string text; ///< literal, or the name of a parameter
        bool is_param = false;
        bool operator==(const Segment&) const = default;
    };
    using Segments = std::vector<Segment>;
    static Segments segments_of(std::string_view pattern);
    static bool matches(const Segments& segments, const std::vector<std::string_view>& path);
    static bool more_literal(const Segments& one, const Segments& other);
    static bool same_shape(const Segments& one, const Segments& other);
    [[nodiscard]] std::optional<std::size_t> best(Method method,
                                                  const std::vector<std::string_view>& path) const;
    [[nodiscard]] Response run(const Route& route, const Request& request) const;

    std::vector<Route> routes_;
    std::vector<Segments> segments_; ///< of the route at the same place
};

/// "GET", "POST", ...
[[nodiscard]] std::string_view method_text(Method method);
/// Nothing for methods that no route can have.
[[nodiscard]] std::optional<Method> parse_method(std::string_view text);

} // namespace panoh::http
