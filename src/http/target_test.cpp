#include <doctest/doctest.h>

#include "core/json.h"
#include "http/target.h"
#include "http/testing.h"

using namespace panoh::http;
namespace core = panoh::core;

namespace {

struct Said {
    std::string text = {};
};
PANOH_JSON(Said, text)

/// The text of `{"text":"..."}` whose string is written so.
std::string said(std::string_view written)
{
    const auto body = core::read_json<Said>(R"({"text":")" + std::string(written) + R"("})");
    return body ? body->text : "refused";
}

} // namespace

TEST_CASE("a text that was encoded twice is decoded once and kept as it is")
{
    // Once more decoded: a dot, dots, a slash, a backslash, a NUL, a line break, a letter, another percent
    // sign.
    for (const std::string once :
         {"%2e", "%2E%2e", "%2f", "%5c", "%00", "%0d%0a", "%41", "%25", "%2541", "%c3%a9", "%"}) {
        CAPTURE(once);
        std::string twice;
        for (const char letter : once)
            twice += letter == '%' ? std::string("%25") : std::string(1, letter);
        const auto target = parse_target("/api/things/" + twice + "/part?name=" + twice + "&" + twice + "=1");
        REQUIRE(target);
        CHECK(target->path == "/api/things/" + once + "/part");
        REQUIRE(target->queries.size() == 2);
        CHECK(target->queries[0].second == once);
        CHECK(target->queries[1].first == once);
        // What percent signs say is nobody's business in JSON.
        CHECK(said(once) == once);
        CHECK(said(twice) == twice);
    }
    // In a query `+` is a space, and only there and only once.
    const auto signs = parse_target("/a+b?q=a+b%2Bc%252Bd");
    REQUIRE(signs);
    CHECK(signs->path == "/a+b");
    CHECK(signs->queries[0].second == "a b+c%2Bd");
    // Escapes of JSON that make the letters of an escape, and entities of HTML, are text.
    CHECK(said(R"(\\u0041)") == R"(\u0041)");
    CHECK(said(R"(\u005cu0041)") == R"(\u0041)");
    CHECK(said(R"(\u005c\u006e)") == R"(\n)");
    CHECK(said("&lt;&amp;lt;&#x41;") == "&lt;&amp;lt;&#x41;");
}

TEST_CASE("a parameter encoded twice reaches its route as one text, on the wire")
{
    const testing::TestServer server;
    const auto thing = [&](std::string_view written) {
        return server.client().ask(testing::get("/api/things/" + std::string(written)));
    };
    CHECK(thing("%252e%252e").body == R"("%2e%2e")");
    CHECK(thing("%252e%252e%252fping").body == R"("%2e%2e%2fping")");
    CHECK(thing("%25252e").body == R"("%252e")");
    CHECK(thing("%2500").body == R"("%00")");
    // Said once they would be another path, and are refused.
    CHECK(thing("%2e%2e").status == 400);
    CHECK(thing("%2fping").status == 400);
    CHECK(thing("%00").status == 400);
    // A name of a query that would be right if it were decoded again is unknown.
    CHECK(thing("1?%256cimit=5").status == 400);
    CHECK(thing("1?limit=5&%256cimit=6").status == 400);
    CHECK(thing("1?%6cimit=5").status == 200);
}
