#pragma once

#include <string>

#include "access/gate.h"
#include "http/router.h"
#include "pictures/workshop.h"

namespace panoh::bulletin {

/// What the routes of pictures need; all of it outlives the router.
struct PictureNeeds {
    store::Database& database;
    pictures::Workshop& workshop;
    const std::string& time_zone; ///< whose days count
};

void add_picture_routes(http::Router& router, const access::Gate& gate, const PictureNeeds& needs);

} // namespace panoh::bulletin
