#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"
#include "outreach/party.h"

namespace panoh::outreach {

/// A step that can be seen: on which day it was reached, if it was.
struct Milestone {
    std::string text = {};
    std::optional<core::Date> due_on = {};
    std::optional<core::Date> reached_on = {};
};
PANOH_JSON(Milestone, text, due_on, reached_on)

/// One thing that was promised.
struct CommitmentItem {
    using AbsentListsAreEmpty = void;
    std::string key = {};
    std::optional<std::string> number = {}; ///< as the document counts
    std::string text = {};
    std::optional<std::string> owner = {};
    std::optional<core::Date> due_on = {};
    core::Coded<"commitment_state"> state = {};
    std::vector<Milestone> milestones = {};
};
PANOH_JSON(CommitmentItem, key, number, text, owner, due_on, state, milestones)

/// Action plan, draft law, agreement: what bodies bound themselves to.
struct Commitment {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    core::Coded<"commitment_kind"> kind = {};
    core::Coded<"commitment_state"> state = {};
    std::optional<std::string> summary = {};
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::optional<core::ProjectId> project = {};
    std::vector<core::Coded<"country">> countries = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::optional<std::string> link = {};
    std::vector<Party> parties = {};
    std::vector<CommitmentItem> items = {};
};
PANOH_JSON(Commitment, title, kind, state, summary, language, project, countries, starts_on, ends_on, link,
           parties, items)

} // namespace panoh::outreach
