#include "app/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <variant>

#include <arpa/inet.h>
#include <unistd.h>

#include <fmt/format.h>

namespace {

/// What the reader of TOML takes for granted and a file does not have.
struct BeyondToml {};

[[noreturn]] void beyond_toml()
{
    throw BeyondToml();
}

} // namespace

// The library would end the program there, for a line that is "[" alone, say.
#define TOML_ASSERT(expr) ((expr) ? void() : beyond_toml())
#include <toml++/toml.h>

#include "app/toml_text.h"
#include "app/whole_file.h"
#include "core/codes.h"
#include "core/date.h"
#include "core/json_write.h"
#include "core/text.h"
#include "http/proxy.h"
#include "http/tls_certificate.h"
#include "mail/address.h"
#include "mail/line.h"
#include "store/postgres_address.h"

namespace panoh::app {
namespace {

using Target = std::variant<std::string Config::*, int Config::*, std::vector<std::string> Config::*>;

struct Setting {
    std::string_view name; // "section.key"
    Target target;
    std::string_view meaning;
};

const std::vector<Setting>& settings()
{
    static const std::vector<Setting> all = {
        {"node.name", &Config::name, "what people see as the name of this server"},
        {"node.country", &Config::country, "ISO 3166-1 alpha-2"},
        {"node.time_zone", &Config::time_zone, "IANA name"},
        {"server.address", &Config::address, "loopback speaks plain HTTP, everything else TLS"},
        {"server.port", &Config::port, "0 takes any free one"},
        {"server.workers", &Config::workers, "threads that answer requests"},
        {"server.certificate", &Config::certificate, "PEM file; empty: self-signed at the first start"},
        {"server.key", &Config::key, "PEM file"},
        {"server.hosts", &Config::hosts, "names under which people reach this server"},
        {"server.public_address", &Config::public_address,
         "where links of letters lead, such as https://panoh.example.org"},
        {"server.trusted_proxy", &Config::trusted_proxy,
         "address or range of the proxy in front, if there is one"},
        {"access.security_keys", &Config::security_keys,
         "warn or required: administrators and supervisors have a security key"},
        {"access.cases_an_hour", &Config::cases_an_hour,
         "different cases a person opens, and searches, before a second factor is asked again; "
         "five times are the most"},
        {"database.address", &Config::database, "sqlite:FILE or postgresql://..."},
        {"database.readers", &Config::readers, "connections that read"},
        {"files.data", &Config::data, "folder of database, certificate and node secret"},
        {"files.web", &Config::web, "folder of the built staff app"},
        {"backup.recipients", &Config::backup_recipients,
         "public keys of age; their other halves stay away from this machine"},
        {"backup.directory", &Config::backup_directory, "folder that `panoh backup` writes into"},
        {"backup.keep_days", &Config::backup_keep_days,
         "older ones go once a newer one is whole; so long deleted records live on in them"},
        {"mail.server", &Config::mail_server,
         "smtp://host:587 (STARTTLS) or smtps://host; empty: no bulletin by e-mail"},
        {"mail.user", &Config::mail_user, "whom the mail server knows; empty: it asks nobody"},
        {"mail.password_file", &Config::mail_password_file, "file with that password in its first line"},
        {"mail.authorities", &Config::mail_authorities,
         "PEM file of who vouches for the mail server; empty: the system's"},
        {"mail.from", &Config::mail_from, "sender of letters: Name <address>"},
        {"mail.connections", &Config::mail_connections, "letters under way at once"},
        {"mail.pause_seconds", &Config::mail_pause_seconds,
         "wait after the mail server said not now; the next one is four times as long"},
        {"log.level", &Config::log_level, "debug, info, warning or error"},
    };
    return all;
}

class Faults {
public:
    void note(std::string code, std::string field) { all_.push_back({std::move(code), std::move(field)}); }
    [[nodiscard]] core::Done done() const
    {
        if (all_.empty()) return {};
        return core::fail(core::Error{.kind = core::ErrorKind::invalid,
                                      .code = all_.front().code,
                                      .field = all_.front().field,
                                      .faults = all_});
    }

private:
    std::vector<core::FieldError> all_;
};

const Setting* find(std::string_view name)
{
    for (const auto& setting : settings())
        if (setting.name == name) return &setting;
    return nullptr;
}

bool take(Config& config, const Setting& setting, const toml::node& node)
{
    if (const auto* text = std::get_if<std::string Config::*>(&setting.target)) {
        const auto value = node.value_exact<std::string>();
        if (value) config.*(*text) = from_ascii(*value);
        return value.has_value();
    }
    if (const auto* number = std::get_if<int Config::*>(&setting.target)) {
        const auto value = node.value_exact<std::int64_t>();
        if (value) config.*(*number) = static_cast<int>(std::clamp<std::int64_t>(*value, -1, 1'000'000));
        return value.has_value();
    }
    const toml::array* items = node.as_array();
    if (items == nullptr) return false;
    std::vector<std::string> list;
    for (const auto& item : *items) {
        const auto value = item.value_exact<std::string>();
        if (!value) return false;
        list.push_back(from_ascii(*value));
    }
    config.*std::get<std::vector<std::string> Config::*>(setting.target) = std::move(list);
    return true;
}

void take_table(Config& config, const toml::table& table, Faults& faults)
{
    for (const auto& [section, content] : table) {
        const auto* keys = content.as_table();
        if (keys == nullptr) {
            faults.note("config/unknown_setting", from_ascii(section.str()));
            continue;
        }
        for (const auto& [key, value] : *keys) {
            const std::string name = from_ascii(fmt::format("{}.{}", section.str(), key.str()));
            const Setting* setting = find(name);
            if (setting == nullptr)
                faults.note("config/unknown_setting", name);
            else if (!take(config, *setting, value))
                faults.note("config/wrong_type", name);
        }
    }
}

void take_override(Config& config, const std::string& text, Faults& faults)
{
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const Setting* setting = find(name);
    if (setting == nullptr || equals == std::string::npos) return faults.note("config/unknown_setting", name);
    const std::string value = text.substr(equals + 1);
    if (const auto* target = std::get_if<std::string Config::*>(&setting->target)) {
        config.*(*target) = value;
    } else if (const auto* number = std::get_if<int Config::*>(&setting->target)) {
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), config.*(*number));
        if (error != std::errc{} || end != value.data() + value.size())
            faults.note("config/wrong_type", name);
    } else {
        config.*std::get<std::vector<std::string> Config::*>(setting->target) = {value};
    }
}

