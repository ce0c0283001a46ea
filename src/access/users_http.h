#pragma once

#include "access/gate.h"
#include "access/node_secret.h"
#include "http/router.h"

namespace panoh::access {

/// /api/users. What they refer to must outlive the router.
void add_users_routes(http::Router& router, const Gate& gate, store::Database& database,
                      const NodeSecret& secret);

/// Whose people a list shows: administrators see the whole node, everybody else the own organisation.
[[nodiscard]] core::OrganisationId listed_organisation(const Subject& subject);

} // namespace panoh::access
