#include "backup/manifest.h"

#include <algorithm>

#include "audit/chain.h"
#include "store/copy.h"

namespace panoh::backup {
namespace {

constexpr std::size_t longest_manifest = 1UL * 1024 * 1024;

std::string hash_of(std::string_view text)
{
    return core::to_hex(crypto::hash(core::as_bytes(text)));
}

} // namespace

std::int64_t Manifest::rows_of(std::string_view table) const
{
    const auto found = std::ranges::find(tables, table, &TableRows::name);
    return found == tables.end() ? 0 : found->rows;
}

std::string engine_name(store::Engine engine)
{
    return engine == store::Engine::sqlite ? "sqlite" : "postgresql";
}

Manifest describe(store::Reader& reader, const std::string& program, core::Instant made_at)
{
    Manifest manifest{.kind = "database",
                      .program = program,
                      .made_at = core::to_string(made_at),
                      .engine = engine_name(reader.engine())};
    for (const auto& applied : store::applied_migrations(reader))
        manifest.migrations.push_back({.number = applied.number, .text_hash = hash_of(applied.text)});
    for (const auto& table : store::table_names(reader))
        manifest.tables.push_back({.name = table, .rows = store::count_rows(reader, table)});
    const auto head = audit::read_head(reader);
    manifest.audit_rows = head.seq;
    manifest.audit_head = core::to_hex(head.hash);
    return manifest;
}

void write_manifest(StreamWriter& stream, const Manifest& manifest)
{
    stream.text(core::write_json(manifest));
}

core::Result<Manifest> read_manifest(StreamReader& stream, std::string_view kind)
{
    const std::string text = stream.text(longest_manifest);
    PANOH_CHECK(stream.fine());
    auto manifest = core::read_json<Manifest>(text);
    if (!manifest) return core::fail(core::ErrorKind::invalid, "restore/damaged", "from");
    if (manifest->kind != kind) return core::fail(core::ErrorKind::invalid, "restore/other_kind", "from");
    return manifest;
}

core::Result<std::vector<store::Migration>> migrations_of(const Manifest& manifest,
                                                          std::span<const store::Migration> known)
{
    std::vector<store::Migration> had;
    for (const auto& made_by : manifest.migrations) {
        const auto found = std::ranges::find(known, made_by.number, &store::Migration::number);
        if (found == known.end()) return core::fail(core::ErrorKind::conflict, "store/newer_than_program");
        if (hash_of(found->sql) != made_by.text_hash)
            return core::fail(core::ErrorKind::conflict, "store/migration_changed");
        had.push_back(*found);
    }
    return had;
}

} // namespace panoh::backup
