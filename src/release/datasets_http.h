#pragma once

#include "access/gate.h"
#include "http/router.h"
#include "release/imports.h"
#include "store/store.h"

namespace panoh::release {

/// What the routes of datasets need; outlives them.
struct HttpNeeds {
    store::Database& database;
    Imports& imports;
};

/// Adds every route of this slice.
void add_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs);

} // namespace panoh::release
