#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "http/testing.h"

using namespace panoh::http;
using namespace panoh::http::testing;

namespace {

struct BadRequest {
    const char* name;
    std::string text;
    int status;
    const char* code;
};

std::string with_host(const std::string& line, const std::string& fields = {})
{
    return line + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

std::string posted(const std::string& fields, const std::string& body = "12345")
{
    return with_host("POST /api/echo", "Content-Type: application/json\r\n" + fields) + body;
}

std::vector<BadRequest> bad_requests()
{
    std::string many;
    for (int i = 0; i < 70; ++i)
        many += "X-Field-" + std::to_string(i) + ": 1\r\n";
    const std::string chunks = "5\r\n12345\r\n0\r\n\r\n";
    return {
        {"length and chunks", posted("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunks), 400,
         "http/"},
        {"chunks and length", posted("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", chunks), 400,
         "http/"},
        {"two lengths", posted("Content-Length: 5\r\nContent-Length: 6\r\n"), 400, "http/"},
        {"the same length twice", posted("Content-Length: 5\r\nContent-Length: 5\r\n"), 400, "http/"},
        {"a list of lengths", posted("Content-Length: 5, 5\r\n"), 400, "http/framing"},
        {"length with sign", posted("Content-Length: +5\r\n"), 400, "http/"},
        {"negative length", posted("Content-Length: -5\r\n"), 400, "http/"},
        {"hexadecimal length", posted("Content-Length: 0x5\r\n"), 400, "http/"},
        {"length beyond 64 bits", posted("Content-Length: 99999999999999999999999\r\n"), 400, "http/"},
        {"encoding before chunks", posted("Transfer-Encoding: gzip, chunked\r\n", chunks), 501,
         "http/transfer_encoding"},
        {"identity encoding", posted("Transfer-Encoding: identity\r\n"), 501, "http/transfer_encoding"},
        {"hidden encoding", posted("Transfer-Encoding: xchunked\r\n", chunks), 501, "http/transfer_encoding"},
        {"two encodings", posted("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunks), 400,
         "http/"},
        {"chunks in HTTP/1.0",
         "POST /api/echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, 400,
         "http/"},
        {"bad chunk size", posted("Transfer-Encoding: chunked\r\n", "zz\r\n12345\r\n0\r\n\r\n"), 400,
         "http/malformed"},
        {"chunk longer than told", posted("Transfer-Encoding: chunked\r\n", "2\r\n12345\r\n0\r\n\r\n"), 400,
         "http/malformed"},
        {"chunk extension", posted("Transfer-Encoding: chunked\r\n", "5;a=b\r\n12345\r\n0\r\n\r\n"), 400,
         "http/malformed"},
        {"trailer", posted("Transfer-Encoding: chunked\r\n", "5\r\n12345\r\n0\r\nHost: x\r\n\r\n"), 400,
         "http/malformed"},
        {"chunk with bare line feed", posted("Transfer-Encoding: chunked\r\n", "5\n12345\r\n0\r\n\r\n"), 400,
         "http/malformed"},
        {"chunk without size", posted("Transfer-Encoding: chunked\r\n", "\r\n12345\r\n0\r\n\r\n"), 400,
         "http/malformed"},
        {"chunk size beyond reason", posted("Transfer-Encoding: chunked\r\n", "10000000000000005\r\n12345"),
         400, "http/malformed"},
        {"largest chunk size", posted("Transfer-Encoding: chunked\r\n", "fffffff\r\n12345"), 413,
         "http/body_too_large"},
        {"compressed body", posted("Content-Encoding: gzip\r\nContent-Length: 5\r\n"), 415,
         "http/content_encoding"},
        {"another expectation", posted("Expect: miracle\r\nContent-Length: 5\r\n"), 417, "http/expectation"},
        {"no host", "GET /api/ping HTTP/1.1\r\nAccept: */*\r\n\r\n", 400, "http/host_missing"},
        {"no host in HTTP/1.0", "GET /api/ping HTTP/1.0\r\n\r\n", 400, "http/host_missing"},
        {"two hosts", with_host("GET /api/ping", "Host: localhost\r\n"), 400, "http/repeated_field"},
        {"an empty host", "GET /api/ping HTTP/1.1\r\nHost:\r\n\r\n", 400, "http/host_invalid"},
        {"a host with a name in front", "GET /api/ping HTTP/1.1\r\nHost: me@localhost\r\n\r\n", 400,
         "http/host_invalid"},
        {"somebody else's host", "GET /api/ping HTTP/1.1\r\nHost: example.org\r\n\r\n", 421,
         "http/host_unknown"},
        {"a host that begins like ours", "GET /api/ping HTTP/1.1\r\nHost: localhost.example.org\r\n\r\n", 421,
         "http/host_unknown"},
        {"two cookies", with_host("GET /api/ping", "Cookie: a=1\r\nCookie: a=2\r\n"), 400,
         "http/repeated_field"},
        {"folded field", with_host("GET /api/ping", "X-One: 1\r\n two\r\n"), 400, "http/folded_field"},
        {"folded first field", "GET /api/ping HTTP/1.1\r\n Host: localhost\r\n\r\n", 400,
         "http/folded_field"},
        {"bare line feeds", "GET /api/ping HTTP/1.1\nHost: localhost\n\n", 400, "http/bare_line_feed"},
        {"one bare line feed", with_host("GET /api/ping", "X-One: 1\nX-Two: 2\r\n"), 400,
         "http/bare_line_feed"},
        {"bare carriage return", with_host("GET /api/ping", "X-One: 1\rX-Two: 2\r\n"), 400, "http/malformed"},
        {"NUL in a field", with_host("GET /api/ping", std::string("X-One: a\0b\r\n", 12)), 400,
         "http/malformed"},
        {"space before colon", with_host("GET /api/ping", "X-One : 1\r\n"), 400, "http/malformed"},
        {"field without colon", with_host("GET /api/ping", "X-One\r\n"), 400, "http/malformed"},
        {"an empty line first", "\r\n" + with_host("GET /api/ping"), 400, "http/malformed"},
        {"no version", "GET /api/ping\r\nHost: localhost\r\n\r\n", 400, "http/malformed"},
        {"HTTP/2 in words", "GET /api/ping HTTP/2.0\r\nHost: localhost\r\n\r\n", 400, "http/malformed"},
        {"two spaces", "GET  /api/ping HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "http/malformed"},
        {"a method with a control character", with_host("GE\x01T /api/ping"), 400, "http/malformed"},
        {"absolute form", with_host("GET http://localhost/api/ping"), 400, "http/target_form"},
        {"authority form", with_host("CONNECT localhost:80"), 400, "http/target_form"},
        {"asterisk form", with_host("OPTIONS *"), 400, "http/target_form"},
        {"path up", with_host("GET /api/../ping"), 400, "http/path_invalid"},
        {"path up, encoded", with_host("GET /api/%2e%2e/ping"), 400, "http/path_invalid"},
        {"path here", with_host("GET /api/./ping"), 400, "http/path_invalid"},
        {"two slashes", with_host("GET /api//ping"), 400, "http/path_invalid"},
        {"encoded slash", with_host("GET /api%2fping"), 400, "http/path_invalid"},
        {"encoded backslash", with_host("GET /api%5Cping"), 400, "http/path_invalid"},
        {"encoded letter", with_host("GET /api/%70ing"), 400, "http/path_invalid"},
        {"encoded NUL", with_host("GET /api/ping%00"), 400, "http/path_invalid"},
        {"encoded line feed", with_host("GET /api/ping%0a"), 400, "http/path_invalid"},
        {"bad percent", with_host("GET /api/%zzping"), 400, "http/path_invalid"},
        {"cut percent", with_host("GET /api/ping%"), 400, "http/path_invalid"},
        {"backslash", with_host("GET /api\\ping"), 400, "http/path_invalid"},
        {"not UTF-8", with_host("GET /api/%ff"), 400, "http/path_invalid"},
        {"fragment", with_host("GET /api/ping#a"), 400, "http/path_invalid"},
        {"bad percent in the query", with_host("GET /api/things/1?limit=%z"), 400, "http/query_invalid"},
        {"NUL in the query", with_host("GET /api/things/1?limit=%00"), 400, "http/query_invalid"},
        {"long header", with_host("GET /api/ping", "X-One: " + std::string(9000, 'a') + "\r\n"), 431,
         "http/header_too_large"},
        {"header without end", "GET /api/ping HTTP/1.1\r\nX-One: " + std::string(200000, 'a'), 431,
         "http/header_too_large"},
        {"long request line", with_host("GET /" + std::string(9000, 'a')), 431, "http/header_too_large"},
        {"many fields", with_host("GET /api/ping", many), 431, "http/header_too_large"},
        {"OPTIONS", with_host("OPTIONS /api/ping"), 405, "http/method_not_allowed"},
        {"TRACE", with_host("TRACE /api/ping"), 405, "http/method_not_allowed"},
        {"no method at all", with_host("NONSENSE /api/ping"), 405, "http/method_not_allowed"},
        {"declared body too large", posted("Content-Length: 1001\r\n", std::string(1001, ' ')), 413,
         "http/body_too_large"},
        {"chunks too large",
         posted("Transfer-Encoding: chunked\r\n", "3e9\r\n" + std::string(1001, ' ') + "\r\n0\r\n\r\n"), 413,
         "http/body_too_large"},
        {"many chunks too large",
         posted("Transfer-Encoding: chunked\r\n",
                "300\r\n" + std::string(0x300, ' ') + "\r\n300\r\n" + std::string(0x300, ' ')),
         413, "http/body_too_large"},
        {"body of a GET", with_host("GET /api/ping", "Content-Length: 5\r\n") + "12345", 413,
         "http/body_too_large"},
    };
}

} // namespace

TEST_CASE(
    "bad requests are refused with the right status, and nothing of them is taken for a further request")
{
    const TestServer server;
    for (const auto& bad : bad_requests()) {
        CAPTURE(bad.name);
        auto client = server.client();
        client.send(bad.text + get("/api/ping"));
        const auto answer = client.receive();
        CHECK(answer.status == bad.status);
        CHECK(answer.body.find("\"code\":\"" + std::string(bad.code)) != std::string::npos);
        if (bad.status == 413 || bad.status == 415)
            CHECK(answer.body.find("\"field\":\"") != std::string::npos);
        CHECK(answer.head.find("Connection: close\r\n") != std::string::npos);
        CHECK(answer.head.find("Content-Type: application/problem+json\r\n") != std::string::npos);
        CHECK(client.receive().status == 0);
        ::shutdown(client.descriptor(), SHUT_WR);
        CHECK(client.ended());
    }
    auto client = server.client();
    CHECK(client.ask(get("/api/ping")).status == 200);
}

TEST_CASE(
    "the answer to a body that is too large is really received, though the client sends all of it first")
{
    const TestServer server;
    auto client = server.client();
    const std::string body(16 * 1024 * 1024, ' ');
    CHECK(client.send(post("/api/load", body)));
    CHECK(client.receive().status == 413);

    auto chunked = server.client();
    CHECK(chunked.send("POST /api/load HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                       "Transfer-Encoding: chunked\r\n\r\n"));
    for (int i = 0; i < 256; ++i)
        CHECK(chunked.send("10000\r\n" + std::string(65536, ' ') + "\r\n"));
    CHECK(chunked.receive().status == 413);
}

TEST_CASE("a body within its limit is taken, also a large one")
{
    const TestServer server;
    auto client = server.client();
    CHECK(client.ask(post("/api/load", std::string(8 * 1024 * 1024, ' '))).body == "8388608");
    CHECK(client.ask(post("/api/echo", std::string(1000, ' '))).body == "1000");
}

TEST_CASE("bodies together take no more memory than allowed")
{
    Limits limits;
    limits.body_memory = 3 * 1024 * 1024;
    const TestServer server(limits);
    auto first = server.client();
    auto second = server.client();
    const std::string part(2 * 1024 * 1024, ' ');
    const std::string head =
        "POST /api/load HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: 4194304\r\n\r\n";
    first.send(head + part);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK(second.ask(head + part).status == 503);
    CHECK(server.client().ask(post("/api/echo", "12345")).body == "5");
}

TEST_CASE("an unknown or repeated query parameter is named")
{
    const TestServer server;
    auto client = server.client();
    const auto unknown = client.ask(get("/api/things/1?limit=5&colour=red"));
    CHECK(unknown.status == 400);
    CHECK(unknown.body.find(R"("code":"http/query_unknown","field":"colour")") != std::string::npos);
    const auto repeated = client.ask(get("/api/things/1?limit=5&limit=6"));
    CHECK(repeated.status == 400);
    CHECK(repeated.body.find(R"("code":"http/query_repeated","field":"limit")") != std::string::npos);
    CHECK(client.ask(get("/api/things/1?limit=5")).status == 200);
}

TEST_CASE("a path that has other methods says which")
{
    const TestServer server;
    auto client = server.client();
    const auto answer = client.ask("DELETE /api/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(answer.status == 405);
    CHECK(answer.head.find("Allow: GET, HEAD\r\n") != std::string::npos);
    CHECK(client.ask(get("/api/nowhere")).status == 404);
}

TEST_CASE("every byte value in every place of a request gets an answer or a wait, never a crash")
{
    Limits limits;
    limits.header_ms = 200;
    limits.late_ms = 50;
    limits.linger_ms = 50;
    const TestServer server(limits);
    const std::string request = post("/api/echo", "12345");
    for (std::size_t place = 0; place < request.size(); place += 5) {
        for (const char byte : {'\0', '\n', '\r', ' ', ':', '/', '%', '\x7f', '\xff'}) {
            auto changed = request;
            changed[place] = byte;
            auto client = server.client();
            client.send(changed);
            ::shutdown(client.descriptor(), SHUT_WR);
            CHECK(client.ended());
        }
    }
    CHECK(server.client().ask(request).status == 200);
}
