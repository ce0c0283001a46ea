#pragma once

#include "release/makings.h"

namespace panoh::app {

/// Whose statistics they are, and the two data officers that each release takes.
struct StatisticsHands {
    core::OrganisationId organisation = {};
    core::UserId writer = {};
    core::UserId second = {};
};

/// Statistics of fictional cases, made the way of all releases: a series with its budget, tables that are
/// out, and rows that wait for the second person. `people` is about how many cases the organisation has; with
/// too few of them nothing is made.
[[nodiscard]] core::Done add_releases(const release::ReleaseNeeds& needs, const StatisticsHands& hands,
                                      std::int64_t people, const release::DrawInLanguage& draw);

} // namespace panoh::app
