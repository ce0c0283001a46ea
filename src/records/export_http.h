#pragma once

#include <string>

#include "access/gate.h"
#include "core/clock.h"
#include "http/router.h"
#include "store/store.h"

namespace panoh::records {

/// What the routes of taking out need; outlives them.
struct ExportNeeds {
    store::Database& database;
    const core::Clock& clock;
    std::string time_zone;
    bool demo = false; ///< every person is fictional, and what leaves says so
};

/// Whole cases out, and in how many cases of a team each question has an answer.
void add_export_routes(http::Router& router, const access::Gate& gate, const ExportNeeds& needs);

} // namespace panoh::records
