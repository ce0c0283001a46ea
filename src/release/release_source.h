#pragma once

#include <string>

#include "release/datasets.h"
#include "release/release.h"

namespace panoh::release {

/// The table of a source as CSV, for what the node makes or looks through; noted in the audit chain before it
/// is read. "release/dataset_not_found".
[[nodiscard]] core::Result<std::string> read_source(store::Database& database,
                                                    core::OrganisationId organisation,
                                                    const ReleaseSource& source, const audit::Act& act);

} // namespace panoh::release
