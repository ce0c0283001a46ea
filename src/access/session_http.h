#pragma once

#include "access/gate.h"
#include "access/sign_in.h"
#include "http/router.h"

namespace panoh::access {

/// /api/session, /api/activation, /api/recovery. What they refer to must outlive the router.
void add_session_routes(http::Router& router, const Gate& gate, store::Database& database,
                        const core::Clock& clock, SignIn& sign_in, const NodeSecret& secret);

} // namespace panoh::access
