#pragma once

#include "access/gate.h"
#include "http/router.h"
#include "release/makings.h"

namespace panoh::release {

/// What the routes of lineages and releases need; all of it outlives the router.
struct ReleaseHttpNeeds {
    ReleaseNeeds kept;
    Makings& makings;
};

/// /api/lineages
void add_lineage_routes(http::Router& router, const access::Gate& gate, const ReleaseHttpNeeds& needs);
/// /api/releases
void add_release_routes(http::Router& router, const access::Gate& gate, const ReleaseHttpNeeds& needs);
/// /api/published-releases, for everybody.
void add_published_routes(http::Router& router, const access::Gate& gate, store::Database& database);

} // namespace panoh::release
