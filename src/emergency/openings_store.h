#pragma once

#include <vector>

#include "emergency/opening.h"
#include "store/store.h"

// The SQL of openings; private to the slice.
namespace panoh::emergency {

void insert_opening(store::Transaction& transaction, const Opening& opening);
[[nodiscard]] std::optional<Opening> load_opening(store::Reader& reader, core::EmergencyId id);
void save_end(store::Transaction& transaction, core::EmergencyId id, core::Instant ends_at);
/// False when somebody was faster.
[[nodiscard]] bool save_review(store::Transaction& transaction, const Opening& opening);
/// Newest first.
[[nodiscard]] std::vector<Opening> openings_of(store::Reader& reader, core::UserId officer,
                                               std::int64_t limit);
/// Of one team, not reviewed, oldest first.
[[nodiscard]] std::vector<Opening> unreviewed_of(store::Reader& reader, core::TeamId team,
                                                 std::int64_t limit);

} // namespace panoh::emergency
