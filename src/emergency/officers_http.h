#pragma once

#include "access/emergency_key.h"
#include "access/gate.h"
#include "http/router.h"

namespace panoh::emergency {

/// /api/emergencies/officers.
void add_officer_routes(http::Router& router, const access::Gate& gate, store::Database& database);

} // namespace panoh::emergency
