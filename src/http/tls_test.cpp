#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "http/testing.h"
#include "http/tls_certificate.h"

using namespace panoh::http;
using namespace panoh::http::testing;

namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone at the end.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("panoh-tls-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const char* name) const { return (path / name).string(); }
};

/// What a TLS client sees of the server.
struct Seen {
    bool shaken = false;
    std::string version;
    std::string protocol;
    std::string fingerprint;
    std::string answer;
};

std::string fingerprint_of(X509* certificate)
{
    unsigned char digest[64];
    unsigned int size = 0;
    X509_digest(certificate, EVP_sha256(), digest, &size);
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        char pair[4];
        std::snprintf(pair, sizeof pair, "%02X:", digest[i]);
        text += pair;
    }
    text.pop_back();
    return text;
}

/// `trusted` is the certificate the client believes; the name is checked too.
Seen visit(std::uint16_t port, int max_version, const std::string& trusted, const std::string& request)
{
    Seen seen;
    const RawClient client(port);
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_max_proto_version(context, max_version);
    SSL_CTX_set_security_level(context, 0);
    if (!trusted.empty()) {
        SSL_CTX_load_verify_file(context, trusted.c_str());
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    }
    SSL* tls = SSL_new(context);
    SSL_set1_host(tls, "node.example.org");
    const unsigned char protocols[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(tls, protocols, sizeof protocols - 1);
    SSL_set_fd(tls, client.descriptor());
    seen.shaken = SSL_connect(tls) == 1;
    if (seen.shaken) {
        seen.version = SSL_get_version(tls);
        const unsigned char* chosen = nullptr;
        unsigned int size = 0;
        SSL_get0_alpn_selected(tls, &chosen, &size);
        seen.protocol.assign(reinterpret_cast<const char*>(chosen), size);
        X509* certificate = SSL_get1_peer_certificate(tls);
        seen.fingerprint = fingerprint_of(certificate);
        X509_free(certificate);
        SSL_write(tls, request.data(), static_cast<int>(request.size()));
        char buffer[4096];
        for (int got = 0; (got = SSL_read(tls, buffer, sizeof buffer)) > 0;)
            seen.answer.append(buffer, static_cast<std::size_t>(got));
    }
    SSL_free(tls);
    SSL_CTX_free(context);
    return seen;
}

const std::string closing_request =
    "GET /api/ping HTTP/1.1\r\nHost: node.example.org\r\nConnection: close\r\n\r\n";

} // namespace

TEST_CASE("a node with its self-signed certificate serves TLS 1.3 and 1.2, nothing older, and says HSTS")
{
    const Folder folder;
    const auto certificate = folder.file("node.crt");
    const auto key = folder.file("node.key");
    const auto made = make_self_signed(certificate, key, "node.example.org");
    REQUIRE(made.has_value());
    CHECK(fs::status(key).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(certificate_facts(certificate)->fingerprint == *made);
    CHECK_FALSE(make_self_signed(certificate, key, "node.example.org").has_value());

    const Router router = test_routes();
    const StaticFiles files;
    ServerOptions options;
    options.address = "0.0.0.0";
    options.port = 0;
    options.certificate_file = certificate;
    options.key_file = key;
    options.hosts = {"node.example.org"};
    const auto server = Server::start(options, router, files);
    REQUIRE(server.has_value());
    const auto port = (*server)->port();

    const auto modern = visit(port, TLS1_3_VERSION, certificate, closing_request);
    CHECK(modern.shaken);
    CHECK(modern.version == "TLSv1.3");
    CHECK(modern.protocol == "http/1.1");
    CHECK(modern.fingerprint == *made);
    CHECK(modern.answer.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(modern.answer.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
    CHECK(modern.answer.ends_with(R"({"ok":true})"));

    CHECK(visit(port, TLS1_2_VERSION, certificate, closing_request).version == "TLSv1.2");
    CHECK_FALSE(visit(port, TLS1_1_VERSION, "", closing_request).shaken);

    const auto streamed =
        visit(port, TLS1_3_VERSION, certificate,
              "GET /api/stream HTTP/1.1\r\nHost: node.example.org\r\nConnection: close\r\n\r\n");
    CHECK(streamed.answer.size() > 2'000'000);
    CHECK(streamed.answer.ends_with("0\r\n\r\n"));
    const auto refused =
        visit(port, TLS1_3_VERSION, certificate, "GET /api//ping HTTP/1.1\r\nHost: node.example.org\r\n\r\n");
    CHECK(refused.answer.starts_with("HTTP/1.1 400"));

    // A plain request to the TLS port gets no answer at all.
    CHECK(RawClient(port).ask(get("/api/ping")).status == 0);

    SUBCASE("a new certificate is used after it was loaded again")
    {
        fs::remove(certificate);
        fs::remove(key);
        const auto next = make_self_signed(certificate, key, "node.example.org");
        REQUIRE(next.has_value());
        CHECK(visit(port, TLS1_3_VERSION, "", closing_request).fingerprint == *made);
        CHECK((*server)->reload_certificate().has_value());
        CHECK(visit(port, TLS1_3_VERSION, certificate, closing_request).fingerprint == *next);
    }
    SUBCASE("a broken certificate file leaves the loaded one in use")
    {
        std::ofstream(certificate) << "not a certificate";
        CHECK((*server)->reload_certificate().error().code == "http/certificate");
        CHECK(visit(port, TLS1_3_VERSION, "", closing_request).fingerprint == *made);
    }
}

TEST_CASE("over TLS too half a request is answered 408, and the connection ends")
{
    const Folder folder;
    const auto certificate = folder.file("node.crt");
    const auto key = folder.file("node.key");
    REQUIRE(make_self_signed(certificate, key, "node.example.org").has_value());
    const Router router = test_routes();
    const StaticFiles files;
    ServerOptions options{.port = 0, .certificate_file = certificate, .key_file = key};
    options.limits.header_ms = 1000;
    options.limits.late_ms = 300;
    const auto server = Server::start(options, router, files);
    REQUIRE(server.has_value());
    const auto begun = std::chrono::steady_clock::now();
    const auto late = visit((*server)->port(), TLS1_3_VERSION, certificate, "GET /api/pi");
    CHECK(late.answer.starts_with("HTTP/1.1 408"));
    CHECK(late.answer.find("http/too_late") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(3));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    CHECK((*server)->metrics_text().find("panoh_http_connections 1") == std::string::npos);
}

TEST_CASE("no certificate is made for a host that could smuggle text into it")
{
    const Folder folder;
    CHECK_FALSE(make_self_signed(folder.file("a"), folder.file("b"), "a,DNS:other.example.org").has_value());
    CHECK_FALSE(make_self_signed(folder.file("a"), folder.file("b"), "").has_value());
    CHECK(make_self_signed(folder.file("a"), folder.file("b"), "192.0.2.7").has_value());
    // A certificate of somebody's own stays, and no key is left beside it.
    CHECK_FALSE(make_self_signed(folder.file("a"), folder.file("c"), "192.0.2.7").has_value());
    CHECK(certificate_facts(folder.file("a")).has_value());
    CHECK_FALSE(fs::exists(folder.file("c")));
}
