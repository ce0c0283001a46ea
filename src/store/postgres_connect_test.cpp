#include <doctest/doctest.h>

#include <string>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/postgres_connection.h"

// What is told of a PostgreSQL that cannot be reached.

using namespace panoh;

namespace {

/// Listens on loopback, and answers the first who comes that it speaks no TLS.
class PlainServer {
public:
    PlainServer()
    {
        sockaddr_in address = {
            .sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t size = sizeof(address);
        REQUIRE(::bind(listens_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(listens_, 1) == 0);
        REQUIRE(::getsockname(listens_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ntohs(address.sin_port);
        answers_ = std::thread([this] {
            const int caller = ::accept(listens_, nullptr, nullptr);
            char request[8];
            if (::recv(caller, request, sizeof(request), MSG_WAITALL) == 8) (void)::send(caller, "N", 1, 0);
            ::close(caller);
        });
    }
    ~PlainServer()
    {
        answers_.join();
        ::close(listens_);
    }
    PlainServer(const PlainServer&) = delete;
    PlainServer& operator=(const PlainServer&) = delete;
    [[nodiscard]] std::string port() const { return std::to_string(port_); }

private:
    int listens_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int port_ = 0;
    std::thread answers_;
};

std::string reason(const std::string& address)
{
    const std::unique_ptr<PGconn, store::FinishPostgres> tried(PQconnectdb(address.c_str()));
    REQUIRE(PQstatus(tried.get()) == CONNECTION_BAD);
    return store::reason_of(PQerrorMessage(tried.get())).text();
}

} // namespace

TEST_CASE("a server without TLS, and a certificate that nobody can check, are told apart from no server")
{
    const std::string no_tls = "no TLS with a certificate that fits";
    for (const std::string asks : {"?sslmode=require", "?sslmode=verify-full&sslrootcert=/nowhere/ca.pem"}) {
        const PlainServer plain;
        CHECK(reason("postgresql://panoh@127.0.0.1:" + plain.port() + "/panoh" + asks) == no_tls);
    }
    CHECK(reason("postgresql://panoh@127.0.0.1:1/panoh?sslmode=require") == "no server there");
    CHECK(reason("postgresql://panoh@127.0.0.1:1/panoh?sslmode=requier") == "the address cannot be read");
    // As libpq says it of a certificate for another name.
    CHECK(store::reason_of(
              "server certificate for \"db.example.org\" does not match host name \"other.example.org\"")
              .text() == no_tls);
}
