#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"
#include "outreach/cell.h"

namespace panoh::outreach {

/// One figure, with where it comes from. Everything that prints a figure refers to one of these, so that a
/// correction is made everywhere at once.
struct Measurement {
    using AbsentListsAreEmpty = void;
    core::Coded<"measure"> measure = {}; ///< what was measured; says whether reach is direct or indirect
    double value = 0;
    core::Coded<"figure_basis"> basis = {}; ///< counted, estimated, or told by the platform
    std::optional<std::string> source = {}; ///< who says so; without it no bulletin prints the figure
    std::optional<std::string> source_link = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::optional<core::Coded<"channel">> channel = {};
    std::optional<core::Coded<"language">> language = {};
    std::vector<core::Coded<"country">> countries = {};
    std::vector<Cell> cells = {}; ///< of whole people or things only
    // What it was measured of: any of them.
    std::optional<core::IndicatorId> indicator = {};
    std::optional<core::ProjectId> project = {};
    std::optional<core::CampaignId> campaign = {};
    std::optional<core::MediaPieceId> media_piece = {};
    std::optional<core::EventId> event = {};
    std::optional<core::MaterialId> material = {};
    std::optional<std::string> part = {}; ///< the `key` of a post, an airing, a hand-out of it
    std::optional<std::string> note = {};
};
PANOH_JSON(Measurement, measure, value, basis, source, source_link, starts_on, ends_on, channel, language,
           countries, cells, indicator, project, campaign, media_piece, event, material, part, note)

} // namespace panoh::outreach
