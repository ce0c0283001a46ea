#include "http/router.h"

#include <algorithm>
#include <array>
#include <exception>

#include "core/action.h"
#include "core/broken.h"
#include "core/log.h"

namespace panoh::http {

namespace {

constexpr std::array<std::pair<Method, std::string_view>, 5> method_texts = {{
    {Method::get, "GET"},
    {Method::post, "POST"},
    {Method::put, "PUT"},
    {Method::patch, "PATCH"},
    {Method::del, "DELETE"},
}};

std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> parts;
    while (path.starts_with('/')) {
        path.remove_prefix(1);
        parts.push_back(path.substr(0, path.find('/')));
        path.remove_prefix(parts.back().size());
    }
    return parts;
}

core::Done check_queries(const Route& route, const Request& request)
{
    core::Error error{.kind = core::ErrorKind::malformed, .code = "http/query_refused"};
    for (auto query = request.queries.begin(); query != request.queries.end(); ++query) {
        const auto same_name = [&](const auto& other) { return other.first == query->first; };
        const bool known = std::any_of(route.query.begin(), route.query.end(),
                                       [&](const QueryField& field) { return field.name == query->first; });
        if (!known)
            error.faults.push_back({"http/query_unknown", query->first});
        else if (std::any_of(request.queries.begin(), query, same_name))
            error.faults.push_back({"http/query_repeated", query->first});
    }
    if (error.faults.empty()) return {};
    error.code = error.faults.front().code;
    error.field = error.faults.front().field;
    return core::fail(std::move(error));
}

} // namespace

std::string_view method_text(Method method)
{
    for (const auto& [value, text] : method_texts)
        if (value == method) return text;
    return "";
}

std::optional<Method> parse_method(std::string_view text)
{
    for (const auto& [value, name] : method_texts)
        if (name == text) return value;
    return std::nullopt;
}

Router::Segments Router::segments_of(std::string_view pattern)
{
    Segments segments;
    for (const auto part : split(pattern)) {
        const bool is_param = part.size() > 2 && part.front() == '{' && part.back() == '}';
        segments.push_back({std::string(is_param ? part.substr(1, part.size() - 2) : part), is_param});
    }
    return segments;
}

bool Router::matches(const Segments& segments, const std::vector<std::string_view>& path)
{
    if (segments.size() != path.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i)
        if (segments[i].is_param ? path[i].empty() : segments[i].text != path[i]) return false;
    return true;
}

bool Router::more_literal(const Segments& one, const Segments& other)
{
    for (std::size_t i = 0; i < one.size(); ++i)
        if (one[i].is_param != other[i].is_param) return !one[i].is_param;
    return false;
}

bool Router::same_shape(const Segments& one, const Segments& other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const Segment& a, const Segment& b) {
                          return a.is_param == b.is_param && (a.is_param || a.text == b.text);
                      });
}

void Router::add(Route route)
{
    segments_.push_back(segments_of(route.pattern));
    routes_.push_back(std::move(route));
}

const std::vector<Route>& Router::routes() const
{
    return routes_;
}

std::optional<std::size_t> Router::best(Method method, const std::vector<std::string_view>& path) const
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < routes_.size(); ++i)
        if (routes_[i].method == method && matches(segments_[i], path) &&
            (!found || more_literal(segments_[i], segments_[*found])))
            found = i;
    return found;
}

const Route* Router::find(Method method, std::string_view path) const
{
    const auto found = best(method, split(path));
    return found ? &routes_[*found] : nullptr;
}

std::string Router::allowed(std::string_view path) const
{
    std::string methods;
    const auto parts = split(path);
    for (const auto& [method, text] : method_texts) {
        if (!best(method, parts)) continue;
        if (!methods.empty()) methods += ", ";
        methods += method == Method::get ? "GET, HEAD" : text;
    }
    return methods;
}

Response Router::dispatch(Request& request) const
{
    const auto parts = split(request.path);
    const auto found = best(request.method, parts);
    if (!found) {
        auto methods = allowed(request.path);
        if (methods.empty()) return refusal(404, "http/not_found");
        return refusal(405, "http/method_not_allowed").with("Allow", std::move(methods));
    }
    const auto& route = routes_[*found];
    const auto& segments = segments_[*found];
    request.route = route.pattern;
    request.params.clear();
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (segments[i].is_param) request.params.emplace_back(segments[i].text, parts[i]);
    if (const auto checked = check_queries(route, request); !checked) return problem(checked.error());
    if (!request.body.empty()) {
        const auto type = media_type(request.header("content-type"));
        const bool fits = type == route.content_type ||
                          (!route.other_content_type.empty() && type == route.other_content_type);
        if (!fits) return refusal(415, "http/content_type", "Content-Type");
    }
    return run(route, request);
}

Response Router::run(const Route& route, const Request& request) const
{
    // Handlers answer refusals; what is thrown is a broken machine, and its text may hold anything.
    try {
        return route.handler(request);
    } catch (const core::Broken& broken) {
        const auto told = broken.told();
        core::log(
            core::LogLevel::error, "handler_failed",
            {{"route", core::LogValue::word(route.pattern)}, {"code", core::LogValue::word(told.code)}});
        return problem(told);
    } catch (...) {
        core::log(core::LogLevel::error, "handler_failed", {{"route", core::LogValue::word(route.pattern)}});
        return refusal(500, "http/broken");
    }
}

std::string Router::fault() const
{
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        const auto& route = routes_[i];
        const auto name = std::string(method_text(route.method)) + ' ' + route.pattern;
        if (!route.pattern.starts_with('/')) return "pattern without slash: " + name;
        if (!core::from_text<core::Action>(route.policy)) return "no policy: " + name;
        if (!route.handler) return "no handler: " + name;
        for (std::size_t j = 0; j < i; ++j)
            if (routes_[j].method == route.method && same_shape(segments_[j], segments_[i]))
                return "two routes: " + name + " and " + routes_[j].pattern;
    }
    return {};
}

} // namespace panoh::http
