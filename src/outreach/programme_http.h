#pragma once

#include "access/gate.h"
#include "http/router.h"

namespace panoh::outreach {

/// /api/programme: the calendar and the figures of the whole programme. What they refer to must outlive the
/// router.
void add_programme_routes(http::Router& router, const access::Gate& gate, store::Database& database,
                          const std::string& time_zone);

} // namespace panoh::outreach
