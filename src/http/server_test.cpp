#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "http/testing.h"

using namespace panoh::http;
using namespace panoh::http::testing;

namespace {

bool has(const Answer& answer, std::string_view text)
{
    return answer.head.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("a request gets its answer, and the connection serves the next one")
{
    const TestServer server;
    auto client = server.client();
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.ask(get("/api/ping"));
        CHECK(answer.status == 200);
        CHECK(answer.body == R"({"ok":true})");
    }
}

TEST_CASE("every answer carries the security headers, refusals too")
{
    const TestServer server;
    for (const auto* path : {"/api/ping", "/api/nowhere", "/api//ping"}) {
        auto client = server.client();
        const auto answer = client.ask(get(path));
        CHECK(has(answer, "Content-Security-Policy: default-src 'none';"));
        CHECK(has(answer, "Cache-Control: no-store"));
        CHECK(has(answer, "X-Content-Type-Options: nosniff"));
        CHECK(has(answer, "Referrer-Policy: no-referrer"));
        CHECK(has(answer, "Cross-Origin-Opener-Policy: same-origin"));
        CHECK_FALSE(has(answer, "Strict-Transport-Security"));
    }
}

TEST_CASE("pipelined requests are answered in order, slow ones and refused ones among them")
{
    const TestServer server;
    auto client = server.client();
    client.send(get("/api/slow") + post("/api/echo", "12345") + get("/api/things/7") +
                get("/api/ping", "Connection: close\r\n"));
    CHECK(client.receive().body == R"({"slow":true})");
    CHECK(client.receive().body == "5");
    CHECK(client.receive().body == "\"7\"");
    const auto last = client.receive();
    CHECK(last.body == R"({"ok":true})");
    CHECK(has(last, "Connection: close"));
    CHECK(client.ended());
}

TEST_CASE("HEAD gets the head of the GET")
{
    const TestServer server;
    auto client = server.client();
    client.send("HEAD /api/ping HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/api/things/1"));
    std::string text;
    // Not `receive`, which would wait for the body that the length tells of.
    for (char buffer[4096]; text.find("\"1\"") == std::string::npos;) {
        const auto size = ::recv(client.descriptor(), buffer, sizeof buffer, 0);
        REQUIRE(size > 0);
        text.append(buffer, static_cast<std::size_t>(size));
    }
    CHECK(text.find("Content-Length: 11\r\n") != std::string::npos);
    CHECK(text.find("ok") == std::string::npos);
}

TEST_CASE("Expect: 100-continue gets its go-ahead, or the refusal instead of it")
{
    const TestServer server;
    const std::string head =
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Expect: 100-continue\r\nContent-Length: ";
    auto client = server.client();
    CHECK(client.ask(head + "4\r\n\r\n").status == 100);
    CHECK(client.ask("1234").body == "4");
    CHECK(client.ask(head + "4000\r\n\r\n").status == 413);
}

TEST_CASE("a chunked body arrives whole, however it is cut")
{
    const TestServer server;
    const std::string request =
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n3\r\n123\r\n4\r\n4567\r\n0\r\n\r\n";
    for (std::size_t cut = 1; cut < request.size(); cut += 7) {
        auto client = server.client();
        client.send(request.substr(0, cut));
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        client.send(request.substr(cut));
        CHECK(client.receive().body == "7");
    }
}

TEST_CASE("what a handler throws stays inside")
{
    const TestServer server;
    auto client = server.client();
    const auto answer = client.ask(get("/api/throws"));
    CHECK(answer.status == 500);
    CHECK(answer.body.find("\"code\":\"http/broken\"") != std::string::npos);
    CHECK(answer.body.find("Aida") == std::string::npos);
    CHECK(client.ask(get("/api/ping")).status == 200);
}

TEST_CASE("a streamed answer comes whole, and one that breaks is not taken for whole")
{
    const TestServer server;
    auto client = server.client();
    const auto whole = client.ask(get("/api/stream"));
    CHECK(whole.status == 200);
    CHECK(whole.body.size() == 6 + 200 * 10000);
    CHECK(client.ask(get("/api/ping")).status == 200);

    const auto broken = client.ask(get("/api/broken-stream"));
    CHECK(broken.status == 0);
    CHECK(client.ended());
}

