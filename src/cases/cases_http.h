#pragma once

#include <string>

#include "access/gate.h"
#include "core/clock.h"
#include "http/router.h"
#include "store/store.h"

namespace panoh::cases {

/// What the routes of cases need; outlives them.
struct HttpNeeds {
    store::Database& database;
    const core::Clock& clock;
    std::string time_zone;
    bool demo = false; ///< every person is fictional, and what leaves says so
};

/// Adds every route of this slice.
void add_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);

// One file each, called by add_routes.
void add_case_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_list_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_list_out_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_print_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_sealed_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_note_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_find_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_ask_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);
void add_today_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);

} // namespace panoh::cases
