#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"

namespace panoh::outreach {

/// Sent by a station: `times` on one day. Who may have watched is a measurement of its own.
struct Airing {
    std::string key = {};
    std::string station = {};
    core::Coded<"channel"> channel = {};
    std::optional<core::Date> aired_on = {};
    std::int64_t times = 1;
};
PANOH_JSON(Airing, key, station, channel, aired_on, times)

/// Given to people.
struct HandOut {
    std::string key = {};
    std::int64_t quantity = 0;
    std::optional<core::Date> handed_out_on = {};
    std::optional<std::string> place = {};
    std::optional<core::Coded<"country">> country = {};
    std::optional<core::Coded<"target_group">> target_group = {};
    std::optional<core::EventId> event = {};
};
PANOH_JSON(HandOut, key, quantity, handed_out_on, place, country, target_group, event)

/// Where a file of it lies: each language may have its own. The file itself is not kept here
/// (docs/decisions/0033).
struct MaterialFile {
    std::string title = {};
    std::optional<core::Coded<"language">> language = {};
    std::string link = {};
};
PANOH_JSON(MaterialFile, title, language, link)

/// Leaflet, video, slides: one version in one or more languages, to be used again.
struct Material {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    core::Coded<"material_kind"> kind = {};
    std::optional<std::string> version = {};
    std::optional<std::string> summary = {};
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::optional<core::ProjectId> project = {};
    std::optional<core::CampaignId> campaign = {};
    std::vector<core::Coded<"language">> languages = {}; ///< in which it speaks
    std::vector<core::Coded<"country">> countries = {};
    std::vector<core::Coded<"target_group">> target_groups = {};
    std::optional<core::Date> made_on = {};
    std::optional<std::string> link = {}; ///< of the whole
    std::vector<MaterialFile> files = {};
    std::vector<Airing> airings = {};
    std::vector<HandOut> hand_outs = {};
};
PANOH_JSON(Material, title, kind, version, summary, language, project, campaign, languages, countries,
           target_groups, made_on, link, files, airings, hand_outs)

} // namespace panoh::outreach
