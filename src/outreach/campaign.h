#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"

namespace panoh::outreach {

/// One message of a campaign on one day. `key` names it within the campaign, for its measurements.
struct Post {
    std::string key = {};
    std::string title = {};
    core::Coded<"channel"> channel = {};
    std::optional<core::Date> posted_on = {};
    std::optional<core::Coded<"language">> language = {};
    std::optional<std::string> link = {};
};
PANOH_JSON(Post, key, title, channel, posted_on, language, link)

struct Campaign {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    std::optional<std::string> motto = {};
    std::optional<std::string> summary = {};
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::optional<std::string> code = {};                 ///< what people who call say that they heard of
    std::optional<core::ProjectId> project = {};
    std::optional<core::Coded<"observance">> observance = {};
    std::vector<core::Coded<"country">> countries = {};
    std::vector<core::Coded<"target_group">> target_groups = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::vector<Post> posts = {};
};
PANOH_JSON(Campaign, title, motto, summary, language, code, project, observance, countries, target_groups,
           starts_on, ends_on, posts)

} // namespace panoh::outreach
