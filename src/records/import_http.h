#pragma once

#include <functional>
#include <set>
#include <string>

#include "access/gate.h"
#include "core/clock.h"
#include "http/router.h"
#include "records/import_jobs.h"
#include "records/uploads.h"

namespace panoh::records {

/// What the routes of imports need; all of it outlives them.
struct ImportNeeds {
    store::Database& database;
    const core::Clock& clock;
    std::string time_zone;
    Uploads& uploads;
    ImportJobs& jobs;
    /// Cases that somebody has an unsaved form of: they are not taken away.
    std::function<std::set<core::CaseId>(store::Reader&)> being_written = {};
};

/// Uploads, imports and saved mappings.
void add_import_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs);

// One file each, called by add_import_routes.
void add_upload_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs);
void add_job_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs);
void add_mapping_routes(http::Router& router, const access::Gate& gate, const ImportNeeds& needs);

} // namespace panoh::records