TEST_CASE("HTTP/1.0 gets its stream without chunks, ended by the connection")
{
    const TestServer server;
    auto client = server.client();
    client.send("GET /api/stream HTTP/1.0\r\nHost: localhost\r\n\r\n");
    const auto answer = client.receive();
    CHECK(answer.status == 200);
    CHECK_FALSE(has(answer, "chunked"));
    CHECK(client.ended());
}

TEST_CASE("when all workers are taken and the queue is full, the answer is 503 with Retry-After")
{
    Limits limits;
    limits.waiting_requests = 1;
    const TestServer server(limits, 1);
    std::vector<RawClient> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(server.client());
        clients.back().send(get("/api/slow"));
    }
    int busy = 0;
    int done = 0;
    for (auto& client : clients) {
        const auto answer = client.receive();
        if (answer.status == 200) ++done;
        if (answer.status == 503 && has(answer, "Retry-After: 1")) ++busy;
    }
    CHECK(done >= 1);
    CHECK(done <= 3);
    CHECK(done + busy == 6);
}

TEST_CASE("slow requests wait among themselves, and nobody else waits for them")
{
    const TestServer server({}, 1);
    hashings_done() = 0;
    std::vector<RawClient> slow;
    for (int i = 0; i < 12; ++i) {
        slow.push_back(server.client());
        slow.back().send(get("/api/hashing"));
    }
    auto client = server.client();
    CHECK(client.ask(get("/api/ping")).status == 200);
    CHECK(hashings_done() < 12);
    for (auto& each : slow)
        CHECK(each.receive().status == 200);
}

TEST_CASE("metrics tell routes and classes, and no path")
{
    TestServer server;
    auto client = server.client();
    CHECK(client.ask(get("/api/things/11112222-aaaa")).status == 200);
    CHECK(client.ask(get("/api/nowhere/11112222-bbbb")).status == 404);
    const auto text = server.server().metrics_text();
    CHECK(text.find("panoh_http_requests_total{route=\"GET /api/things/{thing}\",class=\"2xx\"} 1\n") !=
          std::string::npos);
    CHECK(text.find("panoh_http_requests_total{route=\"none\",class=\"4xx\"} 1\n") != std::string::npos);
    CHECK(text.find("panoh_http_connections 1\n") != std::string::npos);
    CHECK(text.find("le=\"+Inf\"} 1\n") != std::string::npos);
    CHECK(text.find("11112222") == std::string::npos);
    CHECK(text.find("process_resident_memory_bytes 0\n") == std::string::npos);
}

TEST_CASE("only the trusted proxy says for whom it asks")
{
    const auto asks = get("/api/network", "X-Forwarded-For: 203.0.113.9, 192.0.2.7\r\n");
    const TestServer alone;
    CHECK(alone.client().ask(asks).body == "127.0.0.");
    const TestServer elsewhere({}, 4, {}, "10.0.0.0/8");
    CHECK(elsewhere.client().ask(asks).body == "127.0.0.");
    const TestServer behind({}, 4, {}, "127.0.0.1");
    auto client = behind.client();
    CHECK(client.ask(asks).body == "192.0.2.");
    // Each request of a connection speaks for itself.
    CHECK(client.ask(get("/api/network", "X-Forwarded-For: 198.51.100.1\r\n")).body == "198.51.100.");
    CHECK(client.ask(get("/api/network")).body == "127.0.0.");
    CHECK(client.ask(get("/api/network", "X-Forwarded-For: unknown\r\n")).body == "127.0.0.");
}

TEST_CASE("the server does not begin where it should not")
{
    Router router = test_routes();
    const StaticFiles files;
    ServerOptions options;
    options.port = 0;
    SUBCASE("plain HTTP on an address that others reach")
    {
        options.address = "0.0.0.0";
        CHECK(Server::start(options, router, files).error().code == "http/plain_needs_loopback");
    }
    SUBCASE("a port that is taken, by another Panoh too")
    {
        const auto first = Server::start(options, router, files);
        REQUIRE(first.has_value());
        options.port = (*first)->port();
        CHECK(Server::start(options, router, files).error().code == "http/cannot_listen");
    }
    SUBCASE("no such certificate")
    {
        options.certificate_file = options.key_file = "/nowhere/key.pem";
        CHECK(Server::start(options, router, files).error().code == "http/certificate");
    }
    SUBCASE("a route without a policy")
    {
        router.add(
            {.pattern = "/api/open", .policy = "", .handler = [](const Request&) { return no_content(); }});
        CHECK(Server::start(options, router, files).error().code == "http/route_fault");
    }
}
