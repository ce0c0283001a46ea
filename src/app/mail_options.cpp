#include "app/mail_options.h"

#include "app/whole_file.h"
#include "mail/address.h"

namespace panoh::app {
namespace {

core::Result<core::SecretText> first_line(const std::string& path)
{
    auto text = read_whole(path);
    if (!text) return core::fail(core::ErrorKind::invalid, "config/unreadable", "mail.password_file");
    auto line = core::SecretText(text->substr(0, text->find_first_of("\r\n")));
    explicit_bzero(text->data(), text->size());
    return line;
}

} // namespace

core::Result<std::optional<bulletin::PostOptions>> mail_options(const Config& config)
{
    if (config.mail_server.empty()) return std::optional<bulletin::PostOptions>();
    bulletin::PostOptions options{.public_address = config.public_address,
                                  .connections = config.mail_connections,
                                  .pause_ms = config.mail_pause_seconds * core::second_ms};
    PANOH_TRY(options.from, mail::parse_mailbox(config.mail_from));
    options.server.address = config.mail_server;
    options.server.greeting = bulletin::host_of(config.public_address);
    options.server.user = config.mail_user;
    if (!config.mail_authorities.empty())
        options.server.certificates = in_data(config, config.mail_authorities);
    if (!config.mail_password_file.empty()) {
        PANOH_TRY(options.server.password, first_line(in_data(config, config.mail_password_file)));
    }
    return std::optional(std::move(options));
}

} // namespace panoh::app
