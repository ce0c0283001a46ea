#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "core/broken.h"
#include "http/router.h"

using namespace panoh::http;
namespace core = panoh::core;

namespace {

Route named(Method method, std::string pattern, std::string policy = "open_to_all")
{
    Route route;
    route.method = method;
    route.pattern = pattern;
    route.policy = std::move(policy);
    route.summary = "does it";
    route.handler = [pattern](const Request& request) {
        return json_response(200, pattern + " " + std::string(request.param("case")));
    };
    return route;
}

Request asking(Method method, std::string path)
{
    Request request;
    request.method = method;
    request.path = std::move(path);
    return request;
}

} // namespace

TEST_CASE("a literal segment wins over a parameter, whatever the order they were added in")
{
    Router router;
    router.add(named(Method::get, "/api/cases/{case}"));
    router.add(named(Method::get, "/api/cases/find"));
    router.add(named(Method::get, "/api/{any}/find"));
    const auto asked = [&](const char* path) {
        auto request = asking(Method::get, path);
        return router.dispatch(request).body;
    };
    CHECK(asked("/api/cases/find") == "/api/cases/find ");
    CHECK(asked("/api/cases/7") == "/api/cases/{case} 7");
    CHECK(asked("/api/teams/find") == "/api/{any}/find ");
    CHECK(router.find(Method::get, "/api/cases/") == nullptr);
    CHECK(router.find(Method::get, "/api/cases/7/notes") == nullptr);
    CHECK(router.find(Method::post, "/api/cases/7") == nullptr);
    CHECK(router.fault().empty());
}

TEST_CASE("the table tells its first fault")
{
    Router router;
    router.add(named(Method::get, "/api/cases/{case}"));
    SUBCASE("no policy")
    {
        router.add(named(Method::get, "/api/free", ""));
        CHECK(router.fault() == "no policy: GET /api/free");
    }
    SUBCASE("a policy that does not exist")
    {
        router.add(named(Method::get, "/api/free", "everybody"));
        CHECK(router.fault() == "no policy: GET /api/free");
    }
    SUBCASE("two routes of one shape")
    {
        router.add(named(Method::post, "/api/cases/{other}"));
        CHECK(router.fault().empty());
        router.add(named(Method::get, "/api/cases/{other}"));
        CHECK(router.fault() == "two routes: GET /api/cases/{other} and /api/cases/{case}");
    }
    SUBCASE("no handler")
    {
        auto route = named(Method::get, "/api/free");
        route.handler = nullptr;
        router.add(route);
        CHECK(router.fault() == "no handler: GET /api/free");
    }
}

TEST_CASE("a body of another type than the route takes is refused")
{
    Router router;
    router.add(named(Method::post, "/api/cases"));
    auto request = asking(Method::post, "/api/cases");
    request.body = "{}";
    CHECK(router.dispatch(request).status == 415);
    CHECK(router.dispatch(request).body.find(R"("field":"Content-Type")") != std::string::npos);
    request.headers = {{"content-type", "text/plain"}};
    CHECK(router.dispatch(request).status == 415);
    request.headers = {{"content-type", "Application/JSON; charset=utf-8"}};
    CHECK(router.dispatch(request).status == 200);
}

TEST_CASE("what breaks under a handler says when to come back, and nothing of itself")
{
    struct Broke : core::Broken {
        explicit Broke(std::string code) : core::Broken("Aida Asanova"), code_(std::move(code)) {}
        [[nodiscard]] core::Error told() const override
        {
            return {.kind = core::ErrorKind::busy, .code = code_, .retry_after = 5};
        }
        std::string code_;
    };
    const std::vector<std::pair<std::string, int>> expected = {
        {"store/outcome_unknown", 503}, {"store/no_room", 507}, {"http/broken", 500}};
    for (const auto& [code, status] : expected) {
        Router router;
        auto route = named(Method::get, "/api/breaks");
        route.handler = [code = code](const Request&) -> Response { throw Broke(code); };
        router.add(std::move(route));
        auto request = asking(Method::get, "/api/breaks");
        const auto answer = router.dispatch(request);
        CHECK(answer.status == status);
        CHECK(answer.body.find(code) != std::string::npos);
        CHECK(answer.body.find("Aida") == std::string::npos);
        CHECK(answer.headers == Fields{{"Retry-After", "5"}});
    }
}

