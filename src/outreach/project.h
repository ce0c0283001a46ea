#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/json.h"
#include "outreach/party.h"

namespace panoh::outreach {

/// Money of one donor. `amount` in units of the currency, as the agreement says.
struct Grant {
    std::optional<core::OrganisationId> organisation = {}; ///< the donor, where the directory has it
    std::string donor = {};
    std::optional<std::string> reference = {}; ///< the donor's own
    std::optional<double> amount = {};
    std::optional<core::Coded<"currency">> currency = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
};
PANOH_JSON(Grant, organisation, donor, reference, amount, currency, starts_on, ends_on)

/// What is paid for together and reported together.
struct Project {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    std::optional<std::string> reference = {};
    std::optional<std::string> iati_identifier = {}; ///< IATI 2.03 `iati-activity/iati-identifier`
    std::optional<std::string> summary = {};
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::vector<core::Coded<"country">> countries = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::vector<core::Coded<"programme_aim">> aims = {};
    std::vector<core::Coded<"target_group">> target_groups = {};
    std::vector<Party> parties = {};
    std::vector<Grant> grants = {};
};
PANOH_JSON(Project, title, reference, iati_identifier, summary, language, countries, starts_on, ends_on, aims,
           target_groups, parties, grants)

} // namespace panoh::outreach
