#pragma once

#include "access/gate.h"
#include "http/router.h"

namespace panoh::emergency {

/// /api/emergencies. What they refer to must outlive the router.
void add_routes(http::Router& router, const access::Gate& gate, store::Database& database);

} // namespace panoh::emergency
