#include <doctest/doctest.h>

#include <future>
#include <vector>

#include "http/testing.h"

using namespace panoh::http;
using namespace panoh::http::testing;
using namespace std::chrono_literals;

namespace {

int milliseconds_of(const std::function<void()>& action)
{
    const auto begin = std::chrono::steady_clock::now();
    action();
    return static_cast<int>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin)
            .count());
}

/// Sends a byte each 30 ms until the server has had enough; milliseconds.
int drip(RawClient& client, std::string_view text)
{
    return milliseconds_of([&] {
        for (std::size_t i = 0; i < 400; ++i) {
            if (!client.send(text.substr(i % text.size(), 1))) return;
            std::this_thread::sleep_for(30ms);
        }
    });
}

} // namespace

TEST_CASE("a header that drips is cut at its deadline, however regular the drops")
{
    Limits limits;
    limits.header_ms = 500;
    limits.late_ms = 300;
    limits.idle_ms = 3000;
    const TestServer server(limits);
    const std::string drops = "GET /api/ping HTTP/1.1\r\nX-Long: " + std::string(500, 'a');
    auto client = server.client();
    const auto first = drip(client, drops);
    CHECK(first >= 400);
    CHECK(first < 1500);
    // The second request of a connection has its own deadline, from its first byte.
    auto again = server.client();
    CHECK(again.ask(get("/api/ping")).status == 200);
    std::this_thread::sleep_for(700ms);
    const auto second = drip(again, drops);
    CHECK(second >= 400);
    CHECK(second < 1500);
}

TEST_CASE("a body that drips is cut at its deadline")
{
    Limits limits;
    limits.body_ms = 500;
    limits.late_ms = 300;
    const TestServer server(limits);
    auto client = server.client();
    client.send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                "application/json\r\nContent-Length: 900\r\n\r\n");
    const auto took = drip(client, "a");
    CHECK(took >= 400);
    CHECK(took < 1500);
}

TEST_CASE("half a request is answered 408 at its deadline, and the connection ends soon after")
{
    Limits limits;
    limits.header_ms = 300;
    limits.body_ms = 300;
    limits.late_ms = 300;
    const TestServer server(limits);
    const std::string half_body =
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        "900\r\n\r\n{";
    for (const auto& half : {std::string("GET /api/pi"), half_body}) {
        auto client = server.client();
        client.send(half);
        const auto answer = client.receive();
        CHECK(answer.status == 408);
        CHECK(answer.body.find("http/too_late") != std::string::npos);
        CHECK(answer.head.find("Connection: close") != std::string::npos);
        // The rest comes too late to be read as a request.
        client.send("ng HTTP/1.1\r\nHost: localhost\r\n\r\n");
        CHECK(client.receive().status == 0);
        CHECK(client.ends_after() < 1000);
    }
}

TEST_CASE("who was too slow and does not read the answer loses the connection all the same")
{
    Limits limits;
    limits.header_ms = 300;
    limits.late_ms = 300;
    TestServer server(limits);
    auto client = server.client();
    client.send("GET /api/pi");
    std::this_thread::sleep_for(1500ms);
    CHECK(server.server().metrics_text().find("panoh_http_connections 0\n") != std::string::npos);
}

TEST_CASE("a connection ends after its share of requests")
{
    Limits limits;
    limits.requests_per_connection = 3;
    const TestServer server(limits);
    auto client = server.client();
    CHECK(client.ask(get("/api/ping")).head.find("Connection: close") == std::string::npos);
    CHECK(client.ask(get("/api/ping")).status == 200);
    CHECK(client.ask(get("/api/ping")).head.find("Connection: close") != std::string::npos);
    CHECK(client.ended());
}

TEST_CASE("connections that say nothing, or nothing more, end at their deadlines")
{
    Limits limits;
    limits.header_ms = 300;
    limits.idle_ms = 600;
    const TestServer server(limits);
    auto silent = server.client();
    const auto silent_ended = silent.ends_after();
    CHECK(silent_ended >= 200);
    CHECK(silent_ended < 1000);
    auto idle = server.client();
    CHECK(idle.ask(get("/api/ping")).status == 200);
    const auto idle_ended = idle.ends_after();
    CHECK(idle_ended >= 500);
    CHECK(idle_ended < 1500);
}

TEST_CASE("who does not read the answer loses the connection")
{
    Limits limits;
    limits.write_ms = 300;
    TestServer server(limits);
    auto client = server.client();
    const int small = 4096;
    ::setsockopt(client.descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    for (int i = 0; i < 20; ++i)
        client.send(get("/api/stream"));
    std::this_thread::sleep_for(1500ms);
    CHECK(server.server().metrics_text().find("panoh_http_connections 0\n") != std::string::npos);
}

TEST_CASE("five hundred stalled connections do not hold up a normal request")
{
    const TestServer server;
    std::vector<RawClient> stalled;
    for (int i = 0; i < 500; ++i) {
        stalled.push_back(server.client());
        REQUIRE(stalled.back().send(
            i % 2 == 0 ? "GET /api/pi"
                       : "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n12"));
    }
    auto client = server.client();
    const auto took = milliseconds_of([&] { CHECK(client.ask(get("/api/ping")).status == 200); });
    CHECK(took < 500);
}

TEST_CASE("a network gets no more connections than its share, and gets them back")
{
    Limits limits;
    limits.max_connections_per_network = 3;
    TestServer server(limits);
    {
        std::vector<RawClient> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(server.client());
            CHECK(clients.back().ask(get("/api/ping")).status == 200);
        }
        auto fourth = server.client();
        CHECK(fourth.ask(get("/api/ping")).status == 0);
        CHECK(server.server().metrics_text().find("panoh_http_refused_connections_total 1\n") !=
              std::string::npos);
    }
    std::this_thread::sleep_for(200ms);
    CHECK(server.client().ask(get("/api/ping")).status == 200);
}

TEST_CASE("stopping ends idle connections at once and lets the running request end")
{
    TestServer server;
    auto idle = server.client();
    CHECK(idle.ask(get("/api/ping")).status == 200);
    auto silent = server.client();
    auto busy = server.client();
    const auto port = server.server().port();
    busy.send(get("/api/slow") + get("/api/ping"));
    std::this_thread::sleep_for(100ms);

    auto stopped =
        std::async(std::launch::async, [&] { return milliseconds_of([&] { server.server().stop(); }); });
    CHECK(idle.ends_after() < 200);
    CHECK(silent.ended());
    const auto answer = busy.receive();
    CHECK(answer.body == R"({"slow":true})");
    CHECK(answer.head.find("Connection: close") != std::string::npos);
    ::shutdown(busy.descriptor(), SHUT_WR);
    CHECK(busy.receive().status == 0);
    const auto took = stopped.get();
    CHECK(took >= 100);
    CHECK(took < 3000);
    server.server().wait();
    CHECK_FALSE(RawClient(port).connected());
}

TEST_CASE("stopping waits no longer than it was told for a client that does not go on")
{
    Limits limits;
    limits.drain_ms = 300;
    TestServer server(limits);
    auto half = server.client();
    half.send("GET /api/pi");
    std::this_thread::sleep_for(50ms);
    const auto took = milliseconds_of([&] { server.server().stop(); });
    CHECK(took >= 250);
    CHECK(took < 1500);
    CHECK(half.ended());
}
