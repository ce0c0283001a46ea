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
    std::int64_t wanted = 0;                         ///< cases that were to come in
    std::optional<core::Instant> ended_at = {};      ///< nothing: it stopped on its way, or is on it
    std::optional<core::Instant> taken_back_at = {}; ///< the last time
    core::UserId taken_back_by = {};
    std::int64_t cases = 0; ///< of it that are here
};
void begin_import(store::Transaction& transaction, const ImportRow& import);
void end_import(store::Transaction& transaction, core::ImportId import, core::Instant at);
void note_taken_back(store::Transaction& transaction, core::ImportId import, core::UserId by,
                     core::Instant at);
[[nodiscard]] std::optional<ImportRow> load_import(store::Reader& reader, core::ImportId import);
/// Newest first, of this team, at most 200.
[[nodiscard]] std::vector<ImportRow> imports_of(store::Reader& reader, core::TeamId team);

/// A case that came with an import. `writings` is nothing where it was not counted.
struct BroughtIn {
    core::CaseId id = {};
    std::optional<std::int64_t> writings = {};
};
void note_brought_in(store::Transaction& transaction, core::ImportId import, const BroughtIn& one);
void forget_brought_in(store::Transaction& transaction, core::ImportId import, core::CaseId case_id);
/// In the order of their ids, those after one.
[[nodiscard]] std::vector<BroughtIn> brought_in(store::Reader& reader, core::ImportId import,
                                                core::CaseId after, std::int64_t most);

/// A mapping that a team keeps.
struct MappingRow {
    core::MappingId id = {};
    core::TeamId team = {};
    std::string name = {};
    std::int64_t version = 1;
    std::string mapping = {}; ///< JSON
    core::UserId saved_by = {};
    core::Instant saved_at = {};
};
[[nodiscard]] std::vector<MappingRow> mappings_of(store::Reader& reader, core::TeamId team);
[[nodiscard]] std::optional<MappingRow> load_mapping(store::Reader& reader, core::MappingId id);
/// False when the team has one of that name.
[[nodiscard]] bool insert_mapping(store::Transaction& transaction, const MappingRow& row);
/// False when it no longer has version `row.version - 1`.
[[nodiscard]] bool update_mapping(store::Transaction& transaction, const MappingRow& row);
void delete_mapping(store::Transaction& transaction, core::MappingId id);

} // namespace panoh::records
