#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/published.h"

namespace panoh::portal {

/// Where pages of releases stand.
struct ReleaseHouse {
    std::string site = {}; ///< "https://panoh.example"; empty when not known
    bool demo = false;     ///< everything here is made up
};

/// Whether its people do not exist.
[[nodiscard]] bool is_fictional(const release::PublishedRelease& release, const ReleaseHouse& house);

/// The page of a release that is out: what its report says, and its files. `report` is nothing where it
/// cannot be read; exact figures, which no report of a release has, are never shown. Without script, whole in
/// one answer. In one of the seven languages (English for any other tag); titles and notes stand in their own
/// language where nobody wrote them in this one.
[[nodiscard]] std::string release_page(const release::PublishedRelease& release,
                                       const std::optional<release::Report>& report,
                                       const ReleaseHouse& house, std::string_view language);
/// Of one that was taken back: when and why, and none of its figures.
[[nodiscard]] std::string withdrawn_page(const release::PublishedRelease& release, const ReleaseHouse& house,
                                         std::string_view language);
/// All of them in the order given, those that were taken back among them.
[[nodiscard]] std::string releases_page(const std::vector<release::PublishedRelease>& releases,
                                        const ReleaseHouse& house, std::string_view language);

} // namespace panoh::portal
