#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "store/store.h"

// The SQL of records; private to the slice.
namespace panoh::records {

/// A table that was brought in.
struct ImportRow {
    core::ImportId id = {};
    core::TeamId team = {};
    std::string name = {};
    core::UserId begun_by = {};
    core::Instant begun_at = {};
    std::int64_t cases = 0;
};
void begin_import(store::Transaction& transaction, const ImportRow& import);
void note_brought_in(store::Transaction& transaction, core::ImportId import, core::CaseId case_id);
/// Newest first, of these teams.
[[nodiscard]] std::vector<ImportRow> imports_of(store::Reader& reader, core::TeamId team);

} // namespace panoh::records
