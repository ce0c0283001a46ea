#pragma once

#include <memory>

#include "access/gate.h"
#include "core/clock.h"
#include "http/router.h"
#include "vault/registrar.h"

namespace panoh::recovery {

struct RecoveryParts {
    store::Database& database;
    const core::Clock& clock;
};
/// /api/keys and /api/recovery. What they refer to must outlive the router.
void add_routes(http::Router& router, const access::Gate& gate, const RecoveryParts& parts);

} // namespace panoh::recovery
