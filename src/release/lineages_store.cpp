#include "release/lineages_store.h"

namespace panoh::release {

namespace {

using store::Row;
using store::Sql;

#define PANOH_LINEAGE_COLUMNS                                                                                \
    "SELECT id, organisation, name, title, sealed_key, version, schema_number, created_at, created_by, "     \
    "changed_at, changed_by FROM release_lineage "

LineageFile read_lineage(const Row& row)
{
    const core::ByteView key = row.bytes(4);
    return {.id = row.id<core::LineageId>(0),
            .organisation = row.id<core::OrganisationId>(1),
            .name = std::string(row.text(2)),
            .title = std::string(row.text(3)),
            .sealed_key = core::Bytes(key.begin(), key.end()),
            .version = row.integer(5),
            .schema_number = row.integer(6),
            .created_at = row.instant(7),
            .created_by = row.id<core::UserId>(8),
            .changed_at = row.instant(9),
            .changed_by = row.id<core::UserId>(10)};
}

std::vector<LineageFile> all(store::Reader& reader, const Sql& sql,
                             std::initializer_list<store::Value> values)
{
    std::vector<LineageFile> files;
    reader.each(sql, values, [&](const Row& row) { files.push_back(read_lineage(row)); });
    return files;
}

} // namespace

void insert_lineage(store::Transaction& transaction, const LineageFile& file)
{
    static constexpr Sql sql{
        "INSERT INTO release_lineage (id, organisation, name, title, sealed_key, version, schema_number, "
        "created_at, created_by, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    transaction.run(sql,
                    {file.id, file.organisation, file.name, file.title, file.sealed_key, file.version,
                     file.schema_number, file.created_at, file.created_by, file.changed_at, file.changed_by});
}

bool update_lineage(store::Transaction& transaction, const LineageFile& file)
{
    static constexpr Sql sql{
        "UPDATE release_lineage SET title = ?, schema_number = ?, changed_at = ?, changed_by = ?, "
        "version = version + 1 WHERE id = ? AND version = ?"};
    return transaction.run(sql, {file.title, file.schema_number, file.changed_at, file.changed_by, file.id,
                                 file.version}) == 1;
}

void insert_schema(store::Transaction& transaction, core::LineageId lineage, const KeptSchema& schema)
{
    static constexpr Sql sql{
        "INSERT INTO release_schema (lineage, number, document, hash, written_at, written_by) "
        "VALUES (?, ?, ?, ?, ?, ?)"};
    transaction.run(
        sql, {lineage, schema.number, schema.document, schema.hash, schema.written_at, schema.written_by});
}

std::optional<LineageFile> find_lineage(store::Reader& reader, core::LineageId id)
{
    static constexpr Sql sql{PANOH_LINEAGE_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_lineage);
}

bool lineage_taken(store::Reader& reader, core::OrganisationId organisation, std::string_view name)
{
    static constexpr Sql sql{"SELECT 1 FROM release_lineage WHERE organisation = ? AND name = ?"};
    return reader.first(sql, {organisation, name}, [](const Row&) { return true; }).has_value();
}

std::vector<LineageFile> lineages_of(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr Sql sql{PANOH_LINEAGE_COLUMNS "WHERE organisation = ? ORDER BY name"};
    return all(reader, sql, {organisation});
}

std::vector<LineageFile> all_lineages(store::Reader& reader)
{
    static constexpr Sql sql{PANOH_LINEAGE_COLUMNS "ORDER BY organisation, name"};
    return all(reader, sql, {});
}

std::vector<core::LineageId> lineage_ids(store::Reader& reader)
{
    static constexpr Sql sql{"SELECT id FROM release_lineage ORDER BY id"};
    std::vector<core::LineageId> ids;
    reader.each(sql, {}, [&](const Row& row) { ids.push_back(row.id<core::LineageId>(0)); });
    return ids;
}

KeptSchema kept_schema(store::Reader& reader, core::LineageId id, std::int64_t number)
{
    static constexpr Sql sql{"SELECT document, hash, written_at, written_by FROM release_schema "
                             "WHERE lineage = ? AND number = ?"};
    return reader
        .first(sql, {id, number},
               [&](const Row& row) {
                   return KeptSchema{.number = number,
                                     .document = std::string(row.text(0)),
                                     .hash = std::string(row.text(1)),
                                     .written_at = row.instant(2),
                                     .written_by = row.id<core::UserId>(3)};
               })
        .value_or(KeptSchema{.number = number});
}

std::vector<KeptSchema> kept_schemas(store::Reader& reader, core::LineageId id)
{
    static constexpr Sql sql{"SELECT number, hash, written_at, written_by FROM release_schema "
                             "WHERE lineage = ? ORDER BY number DESC"};
    std::vector<KeptSchema> schemas;
    reader.each(sql, {id}, [&](const Row& row) {
        schemas.push_back({.number = row.integer(0),
                           .document = {},
                           .hash = std::string(row.text(1)),
                           .written_at = row.instant(2),
                           .written_by = row.id<core::UserId>(3)});
    });
    return schemas;
}

} // namespace panoh::release
