#include "http/incoming.h"

#include "http/router.h"
#include "http/target.h"

namespace panoh::http {

namespace {

/// The code as text that lives as long as the program, for `Refusal`.
std::string_view target_code(const core::Error& error)
{
    if (error.code == "http/target_form") return "http/target_form";
    if (error.code == "http/query_invalid") return "http/query_invalid";
    return "http/path_invalid";
}

} // namespace

std::optional<Refusal> read_request(Head& head, const Hosts& hosts, Request& request, bool& head_only)
{
    const auto host = host_name(value_of(head.fields, "host"));
    if (!host) return Refusal{400, "http/host_invalid"};
    if (!hosts.allows(*host)) return Refusal{421, "http/host_unknown"};
    auto target = parse_target(head.target);
    if (!target) return Refusal{400, target_code(target.error())};
    request.path = std::move(target->path);
    request.queries = std::move(target->queries);
    head_only = head.method == "HEAD";
    const auto method = head_only ? Method::get : parse_method(head.method);
    if (!method) return Refusal{405, "http/method_not_allowed"};
    request.method = *method;
    request.headers = std::move(head.fields);
    return std::nullopt;
}

} // namespace panoh::http
