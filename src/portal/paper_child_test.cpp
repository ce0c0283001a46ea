#include <doctest/doctest.h>

#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "portal/paper.h"
#include "portal/paper_child.h"

namespace {

using namespace panoh;

/// Listens, and knows whether anybody came.
class Ear {
public:
    Ear() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(socket_, 4) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port_ = ntohs(address.sin_port);
    }
    ~Ear() { ::close(socket_); }
    Ear(const Ear&) = delete;
    Ear& operator=(const Ear&) = delete;
    [[nodiscard]] std::string address() const
    {
        return "http://127.0.0.1:" + std::to_string(port_) + "/a.png";
    }
    [[nodiscard]] bool heard() const
    {
        const int came = ::accept(socket_, nullptr, nullptr);
        if (came >= 0) ::close(came);
        return came >= 0;
    }

private:
    int socket_;
    int port_ = 0;
};

TEST_CASE("the printer asks nobody and reads no file, whatever its document says")
{
    if (!portal::Paper::is_installed()) return;
    const Ear ear;
    const auto pdf = portal::print(
        "<!DOCTYPE html><html lang=en><head><title>t</title><link rel=stylesheet href='" + ear.address() +
        "'><link rel=attachment href='file:///etc/hostname'><style>@import url(" + ear.address() +
        ");</style></head><body><p>kept</p><img alt=a src='" + ear.address() +
        "'><img alt=b src='file:///usr/share/pixmaps/debian-logo.png'></body></html>");
    REQUIRE(pdf);
    CHECK_FALSE(ear.heard());
    CHECK(pdf->find("EmbeddedFile") == std::string::npos);
    CHECK(pdf->find("/Subtype /Image") == std::string::npos);
}

TEST_CASE("a document that asks for more memory than there is gives no paper, and no harm")
{
    if (!portal::Paper::is_installed()) return;
    std::string deep = "<!DOCTYPE html><html lang=en><body>";
    for (int i = 0; i < 3000; ++i)
        deep += "<div>";
    CHECK_FALSE(portal::print(deep));
}

} // namespace
