#include "app/certificate.h"

#include <filesystem>

#include "core/log.h"
#include "http/tls_certificate.h"

namespace panoh::app {

core::Result<Certificate> choose_certificate(const Config& config)
{
    const bool own = config.certificate.empty();
    if (own && is_loopback(config.address)) return Certificate{};
    Certificate chosen{.certificate_file = in_data(config, own ? "certificate.pem" : config.certificate),
                       .key_file = in_data(config, own ? "key.pem" : config.key)};
    const std::string host = config.hosts.empty() ? config.address : config.hosts.front();
    if (own && !std::filesystem::exists(chosen.certificate_file))
        PANOH_CHECK(http::make_self_signed(chosen.certificate_file, chosen.key_file, host));
    PANOH_TRY(auto facts, http::certificate_facts(chosen.certificate_file));
    // What somebody else signed and put here is theirs to renew.
    if (own && facts.self_signed && facts.days_left <= renewed_days_before) {
        PANOH_CHECK(http::renew_self_signed(chosen.certificate_file, chosen.key_file, host));
        PANOH_TRY(facts, http::certificate_facts(chosen.certificate_file));
        chosen.renewed = true;
        core::log(core::LogLevel::warning, "certificate_renewed", {{"days", facts.days_left}});
    } else if (facts.days_left <= renewed_days_before) {
        core::log(core::LogLevel::warning, "certificate_ends", {{"days", facts.days_left}});
    }
    core::log(core::LogLevel::info, "certificate", {{"sha256", core::LogValue::word(facts.fingerprint)}});
    chosen.fingerprint = facts.fingerprint;
    chosen.days_left = facts.days_left;
    return chosen;
}

} // namespace panoh::app
