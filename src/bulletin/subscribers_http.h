#pragma once

#include "access/gate.h"
#include "bulletin/post.h"
#include "http/router.h"

namespace panoh::bulletin {

/// Subscribing, confirming, leaving, and how many subscribe. The arguments outlive the router.
void add_subscriber_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                           const core::Clock& clock, Post& post);

} // namespace panoh::bulletin
