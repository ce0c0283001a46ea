#pragma once

#include <optional>
#include <string>

#include "core/codes.h"
#include "core/ids.h"
#include "core/json.h"

namespace panoh::outreach {

/// A body that takes part: one of the directory, or one that only has a name here. Public bodies, never
/// private people.
struct Party {
    std::optional<core::OrganisationId> organisation = {};
    std::optional<std::string> name = {}; ///< as it stood then; of one that is in the directory too
    core::Coded<"party_role"> role = {};
    std::optional<core::Coded<"country">> country = {};
    std::optional<core::Coded<"sector">> sector = {};
};
PANOH_JSON(Party, organisation, name, role, country, sector)

} // namespace panoh::outreach
