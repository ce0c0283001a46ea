#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"

namespace panoh::http {

/// Makes a P-256 key and a self-signed certificate for `host` (a name or an address) and the loopback names,
/// so that a first start needs no certificate authority. The key file is readable by its owner only; files
/// that exist are never replaced. Valid for 820 days: some browsers refuse more than 825. Returns the
/// fingerprint, which the operator reads aloud to whoever connects first. Error:
/// "http/certificate_not_written".
[[nodiscard]] core::Result<std::string> make_self_signed(const std::string& certificate_file,
                                                         const std::string& key_file, const std::string& host,
                                                         int days = 820);
/// A new certificate for the same key, in place of the file at one stroke: a crash leaves the old one or the
/// new one. Error: "http/certificate_not_written".
[[nodiscard]] core::Result<std::string>
renew_self_signed(const std::string& certificate_file, const std::string& key_file, const std::string& host);

/// What there is to say of the first certificate in a PEM file.
struct CertificateFacts {
    std::string fingerprint = {}; ///< SHA-256, as browsers show it: "AB:CD:..."
    std::int64_t days_left = 0;   ///< whole days until it ends, negative afterwards
    bool self_signed = false;
};
/// Error: "http/certificate".
[[nodiscard]] core::Result<CertificateFacts> certificate_facts(const std::string& certificate_file);
/// Whether a server could use the two files: "http/certificate".
[[nodiscard]] core::Done certificate_fits(const std::string& certificate_file, const std::string& key_file);

} // namespace panoh::http
