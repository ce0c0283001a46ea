#pragma once

#include "access/gate.h"
#include "bulletin/desk.h"
#include "http/router.h"

namespace panoh::bulletin {

/// Subscribing, confirming, leaving, and how many subscribe. The arguments outlive the router.
void add_subscriber_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                           Post& post, Desk& desk);

} // namespace panoh::bulletin
