#pragma once

#include "app/checkpoints.h"
#include "app/node.h"

namespace panoh::app {

/// /api/audit/...: whether the record is whole, and all of it for an auditor. `checkpoints` outlives the
/// router.
void add_audit_routes(http::Router& router, Node& node, const Checkpoints& checkpoints);

} // namespace panoh::app
