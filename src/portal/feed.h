#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portal/edition_page.h"

namespace panoh::portal {

/// Atom (RFC 4287) of the editions in a language, those of `editions` that can be read in it, the newest
/// first. `site` makes addresses whole; without it they are paths.
[[nodiscard]] std::string edition_feed(const std::vector<ListedEdition>& editions, std::string_view language,
                                       std::string_view site);

} // namespace panoh::portal
