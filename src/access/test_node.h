#pragma once

// For tests: a node without a network, its routes called with real requests, a browser that keeps its
// cookies.

#include <filesystem>
#include <map>
#include <string>

#include <boost/json.hpp>

#include "access/access.h"
#include "access/migrations.h"
#include "access/people.h"
#include "access/users.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "crypto/totp.h"
#include "vault/migrations.h"

namespace panoh::test {

inline constexpr const char* good_password = "seven herds cross the pass";

/// A database with the tables of access and below, and its routes.
class TestNode {
public:
    explicit TestNode(store::Engine engine = store::Engine::sqlite, bool demo = false,
                      access::Passwords::Limits limits = {}, access::KeysRule keys = access::KeysRule::warn)
        : database(engine, {audit::migrations, vault::migrations, access::migrations}),
          secret_file(std::filesystem::temp_directory_path() /
                      ("panoh_secret_" + core::to_hex(crypto::random_key().reveal())))
    {
        access = std::move(*access::Access::create(
            *database.operator->(), clock,
            {.node_secret_file = secret_file.string(), .demo = demo, .keys = keys, .passwords = limits}));
        access->add_routes(router);
        organisation = make_organisation("Open Door", access::OrganisationType::ngo);
    }
    ~TestNode() { std::filesystem::remove(secret_file); }
    TestNode(const TestNode&) = delete;
    TestNode& operator=(const TestNode&) = delete;

    template <typename Job>
    auto write(Job&& job)
    {
        return database->write(std::forward<Job>(job));
    }
    [[nodiscard]] core::OrganisationId make_organisation(const std::string& name,
                                                         access::OrganisationType type)
    {
        const auto id = crypto::random_id<core::OrganisationId>();
        (void)write([&](store::Transaction& transaction) -> core::Done {
            access::register_organisation(transaction, {id, name, type, "KG"});
            return {};
        });
        return id;
    }
    /// An account as a command adds it.
    [[nodiscard]] access::AddedUser add(const std::string& name, access::Role role,
                                        std::vector<core::TeamId> teams = {})
    {
        return *write([&](store::Transaction& transaction) {
            return access::add_user(
                transaction, access::PermitIssuer::for_command<core::Action::people_manage>(organisation),
                {.at = clock.now()}, access->secret(),
                {.user_name = name,
                 .name = name + " Person",
                 .role = role,
                 .organisation = organisation,
                 .teams = teams});
        });
    }
    /// An account with a password and keys and no second factor.
    [[nodiscard]] core::UserId add_ready(const std::string& name, access::Role role)
    {
        const auto prepared = *access::prepare_user(access->passwords(), good_password);
        return *write([&](store::Transaction& transaction) {
            return access::make_user_activated(
                transaction, *access->secret().registrar(), {.at = clock.now()}, prepared,
                {.user_name = name, .name = name + " Person", .role = role, .organisation = organisation});
        });
    }

    core::FixedClock clock{{1'795'000'000'000}};
    TestDatabase database;
    std::filesystem::path secret_file;
    std::unique_ptr<access::Access> access;
    http::Router router;
    core::OrganisationId organisation = {};
};

/// One answer.
struct Answer {
    int status = 0;
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    [[nodiscard]] boost::json::value json() const { return boost::json::parse(body); }
    [[nodiscard]] std::string text(const std::string& pointer) const
    {
        return std::string(json().at_pointer(pointer).as_string());
    }
    [[nodiscard]] std::string code() const { return status >= 400 ? text("/code") : std::string(); }
};

/// One browser: keeps its cookies, says where its requests come from.
class Browser {
public:
    explicit Browser(TestNode& node) : node_(node) {}

    Answer call(http::Method method, const std::string& path, const std::string& body = {},
                std::vector<std::pair<std::string, std::string>> headers = {})
    {
        http::Request request;
        request.method = method;
        request.path = path;
        request.body = body;
        request.secure = secure;
        request.network = network;
        request.headers = std::move(headers);
        if (const auto query = path.find('?'); query != std::string::npos) {
            request.path = path.substr(0, query);
            const auto equals = path.find('=', query);
            request.queries.emplace_back(path.substr(query + 1, equals - query - 1), path.substr(equals + 1));
        }
        if (!host.empty()) request.headers.emplace_back("host", host);
        if (!site.empty()) request.headers.emplace_back("sec-fetch-site", site);
        if (!body.empty()) request.headers.emplace_back("content-type", "application/json");
        std::string jar;
        for (const auto& [name, value] : cookies)
            jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        if (!jar.empty()) request.headers.emplace_back("cookie", jar);
        return keep(node_.router.dispatch(request));
    }
    Answer get(const std::string& path) { return call(http::Method::get, path); }
    Answer post(const std::string& path, const std::string& body = {},
                std::vector<std::pair<std::string, std::string>> headers = {})
    {
        return call(http::Method::post, path, body, std::move(headers));
    }
    Answer del(const std::string& path) { return call(http::Method::del, path); }

    Answer sign_in(const std::string& name, const std::string& password = good_password)
    {
        return post("/api/session", R"({"user_name":")" + name + R"(","password":")" + password + R"("})");
    }
    Answer code(const std::string& digits)
    {
        return post("/api/session/code", R"({"code":")" + digits + R"("})");
    }
    Answer activate(const std::string& name, const std::string& code,
                    const std::string& password = good_password)
    {
        return post("/api/activation", R"({"user_name":")" + name + R"(","activation_code":")" + code +
                                           R"(","password":")" + password + R"("})");
    }

    std::map<std::string, std::string> cookies = {};
    std::string site = "same-origin";
    std::string host = "localhost:8080";
    std::string network = "192.0.2.0/24";
    bool secure = false;

private:
    Answer keep(const http::Response& response)
    {
        Answer answer{.status = response.status, .body = response.body};
        for (const auto& [name, value] : response.headers) {
            answer.headers[name] = value;
            if (name != "Set-Cookie") continue;
            const auto equals = value.find('=');
            const auto end = value.find(';');
            cookies[value.substr(0, equals)] = value.substr(equals + 1, end - equals - 1);
        }
        return answer;
    }

    TestNode& node_;
};

/// The secret of an authenticator program from its base32 text.
inline crypto::TotpSecret totp_from(std::string_view text)
{
    crypto::TotpSecret secret;
    unsigned buffer = 0;
    int bits = 0;
    std::size_t at = 0;
    for (const char letter : text) {
        const auto value = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(letter);
        if (value == std::string_view::npos) continue;
        buffer = (buffer << 5U) | static_cast<unsigned>(value);
        bits += 5;
        if (bits >= 8 && at < 20) {
            bits -= 8;
            secret.fill()[at++] = static_cast<std::uint8_t>((buffer >> static_cast<unsigned>(bits)) & 0xffU);
        }
    }
    return secret;
}

} // namespace panoh::test
