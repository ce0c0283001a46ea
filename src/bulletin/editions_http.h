#pragma once

#include <string>

#include "access/gate.h"
#include "bulletin/wording.h"
#include "http/router.h"
#include "store/store.h"

namespace panoh::bulletin {

struct EditionNeeds {
    store::Database& database;
    std::string time_zone = {};
    Words words = {}; ///< for the preview
};

/// /api/editions and what is under it.
void add_edition_routes(http::Router& router, const access::Gate& gate, const EditionNeeds& needs);
/// /api/stories and the stories of an edition.
void add_story_routes(http::Router& router, const access::Gate& gate, const EditionNeeds& needs);

} // namespace panoh::bulletin
