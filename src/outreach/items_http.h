#pragma once

#include "access/gate.h"
#include "http/router.h"

namespace panoh::outreach {

/// The routes of every kind: /api/projects, /api/campaigns, ... What they refer to must outlive the router.
/// Days are those of `time_zone`.
void add_item_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                     const std::string& time_zone);

} // namespace panoh::outreach
