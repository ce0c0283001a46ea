#pragma once

// Mappings that a team keeps, so that next month's spreadsheet is read as last month's.

#include <vector>

#include "access/gate.h"
#include "records/layout.h"
#include "store/store.h"

namespace panoh::records {

using MayMap = core::Permit<core::Action::case_open, core::TeamId>;

struct SavedMapping {
    core::MappingId id = {};
    core::TeamId team = {};
    std::string name = {};
    std::int64_t version = 1;
    Mapping mapping = {};
    core::UserId saved_by = {};
    core::Instant saved_at = {};
};

/// What of a mapping is kept. It is not sealed, so it may hold no cell that could name somebody: of values
/// only those that mean a code, that are short (40 letters, four words) and without a digit; a value that is
/// left out is asked for again.
[[nodiscard]] Mapping without_long_values(Mapping mapping);

/// By name.
[[nodiscard]] std::vector<SavedMapping> saved_mappings(store::Reader& reader, const MayMap& permit);
/// "records/mapping_name" (1 to 80 letters, one line), "records/mapping_too_large" (500 columns, 64 KiB),
/// "records/mapping_name_taken" (409), "records/too_many_mappings" (50 of a team).
[[nodiscard]] core::Result<SavedMapping> save_mapping(store::Transaction& transaction, const MayMap& permit,
                                                      const audit::Act& act, std::string name,
                                                      const Mapping& mapping);
/// Another mapping under the same name. "records/mapping_stale" (412), "records/mapping_not_found".
[[nodiscard]] core::Result<SavedMapping> replace_mapping(store::Transaction& transaction,
                                                         const MayMap& permit, const audit::Act& act,
                                                         core::MappingId id, std::int64_t expected,
                                                         const Mapping& mapping);
/// "records/mapping_not_found", also for one of another team.
[[nodiscard]] core::Done drop_mapping(store::Transaction& transaction, const MayMap& permit,
                                      const audit::Act& act, core::MappingId id);
/// The team of a mapping; "records/mapping_not_found".
[[nodiscard]] core::Result<core::TeamId> team_of_mapping(store::Reader& reader, core::MappingId id);

} // namespace panoh::records
