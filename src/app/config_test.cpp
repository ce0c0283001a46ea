#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "app/config.h"
#include "http/tls_certificate.h"

using namespace panoh;
using namespace panoh::app;

namespace {

/// A folder of its own with a settings file in it.
struct Folder {
    Folder() : path(std::filesystem::temp_directory_path() / ("panoh_config_" + std::to_string(::getpid())))
    {
        std::filesystem::create_directory(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& text) const
    {
        std::ofstream(path / "panoh.toml") << text;
        return (path / "panoh.toml").string();
    }

    std::filesystem::path path;
};

/// The faults as "code field", or "ok".
std::string faults(const core::Result<Config>& config)
{
    if (config) return "ok";
    if (config.error().faults.empty()) return config.error().code + " " + config.error().field;
    std::string all;
    for (const auto& fault : config.error().faults)
        all += (all.empty() ? "" : ", ") + fault.code + " " + fault.field;
    return all;
}
std::string faults_of(const std::string& setting)
{
    return faults(read_config("", {setting}));
}

} // namespace

TEST_CASE("a file sets what it names, and the command line stands above it")
{
    const Folder folder;
    const auto path =
        folder.file("[node]\nname = \"Small Harbour\"\n[server]\nport = 9000\nhosts = [\"a.example\", "
                    "\"b.example\"]\n[database]\naddress = \"postgresql://panoh@/panoh\"\n");
    const auto config = read_config(path, {"server.port=9001"});
    REQUIRE(config);
    CHECK(config->name == "Small Harbour");
    CHECK(config->port == 9001);
    CHECK(config->hosts == std::vector<std::string>{"a.example", "b.example"});
    CHECK(config->database == "postgresql://panoh@/panoh");
    CHECK(config->country == "KG");
}

TEST_CASE("what config show prints is a file that says the same")
{
    const Folder folder;
    Config config;
    config.name = "Small \"Harbour\" \\ № 1";
    config.hosts = {"a.example"};
    config.trusted_proxy = "127.0.0.1";
    const auto again = read_config(folder.file(write_config(config)), {});
    REQUIRE(again);
    CHECK(write_config(*again) == write_config(config));
    CHECK(again->name == config.name);
}

TEST_CASE("no character of a setting keeps what config show prints from being a file")
{
    const Folder folder;
    for (const std::string odd :
         {"\x7f", "\t", "\n", "\x1b", "\xC2\x85", "\xEF\xBF\xBF", "\xF0\x9F\x98\x80"}) {
        const auto config = read_config("", {"node.name=Small" + odd + "Harbour", "server.hosts=" + odd});
        REQUIRE(config);
        const auto again = read_config(folder.file(write_config(*config)), {});
        REQUIRE_MESSAGE(again, faults(again));
        CHECK(again->name == config->name);
        CHECK(again->hosts == config->hosts);
    }
    CHECK(faults_of("node.name=\xFF") == "config/not_text node.name");
    CHECK(faults_of("server.hosts=\xED\xA0\x80") == "config/not_text server.hosts");
}

TEST_CASE("every fault of a file is named, all at once")
{
    const Folder folder;
    CHECK(
        faults(read_config(
            folder.file("name = \"x\"\n[node]\ncountry = \"XX\"\n[server]\nport = \"80\"\nprt = 1\n"), {})) ==
        "config/unknown_setting name, config/wrong_type server.port, config/unknown_setting server.prt, "
        "config/country node.country");
    CHECK(faults(read_config(folder.file("[node\n"), {})) == "config/unreadable line 1");
    CHECK(faults(read_config(folder.file("[\nnode]\n"), {})) == "config/unreadable ");
    CHECK(faults(read_config("/no/such/file.toml", {})) == "config/unreadable ");
    CHECK(faults(read_config("/", {})) == "config/unreadable ");
}

TEST_CASE("letters beyond ASCII stand in quotes and comments, and elsewhere the line is told")
{
    const Folder folder;
    const auto read = [&](const std::string& text) { return read_config(folder.file(text), {}); };
    for (const std::string quoted : {"\"Приют\"", "'Приют'", "\"\"\"Приют\"\"\"", "'''Приют'''"}) {
        const auto config = read("# Приют\n[node] # Приют\nname = " + quoted + " # Приют\n");
        REQUIRE_MESSAGE(config, faults(config));
        CHECK(config->name == "Приют");
    }
    CHECK(read("\xEF\xBB\xBF[node]\nname = \"\\\"\\\\ ü\"\n")->name == "\"\\ ü");
    CHECK(faults(read("[node]\nname = Приют\n")) == "config/unreadable line 2");
    CHECK(faults(read("[node]\nимя = \"x\"\n")) == "config/unreadable line 2");
    CHECK(faults(read("[node]\nname = \"x\" ü\n")) == "config/unreadable line 2");
    CHECK(faults(read("[node]\n\xF6 = 1\n")) == "config/unreadable line 2");
    CHECK(faults(read("[node]\nname = \"\"\"x\"\"\"\"\"\nü\n")) == "config/unreadable line 3");
}

TEST_CASE("a quote at the end of something else opens no text")
{
    const Folder folder;
    for (const std::string line :
         {"a = 4\"\"\"\xC4\xBA\"\"\"", "a = 4.\"\xC4\xBA\"", "key'\xC4\xBA' = 1",
          "a=4 \"\x12\"l{{\xEF\xBB\xB7", "a = \"\\\xC4\xBA\"", "a = \"x\" = \"\xEF\xB4\xBF\""})
        CHECK(faults(read_config(folder.file("[node]\n" + line), {})) == "config/unreadable line 2");
}

TEST_CASE("what a file says of letters beyond ASCII is read as it is meant")
{
    const Folder folder;
    const auto name_of = [&](const std::string& value) {
        const auto config = read_config(folder.file("[node]\nname = " + value + "\n"), {});
        return config ? config->name : faults(config);
    };
    CHECK(name_of("\"~7E ~ ~~C4 \xC4\xBA~\"") == "~7E ~ ~~C4 \xC4\xBA~");
    CHECK(name_of("'~'") == "~");
    CHECK(name_of("\"\"\"x\\\n\n  \xEF\xB4\xBF\"\"\"") == "x\xEF\xB4\xBF");
    CHECK(name_of("\"\\u00fc\"") == "ü");
    CHECK(name_of("\"\\u007E41\"") == "config/unreadable line 2");
    CHECK(name_of("\"\\\\\\U0000007e\"") == "config/unreadable line 2");
    CHECK(name_of("\"\\\\u007E41\"") == "\\u007E41"); // a backslash and letters
    CHECK(name_of("\"\xFF\"") == "config/unreadable line 2");
    CHECK(read_config(folder.file("[server]\nhosts = [\"ü.example\"]\n"), {})->hosts.front() == "ü.example");
    CHECK(faults(read_config(folder.file("[\"ü\"]\n\"ĺ\" = 1\n"), {})) == "config/unknown_setting ü.ĺ");
    CHECK(faults(read_config(folder.file("\"ü\" = 1\n"), {})) == "config/unknown_setting ü");
}

TEST_CASE("mail needs a sender and an address for links, and no password goes without a user")
{
    CHECK(faults_of("mail.server=smtp://mail.example.org") ==
          "config/mail_incomplete mail.from, config/mail_incomplete server.public_address");
    CHECK(faults_of("mail.server=http://mail.example.org") ==
          "config/mail_server mail.server, config/mail_incomplete mail.from, config/mail_incomplete "
          "server.public_address");
    CHECK(faults_of("mail.from=Panoh") == "config/mail_from mail.from");
    CHECK(faults_of("mail.connections=0") == "config/out_of_range mail.connections");
    CHECK(faults_of("mail.pause_seconds=0") == "config/out_of_range mail.pause_seconds");
    for (const std::string bad : {"http://panoh.example.org", "https://", "https://a.example/x",
                                  "https://u@a.example", "https://a.example:", "javascript:x"})
        CHECK(faults_of("server.public_address=" + bad) == "config/public_address server.public_address");
    const std::vector<std::string> whole = {"mail.server=smtps://mail.example.org",
                                            "mail.from=Panoh <a@b.example>",
                                            "server.public_address=https://panoh.example.org:8443"};
    CHECK(read_config("", whole));
    auto with_user = whole;
    with_user.emplace_back("mail.user=panoh");
    CHECK(faults(read_config("", with_user)) == "config/mail_incomplete mail.password_file");
}

TEST_CASE("an address that is none, an empty database and an unreadable range are found")
{
    for (const auto* good : {"server.address=127.0.0.1", "server.address=::", "server.address=localhost",
                             "server.trusted_proxy=10.0.0.0/8", "server.trusted_proxy="})
        CHECK(faults_of(good) == "ok");
    for (const auto* wrong : {"node.example.org", "127.1", "127.0.0.1:80", "", "127.evil.example"})
        CHECK(faults_of(std::string("server.address=") + wrong) == "config/address server.address");
    for (const auto* wrong : {"", "sqlite:", "postgresql:", "postgresql://", "postgres://x", "panoh.db"})
        CHECK(faults_of(std::string("database.address=") + wrong) == "config/database database.address");
    CHECK(faults_of("server.trusted_proxy=nginx") == "http/proxy_range server.trusted_proxy");
}

namespace {

/// What the environment says of PostgreSQL, for the length of one test.
class Environment {
public:
    explicit Environment(std::initializer_list<std::pair<const char*, const char*>> said)
    {
        for (const char* name : names)
            ::unsetenv(name);
        for (const auto& [name, value] : said)
            ::setenv(name, value, 1);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment()
    {
        for (const char* name : names)
            ::unsetenv(name);
    }

private:
    static constexpr const char* names[] = {"PGHOST", "PGHOSTADDR", "PGSSLMODE", "PGSERVICE",
                                            "PGSERVICEFILE"};
};

} // namespace

TEST_CASE("PostgreSQL on another machine is reached over TLS with a checked certificate, or not at all")
{
    const auto said = [](const std::string& address) { return faults_of("database.address=" + address); };
    const std::string refused = "config/database_tls database.address";
    const Environment silent({});
    for (const std::string here :
         {"postgresql://panoh@/panoh", "postgresql://panoh@/panoh?host=/run/postgresql",
          "postgresql://localhost/panoh", "postgresql://127.0.0.1:5433/panoh", "postgresql://127.9.9.9/panoh",
          "postgresql://[::1]/panoh", "postgresql:///panoh?host=@abstract",
          "postgresql:///panoh?host=/run/one,localhost",
          "postgresql://db.example.org/panoh?hostaddr=127.0.0.1"})
        CHECK_MESSAGE(said(here) == "ok", here);
    for (const std::string away :
         {"postgresql://db.example.org/panoh", "postgresql://192.0.2.7/panoh",
          "postgresql://[2001:db8::1]/panoh", "postgresql://localhost,db.example.org/panoh",
          "postgresql:///panoh?host=/run/postgresql,db.example.org",
          "postgresql://localhost/panoh?hostaddr=192.0.2.7",
          "postgresql://localhost/panoh?host=db.example.org", "postgresql://127.0.0.1.example.org/panoh",
          "postgresql://localhost.example.org/panoh", "postgresql://127.1/panoh",
          "postgresql://[::ffff:192.0.2.7]/panoh", "postgresql://%6cocalhosts/panoh"}) {
        CHECK_MESSAGE(said(away) == refused, away);
        const char joint = away.find('?') == std::string::npos ? '?' : '&';
        for (const std::string mode :
             {"disable", "allow", "prefer", "require", "verify-ca", "VERIFY-FULL", ""})
            CHECK_MESSAGE(said(away + joint + "sslmode=" + mode) == refused, away, mode);
        CHECK_MESSAGE(said(away + joint + "sslmode=verify-full") == "ok", away);
        CHECK_MESSAGE(said(away + joint + "sslmode=verify-full&sslmode=prefer") == refused, away);
    }
    // A service may say anything.
    CHECK(said("postgresql:///panoh?service=elsewhere") == refused);
    CHECK(said("postgresql://localhost/panoh?service=elsewhere") == refused);
    CHECK(said("postgresql:///panoh?service=elsewhere&sslmode=verify-full") == "ok");
    // What libpq cannot read is no address.
    for (const std::string wrong :
         {"postgresql://localhost/panoh?hosst=x", "postgresql://[::1/panoh", "postgresql://localhost/%zz"})
        CHECK_MESSAGE(said(wrong) == "config/database database.address", wrong);
}

TEST_CASE("where the address of PostgreSQL is silent, what the environment says counts")
{
    const auto said = [](const std::string& address) { return faults_of("database.address=" + address); };
    const std::string refused = "config/database_tls database.address";
    {
        const Environment away({{"PGHOST", "db.example.org"}});
        CHECK(said("postgresql://panoh@/panoh") == refused);
        CHECK(said("postgresql://panoh@/panoh?host=/run/postgresql") == "ok");
    }
    {
        const Environment numbered({{"PGHOSTADDR", "192.0.2.7"}});
        CHECK(said("postgresql://localhost/panoh") == refused);
    }
    {
        const Environment checked({{"PGSSLMODE", "verify-full"}});
        CHECK(said("postgresql://db.example.org/panoh") == "ok");
        CHECK(said("postgresql://db.example.org/panoh?sslmode=require") == refused);
        CHECK(said("postgresql://db.example.org/panoh?service=elsewhere") == refused);
    }
    const Folder folder;
    const auto file = folder.file("[elsewhere]\nhost=db.example.org\n");
    const Environment service({{"PGSERVICE", "elsewhere"}, {"PGSERVICEFILE", file.c_str()}});
    CHECK(said("postgresql://panoh@/panoh") == refused);
}

TEST_CASE("certificate files that are missing or cannot be used are found")
{
    const Folder folder;
    Config config;
    config.data = folder.path.string();
    CHECK(check_files(config));
    config.certificate = "node.pem";
    config.key = "key.pem";
    const auto missing = check_files(config);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().faults.size() == 2);
    CHECK(missing.error().code == "config/certificate_unreadable");
    const auto path = [&](const std::string& name) { return (folder.path / name).string(); };
    REQUIRE(http::make_self_signed(path("node.pem"), path("key.pem"), "node.example.org"));
    CHECK(check_files(config));
    REQUIRE(http::make_self_signed(path("other.pem"), path("other_key.pem"), "node.example.org"));
    config.key = "other_key.pem";
    CHECK(check_files(config).error().code == "http/certificate");
}
