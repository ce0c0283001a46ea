#pragma once

// All SQL of this slice. Private to it.

#include "core/clock.h"
#include "directory/organisations.h"

namespace panoh::directory {

void insert_organisation(store::Transaction& transaction, const OrganisationView& organisation,
                         core::Instant now);
/// False when the stored version is another by now.
[[nodiscard]] bool update_organisation(store::Transaction& transaction, const OrganisationView& organisation,
                                       core::Instant now);
[[nodiscard]] std::optional<OrganisationView> find_organisation(store::Reader& reader,
                                                                core::OrganisationId id);
/// Another entry of that name.
[[nodiscard]] bool name_taken(store::Reader& reader, std::string_view folded, core::OrganisationId but);
[[nodiscard]] std::vector<OrganisationView> organisation_page(store::Reader& reader, std::string_view after,
                                                              int limit);

} // namespace panoh::directory
