#pragma once

#include "access/gate.h"
#include "access/sign_in.h"
#include "http/router.h"

namespace panoh::access {

/// /api/sessions, and ending those of others. What they refer to must outlive the router.
void add_sessions_routes(http::Router& router, const Gate& gate, store::Database& database, SignIn& sign_in);

} // namespace panoh::access
