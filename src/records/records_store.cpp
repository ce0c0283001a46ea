#include "records/records_store.h"

namespace panoh::records {

using store::Row;
using store::Sql;

void begin_import(store::Transaction& transaction, const ImportRow& import)
{
    static constexpr Sql sql{
        "INSERT INTO record_import (id, team, name, begun_by, begun_at, wanted) VALUES (?, ?, ?, ?, ?, ?)"};
    transaction.put(sql, {import.id, import.team, std::string_view(import.name), import.begun_by,
                          import.begun_at, import.wanted});
}

void end_import(store::Transaction& transaction, core::ImportId import, core::Instant at)
{
    static constexpr Sql sql{"UPDATE record_import SET ended_at = ? WHERE id = ?"};
    transaction.put(sql, {at, import});
}

void note_taken_back(store::Transaction& transaction, core::ImportId import, core::UserId by,
                     core::Instant at)
{
    static constexpr Sql sql{"UPDATE record_import SET taken_back_at = ?, taken_back_by = ? WHERE id = ?"};
    transaction.put(sql, {at, by, import});
}

namespace {

#define PANOH_IMPORT_COLUMNS                                                                                 \
    "SELECT id, team, name, begun_by, begun_at, wanted, ended_at, taken_back_at, taken_back_by, "            \
    "(SELECT COUNT(*) FROM record_import_case WHERE import_id = record_import.id) FROM record_import "

std::optional<core::Instant> maybe_instant(const Row& row, int column)
{
    return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

ImportRow read_import(const Row& row)
{
    return {.id = row.id<core::ImportId>(0),
            .team = row.id<core::TeamId>(1),
            .name = std::string(row.text(2)),
            .begun_by = row.id<core::UserId>(3),
            .begun_at = row.instant(4),
            .wanted = row.integer(5),
            .ended_at = maybe_instant(row, 6),
            .taken_back_at = maybe_instant(row, 7),
            .taken_back_by = row.is_null(8) ? core::UserId{} : row.id<core::UserId>(8),
            .cases = row.integer(9)};
}

MappingRow read_mapping(const Row& row)
{
    return {.id = row.id<core::MappingId>(0),
            .team = row.id<core::TeamId>(1),
            .name = std::string(row.text(2)),
            .version = row.integer(3),
            .mapping = std::string(row.text(4)),
            .saved_by = row.id<core::UserId>(5),
            .saved_at = row.instant(6)};
}

} // namespace

std::optional<ImportRow> load_import(store::Reader& reader, core::ImportId import)
{
    static constexpr Sql sql{PANOH_IMPORT_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {import}, read_import);
}

std::vector<ImportRow> imports_of(store::Reader& reader, core::TeamId team)
{
    static constexpr Sql sql{PANOH_IMPORT_COLUMNS "WHERE team = ? ORDER BY begun_at DESC, id LIMIT 200"};
    std::vector<ImportRow> found;
    reader.each(sql, {team}, [&](const Row& row) { found.push_back(read_import(row)); });
    return found;
}

void note_brought_in(store::Transaction& transaction, core::ImportId import, const BroughtIn& one)
{
    static constexpr Sql sql{
        "INSERT INTO record_import_case (import_id, case_id, writings) VALUES (?, ?, ?)"};
    transaction.put(sql, {import, one.id, one.writings ? store::Value(*one.writings) : store::Value()});
}

void forget_brought_in(store::Transaction& transaction, core::ImportId import, core::CaseId case_id)
{
    static constexpr Sql sql{"DELETE FROM record_import_case WHERE import_id = ? AND case_id = ?"};
    transaction.put(sql, {import, case_id});
}

std::vector<BroughtIn> brought_in(store::Reader& reader, core::ImportId import, core::CaseId after,
                                  std::int64_t most)
{
    static constexpr Sql sql{"SELECT case_id, writings FROM record_import_case "
                             "WHERE import_id = ? AND case_id > ? ORDER BY case_id LIMIT ?"};
    std::vector<BroughtIn> found;
    reader.each(sql, {import, after, most}, [&](const Row& row) {
        found.push_back({.id = row.id<core::CaseId>(0),
                         .writings = row.is_null(1) ? std::nullopt : std::optional(row.integer(1))});
    });
    return found;
}

std::vector<MappingRow> mappings_of(store::Reader& reader, core::TeamId team)
{
    static constexpr Sql sql{
        "SELECT id, team, name, version, mapping, saved_by, saved_at FROM record_mapping "
        "WHERE team = ? ORDER BY name, id"};
    std::vector<MappingRow> found;
    reader.each(sql, {team}, [&](const Row& row) { found.push_back(read_mapping(row)); });
    return found;
}

std::optional<MappingRow> load_mapping(store::Reader& reader, core::MappingId id)
{
    static constexpr Sql sql{
        "SELECT id, team, name, version, mapping, saved_by, saved_at FROM record_mapping WHERE id = ?"};
    return reader.first(sql, {id}, read_mapping);
}

bool insert_mapping(store::Transaction& transaction, const MappingRow& row)
{
    static constexpr Sql sql{
        "INSERT INTO record_mapping (id, team, name, version, mapping, saved_by, saved_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"};
    return transaction.run(sql, {row.id, row.team, std::string_view(row.name), row.version,
                                 std::string_view(row.mapping), row.saved_by, row.saved_at}) == 1;
}

bool update_mapping(store::Transaction& transaction, const MappingRow& row)
{
    static constexpr Sql sql{"UPDATE record_mapping SET version = ?, mapping = ?, saved_by = ?, saved_at = ? "
                             "WHERE id = ? AND version = ?"};
    return transaction.run(sql, {row.version, std::string_view(row.mapping), row.saved_by, row.saved_at,
                                 row.id, row.version - 1}) == 1;
}

void delete_mapping(store::Transaction& transaction, core::MappingId id)
{
    static constexpr Sql sql{"DELETE FROM record_mapping WHERE id = ?"};
    transaction.put(sql, {id});
}

} // namespace panoh::records
