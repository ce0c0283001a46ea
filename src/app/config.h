#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/reading_pace.h"
#include "core/result.h"

namespace panoh::app {

/// The settings of one node: one TOML file, any of them overridden on the command line. Paths that do not
/// begin with
/// "/" are taken from the data folder.
struct Config {
    std::string name = "Panoh";
    std::string country = "KG";             ///< ISO 3166-1 alpha-2
    std::string time_zone = "Asia/Bishkek"; ///< IANA
    std::string address = "127.0.0.1";
    int port = 8080;
    int workers = 8;
    std::string certificate =
        {}; ///< PEM; empty: self-signed at the first start when the address is not loopback
    std::string key = {};
    std::vector<std::string> hosts = {};
    std::string public_address = {}; ///< where links of letters lead: "https://panoh.example.org"
    std::string trusted_proxy = {};  ///< address or range whose X-Forwarded-For is believed; empty: nobody's
    std::string security_keys =
        "warn"; ///< or "required": of administrators and supervisors, for privileged acts
    /// Different ones a person opens without a second factor; five times are the most.
    int cases_an_hour = access::default_cases_an_hour;
    std::string database = "sqlite:panoh.db"; ///< or "postgresql://..."
    int readers = 8;
    std::string data = "panoh-data"; ///< folder of database, certificate and node secret
    std::string web = {};            ///< folder of the built staff app; empty: the one beside the program
    std::vector<std::string> backup_recipients = {}; ///< public keys of age
    std::string backup_directory = {};               ///< where `panoh backup` writes without `--to`
    int backup_keep_days = 35;
    std::string mail_server = {};        ///< "smtp://host:587" or "smtps://host"; empty: no mail
    std::string mail_user = {};          ///< empty: the server asks nobody
    std::string mail_password_file = {}; ///< its first line
    std::string mail_authorities = {};   ///< PEM; empty: the system's
    std::string mail_from = {};          ///< "Name <address>"
    int mail_connections = 4;
    int mail_pause_seconds = 120;
    std::string log_level = "info";
};

/// One setting that came from the command line: "server.port=9000".
struct Override {
    std::string setting;
};

/// Reads the file (nothing when `path` is empty), then the overrides, then checks all of it. Every fault is
/// listed with the setting's name: "config/unknown_setting", "config/wrong_type", "config/out_of_range",
/// "config/public_address", "config/mail_server", "config/mail_from", "config/mail_incomplete",
/// "config/not_text", "config/country", "config/time_zone", "config/address", "config/database",
/// "config/database_tls", "config/unreadable", ...
[[nodiscard]] core::Result<Config> read_config(const std::string& path,
                                               const std::vector<std::string>& overrides);

/// Whether the files that the settings name can be used, which `config check` asks besides:
/// "config/certificate_unreadable", "http/certificate" when the key is another certificate's.
[[nodiscard]] core::Done check_files(const Config& config);

/// The file's text with every setting and its meaning: what `panoh config show` prints.
[[nodiscard]] std::string write_config(const Config& config);

[[nodiscard]] bool is_loopback(std::string_view address);
/// A path from the data folder.
[[nodiscard]] std::string in_data(const Config& config, const std::string& path);

} // namespace panoh::app
