#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"

namespace panoh::outreach {

/// Where and when it came out.
struct Appearance {
    std::string key = {};
    std::string outlet = {};
    std::optional<core::Date> published_on = {};
    std::optional<core::Coded<"language">> language = {};
    std::optional<std::string> link = {};
};
PANOH_JSON(Appearance, key, outlet, published_on, language, link)

/// An article, an interview, an op-ed: what others print or send.
struct MediaPiece {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    core::Coded<"media_kind"> kind = {};
    std::optional<std::string> author = {}; ///< public office-holders and journalists under their own name
    std::optional<std::string> author_office = {};
    std::optional<std::string> summary = {};
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::optional<core::ProjectId> project = {};
    std::optional<core::CampaignId> campaign = {};
    std::vector<core::Coded<"country">> countries = {};
    std::vector<Appearance> appearances = {};
};
PANOH_JSON(MediaPiece, title, kind, author, author_office, summary, language, project, campaign, countries,
           appearances)

} // namespace panoh::outreach
