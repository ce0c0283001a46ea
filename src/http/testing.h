#pragma once

// For the tests of this folder: a server with a few routes on a free port, and a client that sends what it is
// told.

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/server.h"

namespace panoh::http::testing {

struct Answer {
    int status = 0;
    std::string head;
    std::string body;
};

/// A plain TCP connection to loopback. Every wait ends after `patience_ms`, with what there is.
class RawClient {
public:
    static constexpr int patience_ms = 8000;

    explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    RawClient(RawClient&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_),
          inbox_(std::move(other.inbox_))
    {
    }
    RawClient& operator=(RawClient&&) = delete;
    ~RawClient()
    {
        if (socket_ >= 0) ::close(socket_);
    }

    [[nodiscard]] bool connected() const { return connected_; }
    [[nodiscard]] int descriptor() const { return socket_; }

    /// False when the peer does not take it any more.
    bool send(std::string_view text) const
    {
        while (!text.empty()) {
            const auto size = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (size <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }
    /// One answer with Content-Length or chunks; status 0 when the connection ended before.
    Answer receive()
    {
        Answer answer;
        std::size_t end = 0;
        while ((end = inbox_.find("\r\n\r\n")) == std::string::npos)
            if (!more()) return answer;
        answer.head = inbox_.substr(0, end + 4);
        inbox_.erase(0, end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        if (answer.status == 100) return answer;
        if (answer.head.find("Transfer-Encoding: chunked") != std::string::npos) {
            if (!receive_chunks(answer.body)) answer.status = 0;
            return answer;
        }
        const auto at = answer.head.find("Content-Length: ");
        const std::size_t length = at == std::string::npos ? 0 : std::stoul(answer.head.substr(at + 16));
        while (inbox_.size() < length)
            if (!more()) return {};
        answer.body = inbox_.substr(0, length);
        inbox_.erase(0, length);
        return answer;
    }
    Answer ask(std::string_view request)
    {
        send(request);
        return receive();
    }
    /// Has the server ended the connection (waits for it)?
    bool ended()
    {
        while (more()) {
        }
        return ended_;
    }
    /// Milliseconds until the server ends the connection.
    int ends_after()
    {
        const auto begin = std::chrono::steady_clock::now();
        if (!ended()) return -1;
        const auto took = std::chrono::steady_clock::now() - begin;
        return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    }

private:
    bool more()
    {
        pollfd waiting = {.fd = socket_, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, patience_ms) <= 0) return false;
        char buffer[16384];
        const auto size = ::recv(socket_, buffer, sizeof buffer, 0);
        if (size <= 0) {
            ended_ = true;
            return false;
        }
        inbox_.append(buffer, static_cast<std::size_t>(size));
        return true;
    }
    bool receive_chunks(std::string& body)
    {
        for (;;) {
            std::size_t line = 0;
            while ((line = inbox_.find("\r\n")) == std::string::npos)
                if (!more()) return false;
            const auto size = std::stoul(inbox_.substr(0, line), nullptr, 16);
            while (inbox_.size() < line + 2 + size + 2)
                if (!more()) return false;
            body += inbox_.substr(line + 2, size);
            inbox_.erase(0, line + 2 + size + 2);
            if (size == 0) return true;
        }
    }

    int socket_;
    bool connected_ = false;
    bool ended_ = false;
    std::string inbox_;
};

[[nodiscard]] inline std::string get(std::string_view path, std::string_view more = {})
{
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}
[[nodiscard]] inline std::string post(std::string_view path, std::string_view body)
{
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

/// How many slow requests have ended.
inline std::atomic<int>& hashings_done()
{
    static std::atomic<int> done = 0;
    return done;
}

/// Routes that do what their names say.
[[nodiscard]] inline Router test_routes()
{
    const auto route = [](Method method, std::string pattern, Handler handler) {
        Route made;
        made.method = method;
        made.pattern = std::move(pattern);
        made.policy = "open_to_all";
        made.handler = std::move(handler);
        return made;
    };
    Router router;
    router.add(
        route(Method::get, "/api/ping", [](const Request&) { return json_response(200, R"({"ok":true})"); }));
    router.add(route(Method::get, "/api/slow", [](const Request&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        return json_response(200, R"({"slow":true})");
    }));
    auto hashing = route(Method::get, "/api/hashing", [](const Request&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        ++hashings_done();
        return json_response(200, "{}");
    });
    hashing.slow = true;
    router.add(std::move(hashing));
    router.add(route(Method::get, "/api/throws",
                     [](const Request&) -> Response { throw std::runtime_error("Aida Asanova"); }));
    // The network that throttling would see, byte by byte.
    router.add(route(Method::get, "/api/network", [](const Request& request) {
        std::string bytes;
        for (const char byte : request.network)
            bytes += std::to_string(static_cast<unsigned char>(byte)) + '.';
        return json_response(200, bytes);
    }));
    auto echo = route(Method::post, "/api/echo", [](const Request& request) {
        return json_response(200, std::to_string(request.body.size()));
    });
    echo.max_body = 1000;
    router.add(std::move(echo));
    auto load = route(Method::post, "/api/load", [](const Request& request) {
        return json_response(200, std::to_string(request.body.size()));
    });
    load.max_body = 8 * 1024 * 1024;
    router.add(std::move(load));
    auto thing = route(Method::get, "/api/things/{thing}", [](const Request& request) {
        return json_response(200, core::write_json(request.param("thing")));
    });
    thing.query = {{.name = "limit", .summary = "how many"}};
    router.add(std::move(thing));
    router.add(route(Method::get, "/api/stream", [](const Request&) {
        Response response{.content_type = "text/csv", .body = "first\n"};
        response.stream = [left = 200](std::string& piece) mutable {
            piece = std::string(9999, 'x') + '\n';
            return --left > 0;
        };
        return response;
    }));
    router.add(route(Method::get, "/api/broken-stream", [](const Request&) {
        Response response{.content_type = "text/csv"};
        response.stream = [left = 20](std::string& piece) mutable {
            if (--left == 0) throw std::runtime_error("Aida Asanova");
            piece = std::string(9999, 'x') + '\n';
            return true;
        };
        return response;
    }));
    return router;
}

/// A running server; stops at the end of the scope.
class TestServer {
public:
    explicit TestServer(Limits limits = {}, int workers = 4, StaticFiles files = {},
                        std::string trusted_proxy = {})
        : router_(test_routes()), files_(std::move(files))
    {
        options_.port = 0;
        options_.limits = limits;
        options_.worker_threads = workers;
        options_.trusted_proxy = std::move(trusted_proxy);
        server_ = std::move(Server::start(options_, router_, files_).value());
    }
    [[nodiscard]] RawClient client() const { return RawClient(server_->port()); }
    [[nodiscard]] Server& server() { return *server_; }

private:
    ServerOptions options_;
    Router router_;
    StaticFiles files_;
    std::unique_ptr<Server> server_;
};

} // namespace panoh::http::testing
