#pragma once

#include <string>

#include "core/result.h"

namespace panoh::http {

/// Makes a P-256 key and a self-signed certificate for `host` (a name or an address) and the loopback names,
/// so that a first start needs no certificate authority. The key file is readable by its owner only; files
/// that exist are never replaced. Valid for 820 days: some browsers refuse more than 825. Returns the
/// fingerprint, which the operator reads aloud to whoever connects first. Error:
/// "http/certificate_not_written".
[[nodiscard]] core::Result<std::string>
make_self_signed(const std::string& certificate_file, const std::string& key_file, const std::string& host);

/// SHA-256 of the first certificate in a PEM file, as browsers show it: "AB:CD:...". Error:
/// "http/certificate".
[[nodiscard]] core::Result<std::string> certificate_fingerprint(const std::string& certificate_file);

} // namespace panoh::http
