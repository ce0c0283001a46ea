#pragma once

#include "portal/release_pages.h"
#include "store/store.h"

namespace panoh::app {

/// What of releases everybody may read, for their pages. `database` must outlive it.
[[nodiscard]] portal::ReleaseSource public_releases(store::Database& database);

} // namespace panoh::app
