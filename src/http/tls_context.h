#pragma once

#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "core/result.h"

namespace panoh::http {

/// TLS 1.3, or 1.2 with forward secrecy and authenticated ciphers only; no renegotiation, no session tickets
/// (their key would open recorded traffic). Error: "http/certificate".
[[nodiscard]] core::Result<std::shared_ptr<boost::asio::ssl::context>>
make_tls_context(const std::string& certificate_file, const std::string& key_file);

} // namespace panoh::http
