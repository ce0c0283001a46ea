#pragma once

#include <string>
#include <string_view>

#include "app/node.h"
#include "release/makings.h"

namespace panoh::app {

/// What this node makes releases with. All of it must outlive what is returned.
[[nodiscard]] release::ReleaseNeeds release_needs(Node& node, release::LedgerMarks& marks);

/// report.html in a language.
[[nodiscard]] std::string draw_report(const release::Report& report, std::string_view language);

} // namespace panoh::app
