// Any request to a whole node, by nobody or by one of its people: through the router, the gate and the verbs
// of every slice to the database and back. No answer says that the program broke; refusals are problems with
// a code; nobody who is not signed in gets more than what is open to all.
//
// An input reads "2 PATCH /api/cases/{case}?limit=1", lines of headers, an empty line, the body. The digit is
// the person; a parameter in braces becomes an id that exists.

#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "fuzz.h"
#include "http/target.h"
#include "json_shapes.h"
#include "node.h"

namespace {

using namespace panoh;
using fuzz::must;

fuzz::Node& node()
{
    static fuzz::Node one;
    return one;
}

std::string with_ids(std::string_view target)
{
    std::string text(target);
    for (const auto& [name, ids] : node().ids()) {
        const std::string braced = '{' + name + '}';
        if (ids.empty()) continue;
        for (auto at = text.find(braced); at != std::string::npos; at = text.find(braced))
            text.replace(at, braced.size(), ids.front());
    }
    return text;
}

struct Asked {
    std::size_t person = 0;
    http::Request request = {};
};

std::optional<Asked> read(fuzz::Input input)
{
    fuzz::Input line(input.up_to('\n'));
    Asked asked;
    asked.person = static_cast<std::size_t>(line.byte() - '0');
    (void)line.byte();
    const auto method = http::parse_method(line.up_to(' '));
    auto target = http::parse_target(with_ids(line.rest()));
    if (!target) fuzz::must_be_refusal(target.error());
    if (!method || !target) return std::nullopt;
    auto& request = asked.request;
    request.method = *method;
    request.path = std::move(target->path);
    request.queries = std::move(target->queries);
    request.network = "192.0.2.0/24";
    request.headers = {{"sec-fetch-site", "same-origin"}, {"host", "localhost"}};
    for (std::string_view field = input.up_to('\n'); !field.empty(); field = input.up_to('\n')) {
        const std::size_t colon = field.find(": ");
        if (colon == std::string_view::npos) continue;
        const std::string name = http::lower(field.substr(0, colon));
        if (name != "cookie") request.headers.emplace_back(name, field.substr(colon + 2));
    }
    if (const auto cookie = node().cookie(asked.person); !cookie.empty())
        request.headers.emplace_back("cookie", cookie);
    const auto* route = node().router().find(request.method, request.path);
    request.body = input.first(route == nullptr ? 1000 : route->max_body);
    if (route != nullptr && !request.body.empty() && request.header("content-type").empty())
        request.headers.emplace_back("content-type", route->content_type);
    return asked;
}

void must_be_problem(const http::Response& response)
{
    must(response.content_type == "application/problem+json");
    const auto problem = boost::json::parse(response.body);
    const auto& code = problem.at("code").as_string();
    fuzz::must_be_code(code);
    must(problem.at("status").as_int64() == response.status);
    if (const auto* faults = problem.as_object().if_contains("faults"))
        for (const auto& fault : faults->as_array())
            fuzz::must_be_code(fault.at("code").as_string());
    // Too many at once is the one thing that may be wrong with the server here.
    must(response.status < 500 || code == "access/busy" || code == "http/busy" ||
         code == "records/uploads_full");
}

void must_be_answer(const Asked& asked, http::Response& response)
{
    const auto* route = node().router().find(asked.request.method, asked.request.path);
    must(route != nullptr);
    if (node().cookie(asked.person).empty()) must(route->policy == "open_to_all");
    if (response.content_type == "application/json" && !response.body.empty())
        (void)boost::json::parse(response.body);
    for (const auto& [name, value] : response.headers)
        must(name.find_first_of("\r\n") == std::string::npos &&
             value.find_first_of("\r\n") == std::string::npos);
    if (!response.stream) return;
    try {
        std::string piece;
        for (int pieces = 0; pieces < 100 && response.stream(piece); ++pieces)
            piece.clear();
    } catch (const std::exception&) {
        return; // a file that is broken off, so that half of it does not pass for the whole
    }
}

/// Whether the node is no more what the next input should find.
bool is_worn(const Asked& asked, const http::Response& response)
{
    static int writes = 0;
    if (asked.request.method != http::Method::get && response.status < 300) ++writes;
    const bool ended = response.status == 401 && !node().cookie(asked.person).empty();
    if (writes < 200 && !ended) return false;
    writes = 0;
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto asked = read(fuzz::Input(data, size));
    if (!asked) return 0;
    auto response = node().router().dispatch(asked->request);
    if (response.status >= 400)
        must_be_problem(response);
    else
        must_be_answer(*asked, response);
    response = {.status = response.status};
    if (is_worn(*asked, response)) node().begin_anew();
    return 0;
}

namespace {

const http::Route& any_route(fuzz::Random& random)
{
    const auto& routes = node().router().routes();
    return routes[fuzz::any(random, routes.size())];
}

std::string made(const http::Route& route, fuzz::Random& random)
{
    std::string text(1, static_cast<char>('0' + fuzz::any(random, node().people() + 1)));
    text.append(" ").append(http::method_text(route.method)).append(" ").append(route.pattern);
    char before = '?';
    for (const auto& field : route.query) {
        if (fuzz::any(random, 3) != 0) continue;
        text += before + field.name + '=' + std::to_string(fuzz::any(random, 300));
        before = '&';
    }
    text += '\n';
    if (route.versioned) text += "If-Match: \"" + std::to_string(fuzz::any(random, 3)) + "\"\n";
    if (route.idempotent_create) text += "Idempotency-Key: " + std::to_string(fuzz::any(random, 100)) + '\n';
    text += '\n';
    if (!route.takes.empty())
        text += boost::json::serialize(
            fuzz::make_json(boost::json::parse(route.takes), random, node().all_ids()));
    return text;
}

/// The body changed along the schema of its route, the rest as it is.
std::string with_other_body(std::string_view text, fuzz::Random& random)
{
    const std::size_t end = text.find("\n\n");
    const auto asked = read(fuzz::Input(text));
    const auto* route = asked ? node().router().find(asked->request.method, asked->request.path) : nullptr;
    if (end == std::string_view::npos || route == nullptr || route->takes.empty())
        return made(any_route(random), random);
    return std::string(text.substr(0, end + 2)) +
           fuzz::change_json(asked->request.body, boost::json::parse(route->takes), random, node().all_ids());
}

std::string with_other_person(std::string_view text, fuzz::Random& random)
{
    std::string other(text);
    if (!other.empty()) other[0] = static_cast<char>('0' + fuzz::any(random, node().people() + 1));
    return other;
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed)
{
    fuzz::Random random(seed);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t which = fuzz::any(random, 8);
    if (which == 0) return fuzz::put(made(any_route(random), random), data, most);
    if (which == 1) return fuzz::put(with_other_person(text, random), data, most);
    if (which < 5) return fuzz::put(with_other_body(text, random), data, most);
    return fuzz::put(fuzz::changed_bytes(text, std::min<std::size_t>(most, 8192)), data, most);
}
