#pragma once

#include <string>

#include "core/result.h"

namespace panoh::store {

/// Whether nobody between here and that PostgreSQL reads or answers in its place: each host is a socket's
/// folder or a loopback address, or the connection is TLS with a certificate that names the server
/// (sslmode=verify-full). The address is read as libpq reads it, with what PGHOST, PGHOSTADDR, PGSSLMODE and
/// the like say where it is silent; nobody is connected to. Errors, without a field: "config/database" where
/// it is no address, "config/database_tls".
[[nodiscard]] core::Done check_way_to_postgres(const std::string& address);

} // namespace panoh::store
