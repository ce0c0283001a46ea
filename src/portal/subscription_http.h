#pragma once

#include "access/gate.h"
#include "bulletin/desk.h"
#include "http/router.h"

namespace panoh::portal {

/// /subscriptions: pages for who wants the bulletin by e-mail. `desk` must outlive the router.
void add_subscription_routes(http::Router& router, const access::Gate& gate, bulletin::Desk& desk);

} // namespace panoh::portal
