// The API description, made from the table that dispatches: what is not described is not served.

#include <map>

#include "http/router.h"

namespace panoh::http {

namespace {

/// Both ends of every problem; `current` only with 412.
constexpr std::string_view problem_schema =
    R"({"type":"object","required":["type","title","status","code"],"properties":{"type":{"type":"string"},)"
    R"("title":{"type":"string"},"status":{"type":"integer"},"code":{"type":"string"},"field":{"type":"string"},)"
    R"("faults":{"type":"array","items":{"type":"object","required":["code","field"],"properties":)"
    R"({"code":{"type":"string"},"field":{"type":"string"}}}},"current":{"type":"object"}}})";

std::string quoted(std::string_view text)
{
    return core::write_json(text);
}

void append(std::string& list, const std::string& item)
{
    if (!list.empty()) list += ',';
    list += item;
}

std::string parameter(std::string_view name, std::string_view place, bool required, std::string_view summary)
{
    return "{\"name\":" + quoted(name) + ",\"in\":" + quoted(place) +
           ",\"required\":" + (required ? "true" : "false") + ",\"description\":" + quoted(summary) +
           R"(,"schema":{"type":"string"}})";
}

std::string parameters(const Route& route)
{
    std::string list;
    for (std::size_t at = route.pattern.find('{'); at != std::string::npos;
         at = route.pattern.find('{', at + 1)) {
        const auto end = route.pattern.find('}', at);
        if (end == std::string::npos) break;
        append(list, parameter(route.pattern.substr(at + 1, end - at - 1), "path", true, "id"));
    }
    for (const auto& field : route.query)
        append(list, parameter(field.name, "query", false, field.summary));
    if (route.versioned)
        append(list, parameter("If-Match", "header", true, "the version that was read, as in ETag: \"7\""));
    if (route.idempotent_create)
        append(list, parameter("Idempotency-Key", "header", false,
                               "repeating a request with one key creates once"));
    return '[' + list + ']';
}

std::string content(std::string_view type, const std::string& schema, std::string_view or_type = {})
{
    const std::string of_schema = ":{\"schema\":" + (schema.empty() ? "{}" : schema) + '}';
    std::string types = quoted(type) + of_schema;
    if (!or_type.empty()) append(types, quoted(or_type) + of_schema);
    return '{' + types + '}';
}

std::string success_response(const Route& route)
{
    std::string headers;
    const std::string text_header = R"(:{"schema":{"type":"string"}})";
    if (route.versioned || route.tagged) append(headers, quoted("ETag") + text_header);
    if (route.success == 201) append(headers, quoted("Location") + text_header);
    std::string response = R"({"description":"done")";
    if (!headers.empty()) response += ",\"headers\":{" + headers + '}';
    if (!route.gives.empty()) response += ",\"content\":" + content("application/json", route.gives);
    return response + '}';
}

std::string problem_response(const Route& route)
{
    std::string codes;
    for (const auto& code : route.problems)
        append(codes, quoted(code));
    return R"({"description":"a problem, with one of the codes below or one of http/*","x-codes":[)" + codes +
           R"(],"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}})";
}

std::string operation_id(const Route& route)
{
    std::string id = lower(method_text(route.method));
    for (const char letter : route.pattern) {
        if (letter == '{' || letter == '}') continue;
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        id += plain ? letter : '_';
    }
    return id;
}

std::string operation(const Route& route)
{
    std::string json = "{\"operationId\":" + quoted(operation_id(route)) +
                       ",\"summary\":" + quoted(route.summary) + ",\"x-policy\":" + quoted(route.policy) +
                       ",\"parameters\":" + parameters(route);
    if (route.policy == "open_to_all") json += R"(,"security":[])";
    if (!route.takes.empty() || route.content_type != "application/json")
        json += R"(,"requestBody":{"required":true,"content":)" +
                content(route.content_type, route.takes, route.other_content_type) + '}';
    return json + ",\"responses\":{" + quoted(std::to_string(route.success)) + ':' + success_response(route) +
           ",\"default\":" + problem_response(route) + "}}";
}

} // namespace

std::string Router::openapi(std::string_view version) const
{
    std::map<std::string, std::string> operations;
    for (const auto& route : routes_)
        append(operations[route.pattern], quoted(lower(method_text(route.method))) + ':' + operation(route));
    std::string paths;
    for (const auto& [pattern, text] : operations)
        append(paths, quoted(pattern) + ":{" + text + '}');
    return R"({"openapi":"3.1.0","info":{"title":"Panoh","version":)" + quoted(version) +
           R"(},"security":[{"session":[]}],"paths":{)" + paths +
           R"(},"components":{"securitySchemes":{"session":{"type":"apiKey","in":"cookie","name":"__Host-s",)"
           R"("description":"panoh-s over plain loopback HTTP"}},"schemas":{"Problem":)" +
           std::string(problem_schema) + "}}}";
}

} // namespace panoh::http
