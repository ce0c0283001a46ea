#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "app/certificate.h"
#include "http/tls_certificate.h"

using namespace panoh;
using namespace panoh::app;

namespace {

/// A data folder of its own, and the settings of a node that is reached from elsewhere.
struct Folder {
    Folder()
        : path(std::filesystem::temp_directory_path() / ("panoh_certificate_" + std::to_string(::getpid())))
    {
        std::filesystem::create_directory(path);
        config.data = path.string();
        config.address = "0.0.0.0";
        config.hosts = {"node.example.org"};
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string text(const std::string& name) const
    {
        std::ostringstream out;
        out << std::ifstream(path / name).rdbuf();
        return out.str();
    }
    void make(const std::string& certificate, const std::string& key, int days) const
    {
        REQUIRE(http::make_self_signed((path / certificate).string(), (path / key).string(),
                                       "node.example.org", days));
    }

    std::filesystem::path path;
    Config config;
};

} // namespace

TEST_CASE("on loopback there is no certificate, elsewhere one is made once and kept")
{
    Folder folder;
    folder.config.address = "127.0.0.1";
    CHECK(choose_certificate(folder.config)->certificate_file.empty());
    folder.config.address = "0.0.0.0";
    const auto first = choose_certificate(folder.config);
    REQUIRE(first);
    CHECK(first->days_left > 800);
    CHECK_FALSE(first->renewed);
    CHECK(choose_certificate(folder.config)->fingerprint == first->fingerprint);
    CHECK(http::certificate_fits(first->certificate_file, first->key_file));
}

TEST_CASE("our own certificate is made anew with the same key when it ends within thirty days")
{
    const Folder folder;
    folder.make("certificate.pem", "key.pem", 30);
    const auto key = folder.text("key.pem");
    const auto before = http::certificate_facts((folder.path / "certificate.pem").string())->fingerprint;
    const auto renewed = choose_certificate(folder.config);
    REQUIRE(renewed);
    CHECK(renewed->renewed);
    CHECK(renewed->days_left > 800);
    CHECK(renewed->fingerprint != before);
    CHECK(folder.text("key.pem") == key);
    CHECK(http::certificate_fits(renewed->certificate_file, renewed->key_file));
    CHECK_FALSE(choose_certificate(folder.config)->renewed);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 2);
}

TEST_CASE("a configured certificate that ends soon is left as it is")
{
    Folder folder;
    folder.make("theirs.pem", "theirs_key.pem", 5);
    folder.config.certificate = "theirs.pem";
    folder.config.key = "theirs_key.pem";
    const auto before = folder.text("theirs.pem");
    const auto chosen = choose_certificate(folder.config);
    REQUIRE(chosen);
    CHECK_FALSE(chosen->renewed);
    CHECK(chosen->days_left <= 5);
    CHECK(folder.text("theirs.pem") == before);
}
