#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/action.h"
#include "outreach/document.h"
#include "outreach/kind.h"

namespace panoh::outreach {

/// What routes and verbs need to know of a kind.
struct KindFacts {
    Kind kind = Kind::project;
    std::string_view path = {};  ///< "/api/media-pieces"
    std::string_view param = {}; ///< "media_piece"
    core::Action read = core::Action::programme_read;
    core::Action write = core::Action::programme_write;
    bool listed_whole = false; ///< lists carry the value: it is short, and says more than its title
    core::Result<Document> (*read_value)(std::string_view body) = nullptr;
    std::string (*schema)() = nullptr;
};

/// All kinds, in the order of Kind.
[[nodiscard]] std::span<const KindFacts> kinds();
[[nodiscard]] const KindFacts& facts_of(Kind kind);

} // namespace panoh::outreach