TEST_CASE("versions, cookies and problems have one text form")
{
    Request request;
    CHECK(status_of(request.if_match().error()) == 428);
    CHECK(request.if_match().error().field == "If-Match");
    for (const auto* bad : {"7", "\"\"", "\"-1\"", "\"7", "\"07\"", "W/\"7\"", "\"7\", \"8\"",
                            "\"99999999999999999999\"", "*"}) {
        request.headers = {{"if-match", bad}};
        CHECK(request.if_match().error().code == "http/if_match_invalid");
        CHECK(request.if_match().error().field == "If-Match");
    }
    request.headers = {{"if-match", "\"7\""}, {"cookie", "a=1; __Host-s=x=y;s=2"}};
    CHECK(request.if_match() == 7);
    CHECK(request.cookie("__Host-s") == "x=y");
    CHECK(request.cookie("s") == "2");
    CHECK(request.cookie("Host-s").empty());

    core::Error error{.kind = core::ErrorKind::stale, .code = "case/stale", .field = "a\"b"};
    error.faults = {{"json/missing", "subject/birth"}};
    error.current = R"({"version":8})";
    error.retry_after = 3;
    const auto answer = problem(error);
    CHECK(answer.status == 412);
    CHECK(answer.content_type == "application/problem+json");
    const auto json = boost::json::parse(answer.body).as_object();
    CHECK(json.at("code").as_string() == "case/stale");
    CHECK(json.at("field").as_string() == "a\"b");
    CHECK(json.at("faults").at(0).at("field").as_string() == "subject/birth");
    CHECK(json.at("current").at("version").as_int64() == 8);
    CHECK(answer.headers == Fields{{"Retry-After", "3"}});
}

TEST_CASE("the description says what the table serves, as valid JSON")
{
    Router router;
    auto change = named(Method::patch, "/api/cases/{case}", "case_change");
    change.takes = R"({"type":"object"})";
    change.gives = R"({"type":"string"})";
    change.problems = {"case/stale"};
    change.versioned = true;
    router.add(std::move(change));
    auto list = named(Method::get, "/api/cases", "case_list");
    list.query = {{.name = "limit", .summary = "a \"limit\""}};
    router.add(std::move(list));
    auto open = named(Method::post, "/api/cases", "case_open");
    open.success = 201;
    open.idempotent_create = true;
    open.tagged = true;
    router.add(std::move(open));
    router.add(named(Method::get, "/healthz"));

    const auto api = boost::json::parse(router.openapi("0.1.0")).as_object();
    CHECK(api.at("openapi").as_string() == "3.1.0");
    CHECK(api.at("info").at("version").as_string() == "0.1.0");
    const auto& paths = api.at("paths").as_object();
    CHECK(paths.size() == 3);
    const auto& patch = paths.at("/api/cases/{case}").at("patch").as_object();
    CHECK(patch.at("operationId").as_string() == "patch_api_cases_case");
    CHECK(patch.at("parameters").at(0).at("in").as_string() == "path");
    CHECK(patch.at("parameters").at(1).at("name").as_string() == "If-Match");
    CHECK(patch.at("requestBody").at("content").at("application/json").at("schema").at("type").as_string() ==
          "object");
    CHECK(patch.at("responses").at("200").at("headers").as_object().contains("ETag"));
    CHECK(patch.at("responses").at("default").at("x-codes").at(0).as_string() == "case/stale");
    CHECK(paths.at("/api/cases").at("get").at("parameters").at(0).at("description").as_string() ==
          "a \"limit\"");
    CHECK(paths.at("/api/cases").at("post").at("parameters").at(0).at("name").as_string() ==
          "Idempotency-Key");
    CHECK(paths.at("/api/cases").at("post").at("responses").as_object().contains("201"));
    CHECK(paths.at("/api/cases")
              .at("post")
              .at("responses")
              .at("201")
              .at("headers")
              .as_object()
              .contains("ETag"));
    CHECK(paths.at("/api/cases").at("post").at("parameters").as_array().size() == 1);
    CHECK(paths.at("/healthz").at("get").at("security").as_array().empty());
    CHECK_FALSE(paths.at("/api/cases").at("get").as_object().contains("security"));
}
