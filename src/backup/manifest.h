#pragma once

#include <span>
#include <string>
#include <vector>

#include "backup/stream.h"
#include "core/json.h"
#include "store/store.h"

namespace panoh::backup {

/// A migration by number and the hash of its text, so that a changed one is noticed.
struct MadeBy {
    int number = 0;
    std::string text_hash = {};
};
PANOH_JSON(MadeBy, number, text_hash)

struct TableRows {
    std::string name = {};
    std::int64_t rows = 0;
};
PANOH_JSON(TableRows, name, rows)

/// What is in a backup, first thing inside it.
struct Manifest {
    std::string kind = {};    ///< "database" or "keys"
    std::string program = {}; ///< the version that made it
    std::string made_at = {};
    std::string engine = {}; ///< "sqlite" or "postgresql"; empty for keys
    std::vector<MadeBy> migrations = {};
    std::vector<TableRows> tables = {};
    std::int64_t audit_rows = 0;
    std::string audit_head = {};
    [[nodiscard]] std::int64_t rows_of(std::string_view table) const;
};
PANOH_JSON(Manifest, kind, program, made_at, engine, migrations, tables, audit_rows, audit_head)

[[nodiscard]] std::string engine_name(store::Engine engine);
/// Of what this snapshot holds.
[[nodiscard]] Manifest describe(store::Reader& reader, const std::string& program, core::Instant made_at);

void write_manifest(StreamWriter& stream, const Manifest& manifest);
/// "restore/damaged"; "restore/other_kind" on field from for keys where a database is wanted, and the other
/// way round.
[[nodiscard]] core::Result<Manifest> read_manifest(StreamReader& stream, std::string_view kind);
/// Those of `known` that the backup's database had. "store/newer_than_program" for one that this program does
/// not know, "store/migration_changed".
[[nodiscard]] core::Result<std::vector<store::Migration>>
migrations_of(const Manifest& manifest, std::span<const store::Migration> known);

} // namespace panoh::backup
