#pragma once

#include "http/router.h"
#include "portal/release_pages.h"

namespace panoh::portal {

/// The public pages of releases: /releases and what lies under it. Open to all; no cookie is read or set.
/// `pages` must outlive the router.
void add_release_routes(http::Router& router, ReleasePages& pages);

} // namespace panoh::portal
