#pragma once

// The organisation's own coded cases as a table, for releases: what the view `release_cases` gives and
// nothing else. One row a case, in the order of what is in them, so that no order tells when a case came.

#include <string>
#include <vector>

#include "core/ids.h"
#include "store/store.h"

namespace panoh::release {

/// The columns, as data/schemas/cases.json declares them. Answers that may be several are columns of ticks: 1
/// for each that was given, 0 for the others, nothing where nobody knows.
[[nodiscard]] const std::vector<std::string>& own_case_columns();

/// As CSV. Of several citizenships the first stands; further episodes are not in it.
[[nodiscard]] std::string own_cases_csv(store::Reader& reader, core::OrganisationId organisation);

} // namespace panoh::release
