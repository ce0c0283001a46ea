#pragma once

// SQL of lineages; private to the slice.

#include <optional>
#include <string_view>
#include <vector>

#include "release/lineages.h"

namespace panoh::release {

void insert_lineage(store::Transaction& transaction, const LineageFile& file);
/// False when somebody changed it before.
[[nodiscard]] bool update_lineage(store::Transaction& transaction, const LineageFile& file);
void insert_schema(store::Transaction& transaction, core::LineageId lineage, const KeptSchema& schema);
[[nodiscard]] std::optional<LineageFile> find_lineage(store::Reader& reader, core::LineageId id);
[[nodiscard]] bool lineage_taken(store::Reader& reader, core::OrganisationId organisation,
                                 std::string_view name);
[[nodiscard]] std::vector<LineageFile> lineages_of(store::Reader& reader, core::OrganisationId organisation);
/// Of the whole node.
[[nodiscard]] std::vector<LineageFile> all_lineages(store::Reader& reader);
[[nodiscard]] std::vector<core::LineageId> lineage_ids(store::Reader& reader);

} // namespace panoh::release
