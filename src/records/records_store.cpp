#include "records/records_store.h"

namespace panoh::records {

using store::Row;
using store::Sql;

void begin_import(store::Transaction& transaction, const ImportRow& import)
{
    static constexpr Sql sql{
        "INSERT INTO record_import (id, team, name, begun_by, begun_at) VALUES (?, ?, ?, ?, ?)"};
    transaction.put(
        sql, {import.id, import.team, std::string_view(import.name), import.begun_by, import.begun_at});
}

void note_brought_in(store::Transaction& transaction, core::ImportId import, core::CaseId case_id)
{
    static constexpr Sql sql{"INSERT INTO record_import_case (import_id, case_id) VALUES (?, ?)"};
    transaction.put(sql, {import, case_id});
}

std::vector<ImportRow> imports_of(store::Reader& reader, core::TeamId team)
{
    static constexpr Sql sql{
        "SELECT id, name, begun_by, begun_at, (SELECT COUNT(*) FROM record_import_case "
        "WHERE import_id = record_import.id) FROM record_import WHERE team = ? ORDER BY begun_at DESC, id"};
    std::vector<ImportRow> found;
    reader.each(sql, {team}, [&](const Row& row) {
        found.push_back({.id = row.id<core::ImportId>(0),
                         .team = team,
                         .name = std::string(row.text(1)),
                         .begun_by = row.id<core::UserId>(2),
                         .begun_at = row.instant(3),
                         .cases = row.integer(4)});
    });
    return found;
}

} // namespace panoh::records
