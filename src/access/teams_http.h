#pragma once

#include "access/gate.h"
#include "http/router.h"

namespace panoh::access {

/// /api/teams. What they refer to must outlive the router.
void add_teams_routes(http::Router& router, const Gate& gate, store::Database& database);

} // namespace panoh::access
