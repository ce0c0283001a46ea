#pragma once

#include "http/router.h"
#include "portal/card.h"
#include "portal/paper.h"
#include "portal/shelf.h"

namespace panoh::portal {

/// The public pages: /bulletins and what lies under it. Open to all; no cookie is read or set, nothing is
/// remembered of who asks. All three must outlive the router.
void add_routes(http::Router& router, const Published& published, Paper& paper, Card& card);

} // namespace panoh::portal
