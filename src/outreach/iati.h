#pragma once

// A project as an activity of the International Aid Transparency Initiative, standard 2.03: what donors read
// by machine.

#include <string>
#include <vector>

#include "access/subject.h"
#include "outreach/indicator.h"
#include "outreach/measurement.h"
#include "outreach/project.h"

namespace panoh::outreach {

/// An indicator with what was measured of it.
struct Measured {
    Indicator indicator = {};
    std::vector<Measurement> measurements = {};
};

struct Reporting {
    std::string organisation = {}; ///< its name
    access::OrganisationType type = access::OrganisationType::ngo;
    core::Instant changed_at = {}; ///< of the project
    core::Instant now = {};
    core::Date today = {};
};

/// One `iati-activities` document with one activity, its elements in the order that the schema of 2.03 asks
/// for. Only what stands in the project is said: no sector of a vocabulary that nobody chose, no transaction.
/// "outreach/iati_missing" on the member that the standard demands and the project lacks: `iati_identifier`,
/// `summary`, `starts_on`, `countries`, `aims`.
[[nodiscard]] core::Result<std::string>
iati_activity(const Project& project, const std::vector<Measured>& measured, const Reporting& reporting);

} // namespace panoh::outreach
