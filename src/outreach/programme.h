#pragma once

// The programme as a whole: what its items say together.

#include <optional>
#include <string>
#include <vector>

#include "outreach/campaign_contacts.h"
#include "outreach/figures.h"
#include "outreach/items.h"

namespace panoh::outreach {

/// Of which days, country and project.
struct Wanted {
    core::Date from = {};
    core::Date to = {};
    std::string country = {};                 ///< empty: all
    std::optional<core::ItemId> project = {}; ///< what names it, and what names a campaign of it
};

struct IndicatorLine {
    core::ItemId id = {};
    std::string title = {};
    std::string code = {};
    std::string unit = {};
    std::optional<double> baseline = {};
    Progress progress = {};
};
PANOH_JSON(IndicatorLine, id, title, code, unit, baseline, progress)

/// How many of one kind.
struct Count {
    std::string code = {};
    std::int64_t count = 0;
};
PANOH_JSON(Count, code, count)

/// Direct and indirect reach stand apart and are added nowhere.
struct ProgrammeFigures {
    core::Date from = {};
    core::Date to = {};
    std::vector<IndicatorLine> indicators = {};
    std::vector<ReachLine> direct = {};
    std::vector<ReachLine> indirect = {};
    std::vector<ReachLine> outputs = {}; ///< as measured
    Participants participants = {};
    Knowledge knowledge = {};
    std::vector<Count> events = {};     ///< by kind
    std::int64_t media_appearances = 0; ///< one piece in two outlets is two
    std::int64_t posts = 0;
    std::int64_t airings = 0; ///< times aired
    std::int64_t handed_out = 0;
    std::vector<Count> proposals = {};        ///< by state
    std::vector<Count> commitment_items = {}; ///< by state
    std::vector<CampaignContacts> contacts = {};
};
PANOH_JSON(ProgrammeFigures, from, to, indicators, direct, indirect, outputs, participants, knowledge, events,
           media_appearances, posts, airings, handed_out, proposals, commitment_items, contacts)

[[nodiscard]] ProgrammeFigures programme_figures(store::Reader& reader, const MayRead& permit,
                                                 const Wanted& wanted, core::Date today);

} // namespace panoh::outreach
