#pragma once

#include "access/gate.h"
#include "access/node_secret.h"
#include "http/router.h"

namespace panoh::access {

/// /api/security-keys, /api/session/challenge, /api/notices. What they refer to must outlive the router.
void add_factor_routes(http::Router& router, const Gate& gate, store::Database& database,
                       const NodeSecret& secret, bool demo);

} // namespace panoh::access