bool is_address(const std::string& text)
{
    std::array<unsigned char, 16> bytes = {};
    return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

/// Whether there is something behind the scheme.
bool names_database(std::string_view address)
{
    for (const std::string_view scheme : {"sqlite:", "postgresql://"})
        if (address.starts_with(scheme)) return address.size() > scheme.size();
    return false;
}

void check_database(const Config& config, Faults& faults)
{
    if (!names_database(config.database)) return faults.note("config/database", "database.address");
    if (config.database.starts_with("sqlite:")) return;
    if (const auto way = store::check_way_to_postgres(config.database); !way)
        faults.note(way.error().code, "database.address");
}

/// A file of settings is UTF-8, and what is shown has to be one.
void check_texts(const Config& config, Faults& faults)
{
    for (const auto& setting : settings()) {
        bool fine = true;
        if (const auto* text = std::get_if<std::string Config::*>(&setting.target))
            fine = core::is_text(config.*(*text));
        else if (const auto* list = std::get_if<std::vector<std::string> Config::*>(&setting.target))
            fine = std::ranges::all_of(config.*(*list), core::is_text);
        if (!fine) faults.note("config/not_text", std::string(setting.name));
    }
}

void check(const Config& config, Faults& faults)
{
    check_texts(config, faults);
    if (!core::code_list("country").has(config.country)) faults.note("config/country", "node.country");
    if (!core::is_time_zone(config.time_zone)) faults.note("config/time_zone", "node.time_zone");
    if (config.port < 0 || config.port > 65535) faults.note("config/out_of_range", "server.port");
    if (config.workers < 1 || config.workers > 256) faults.note("config/out_of_range", "server.workers");
    if (config.readers < 1 || config.readers > 64) faults.note("config/out_of_range", "database.readers");
    if (config.backup_keep_days < 1 || config.backup_keep_days > 3650)
        faults.note("config/out_of_range", "backup.keep_days");
    if (config.certificate.empty() != config.key.empty())
        faults.note("config/certificate_needs_key", "server.key");
    if (config.data.empty()) faults.note("config/missing", "files.data");
    if (config.address != "localhost" && !is_address(config.address))
        faults.note("config/address", "server.address");
    if (!config.trusted_proxy.empty() && !http::TrustedProxy::parse(config.trusted_proxy))
        faults.note("http/proxy_range", "server.trusted_proxy");
    check_database(config, faults);
    if (config.security_keys != "warn" && config.security_keys != "required")
        faults.note("config/security_keys", "access.security_keys");
    // A page has up to 200 cases, which the most has to have room for.
    if (config.cases_an_hour < 40 || config.cases_an_hour > 1'000'000)
        faults.note("config/out_of_range", "access.cases_an_hour");
    constexpr std::string_view levels[] = {"debug", "info", "warning", "error"};
    if (std::ranges::find(levels, config.log_level) == std::end(levels))
        faults.note("config/log_level", "log.level");
}

/// "https://name" or "https://name:port", nothing behind it; plain HTTP for loopback alone.
bool is_public_address(std::string_view text)
{
    const bool plain = text.starts_with("http://");
    if (!plain && !text.starts_with("https://")) return false;
    const auto rest = text.substr(plain ? 7 : 8);
    const auto host = rest.substr(0, rest.find(':'));
    const auto port = rest.substr(host.size());
    const auto all = [](std::string_view part, std::string_view letters) {
        return part.find_first_not_of(letters) == std::string_view::npos;
    };
    const bool fits =
        !host.empty() && all(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") &&
        (port.empty() || (port.size() > 1 && port.size() < 7 && all(port.substr(1), "0123456789")));
    return fits && (!plain || is_loopback(host));
}

void check_mail(const Config& config, Faults& faults)
{
    if (!config.public_address.empty() && !is_public_address(config.public_address))
        faults.note("config/public_address", "server.public_address");
    if (config.mail_connections < 1 || config.mail_connections > 32)
        faults.note("config/out_of_range", "mail.connections");
    if (config.mail_pause_seconds < 1 || config.mail_pause_seconds > 86400)
        faults.note("config/out_of_range", "mail.pause_seconds");
    if (!config.mail_from.empty() && !mail::parse_mailbox(config.mail_from))
        faults.note("config/mail_from", "mail.from");
    if (config.mail_server.empty()) return;
    if (!mail::check_server_address(config.mail_server)) faults.note("config/mail_server", "mail.server");
    if (config.mail_from.empty()) faults.note("config/mail_incomplete", "mail.from");
    if (config.public_address.empty()) faults.note("config/mail_incomplete", "server.public_address");
    if (config.mail_user.empty() != config.mail_password_file.empty())
        faults.note("config/mail_incomplete", "mail.password_file");
}

/// JSON's texts, numbers and lists of texts are TOML too, but for one character.
std::string as_toml(std::string json)
{
    for (auto at = json.find('\x7f'); at != std::string::npos; at = json.find('\x7f', at))
        json.replace(at, 1, "\\u007f");
    return json;
}

} // namespace

core::Result<Config> read_config(const std::string& path, const std::vector<std::string>& overrides)
{
    Config config;
    Faults faults;
    if (!path.empty()) {
        const auto text = read_whole(path);
        if (!text) return core::fail(core::ErrorKind::malformed, "config/unreadable");
        PANOH_TRY(const auto ascii, in_ascii(*text));
        try {
            take_table(config, toml::parse(ascii), faults);
        } catch (const toml::parse_error& error) {
            const auto line = error.source().begin.line;
            return core::fail(core::ErrorKind::malformed, "config/unreadable",
                              line > 0 ? fmt::format("line {}", line) : "");
        } catch (const BeyondToml&) {
            return core::fail(core::ErrorKind::malformed, "config/unreadable");
        }
    }
    for (const auto& text : overrides)
        take_override(config, text, faults);
    check(config, faults);
    check_mail(config, faults);
    PANOH_CHECK(faults.done());
    return config;
}

core::Done check_files(const Config& config)
{
    Faults faults;
    const auto look = [&](const std::string& file, const char* setting) {
        if (!file.empty() && ::access(in_data(config, file).c_str(), R_OK) != 0)
            faults.note("config/certificate_unreadable", setting);
    };
    look(config.certificate, "server.certificate");
    look(config.key, "server.key");
    const auto read = [&](const std::string& file, const char* setting) {
        if (!file.empty() && ::access(in_data(config, file).c_str(), R_OK) != 0)
            faults.note("config/unreadable", setting);
    };
    read(config.mail_password_file, "mail.password_file");
    read(config.mail_authorities, "mail.authorities");
    PANOH_CHECK(faults.done());
    if (config.certificate.empty()) return {};
    const auto fits =
        http::certificate_fits(in_data(config, config.certificate), in_data(config, config.key));
    if (!fits) return core::fail(fits.error().kind, fits.error().code, "server.certificate");
    return {};
}

std::string write_config(const Config& config)
{
    std::string text;
    std::string section;
    for (const auto& setting : settings()) {
        const std::size_t dot = setting.name.find('.');
        if (setting.name.substr(0, dot) != section) {
            section = setting.name.substr(0, dot);
            text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", section);
        }
        const std::string value = std::visit(
            [&](const auto& target) { return as_toml(core::write_json(config.*target)); }, setting.target);
        text += fmt::format("{} = {}  # {}\n", setting.name.substr(dot + 1), value, setting.meaning);
    }
    return text;
}

bool is_loopback(std::string_view address)
{
    return address == "::1" || address == "localhost" || address.starts_with("127.");
}

std::string in_data(const Config& config, const std::string& path)
{
    return path.starts_with('/') ? path : config.data + "/" + path;
}

} // namespace panoh::app
