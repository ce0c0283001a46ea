#pragma once

#include "access/gate.h"
#include "http/router.h"

namespace panoh::outreach {

/// What leaves as a file: a donor's report, IATI, measurements with the tags of HXL.
struct FileNeeds {
    store::Database& database;
    std::string time_zone;
    bool demo = false;
};
void add_file_routes(http::Router& router, const access::Gate& gate, const FileNeeds& needs);

} // namespace panoh::outreach
