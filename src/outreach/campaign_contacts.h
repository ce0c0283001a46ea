#pragma once

// Who got in touch after a campaign, as far as somebody counted: indicator "contacts by campaign", asked of
// helplines and counselling points. A later contact is no proof of an effect, so nothing is computed from it.

#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/json.h"
#include "outreach/campaign.h"
#include "outreach/measurement.h"

namespace panoh::outreach {

/// One count of contacts, in its own days.
struct ContactsIn {
    core::Date starts_on = {};
    core::Date ends_on = {};
    double count = 0;
    std::string channel = {}; ///< empty: not said
    std::string basis = {};
};
PANOH_JSON(ContactsIn, starts_on, ends_on, count, channel, basis)

struct CampaignContacts {
    core::ItemId id = {};
    std::string title = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::vector<core::Date> posted_on = {}; ///< each day once
    std::vector<ContactsIn> contacts = {};  ///< in the order of their days; none repeats another
};
PANOH_JSON(CampaignContacts, id, title, starts_on, ends_on, posted_on, contacts)

/// Nothing where nobody counted contacts of this campaign with their days.
[[nodiscard]] std::optional<CampaignContacts> contacts_of(core::ItemId id, const Campaign& campaign,
                                                          const std::vector<Measurement>& measurements);

} // namespace panoh::outreach
