#include <algorithm>
#include <array>

#include "http/message.h"

namespace panoh::http {

namespace {

struct CodeStatus {
    std::string_view code;
    int status;
};
/// Refusals with a status of their own in RFC 9110, RFC 6585 or RFC 4918, whatever their kind.
constexpr std::array<CodeStatus, 4> own_status = {{
    {"http/if_match_missing", 428},
    {"http/content_type", 415},
    {"http/broken", 500},
    {"store/no_room", 507},
}};

int status_of_kind(core::ErrorKind kind)
{
    switch (kind) {
    case core::ErrorKind::invalid:
        return 422;
    case core::ErrorKind::malformed:
        return 400;
    case core::ErrorKind::unauthenticated:
        return 401;
    case core::ErrorKind::forbidden:
        return 403;
    case core::ErrorKind::not_found:
        return 404;
    case core::ErrorKind::conflict:
        return 409;
    case core::ErrorKind::stale:
        return 412;
    case core::ErrorKind::too_large:
        return 413;
    case core::ErrorKind::throttled:
        return 429;
    case core::ErrorKind::busy:
        return 503;
    }
    return 500;
}

void add(std::string& json, std::string_view name, std::string_view text)
{
    json += ",\"";
    json += name;
    json += "\":";
    json += core::write_json(text);
}

std::string faults_json(const std::vector<core::FieldError>& faults)
{
    std::string json = "[";
    for (const auto& fault : faults) {
        if (json.size() > 1) json += ',';
        json +=
            "{\"code\":" + core::write_json(fault.code) + ",\"field\":" + core::write_json(fault.field) + '}';
    }
    return json + ']';
}

Response build(int status, const core::Error& error)
{
    std::string json = R"({"type":"about:blank","status":)" + std::to_string(status);
    add(json, "title", error.code);
    add(json, "code", error.code);
    if (!error.field.empty()) add(json, "field", error.field);
    if (!error.faults.empty()) json += ",\"faults\":" + faults_json(error.faults);
    if (!error.current.empty()) json += ",\"current\":" + error.current;
    Response response{.status = status, .content_type = "application/problem+json", .body = json + '}'};
    if (error.retry_after > 0) response.with("Retry-After", std::to_string(error.retry_after));
    return response;
}

} // namespace

int status_of(const core::Error& error)
{
    const auto* own = std::find_if(own_status.begin(), own_status.end(),
                                   [&](const auto& row) { return row.code == error.code; });
    return own != own_status.end() ? own->status : status_of_kind(error.kind);
}

Response problem(const core::Error& error)
{
    return build(status_of(error), error);
}

Response refusal(int status, std::string_view code, std::string_view field)
{
    return build(status, core::Error{.code = std::string(code), .field = std::string(field)});
}

} // namespace panoh::http
