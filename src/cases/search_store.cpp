#include "cases/search_store.h"

namespace panoh::cases {
namespace {

using store::Row;
using store::Rows;
using store::Sql;

std::int64_t sum_over(store::Reader& reader, const Sql& sql, const std::vector<core::TeamId>& teams,
                      const std::vector<store::Value>& further)
{
    std::int64_t sum = 0;
    for (const auto& team : teams) {
        std::vector<store::Value> values = {team};
        values.insert(values.end(), further.begin(), further.end());
        reader.each(sql, values, [&](const Row& row) { sum += row.integer(0); });
    }
    return sum;
}

} // namespace

void each_find_row(store::Reader& reader, core::TeamId team,
                   const std::function<void(const FindRow&)>& on_row)
{
    // In the order in which cases were opened rows mostly lie side by side: a third less time than by state.
    static constexpr Sql sql{
        "SELECT id, short_version, short_sealed, short_wrap, reference, state, assigned_to "
        "FROM case_file WHERE team = ? AND short_version IS NOT NULL ORDER BY opened_at, id",
        Rows::many};
    reader.each(sql, {team}, [&](const Row& row) {
        on_row({.id = row.id<core::CaseId>(0),
                .version = row.integer(1),
                .sealed = row.bytes(2),
                .wrap = row.bytes(3),
                .reference = row.text(4),
                .state = core::from_text<State>(row.text(5)).value_or(State::suspended),
                .assigned_to = row.is_null(6) ? core::UserId{} : row.id<core::UserId>(6)});
    });
}

void each_finding_row(store::Reader& reader, core::TeamId team, std::int64_t epoch,
                      const std::function<void(const FindingRow&)>& on_row)
{
    static constexpr Sql sql{"SELECT case_id, version, sealed FROM case_finding WHERE team = ? AND epoch = ?",
                             Rows::many};
    reader.each(sql, {team, epoch}, [&](const Row& row) {
        on_row({.id = row.id<core::CaseId>(0),
                .version = row.integer(1),
                .epoch = epoch,
                .sealed = row.bytes(2)});
    });
}

void save_finding(store::Transaction& transaction, core::TeamId team, const FindingRow& row)
{
    static constexpr Sql sql{
        "INSERT INTO case_finding (case_id, team, version, epoch, sealed) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET team = excluded.team, version = excluded.version, "
        "epoch = excluded.epoch, sealed = excluded.sealed"};
    transaction.put(sql, {row.id, team, row.version, row.epoch, row.sealed});
}

std::int64_t count_cases(store::Reader& reader, const std::vector<core::TeamId>& teams)
{
    static constexpr Sql sql{"SELECT total FROM case_tally WHERE team = ?"};
    return sum_over(reader, sql, teams, {});
}

std::int64_t count_findings(store::Reader& reader, const std::vector<core::TeamId>& teams, std::int64_t epoch)
{
    static constexpr Sql sql{"SELECT COUNT(*) FROM case_finding WHERE team = ? AND epoch = ?"};
    return sum_over(reader, sql, teams, {epoch});
}

std::vector<core::CaseId> without_finding(store::Reader& reader, core::TeamId team, std::int64_t epoch,
                                          std::int64_t most)
{
    static constexpr Sql sql{
        "SELECT f.id FROM case_file f LEFT JOIN case_finding x ON x.case_id = f.id AND x.epoch = ? "
        "WHERE f.team = ? AND f.short_version IS NOT NULL AND x.case_id IS NULL ORDER BY f.id LIMIT ?"};
    std::vector<core::CaseId> cases;
    reader.each(sql, {epoch, team, most}, [&](const Row& row) { cases.push_back(row.id<core::CaseId>(0)); });
    return cases;
}

std::optional<KeptFinding> load_finding(store::Reader& reader, core::CaseId id)
{
    static constexpr Sql sql{"SELECT team, version, sealed FROM case_finding WHERE case_id = ?"};
    return reader.first(sql, {id}, [](const Row& row) {
        const auto bytes = row.bytes(2);
        return KeptFinding{.team = row.id<core::TeamId>(0),
                           .version = row.integer(1),
                           .sealed = core::Bytes(bytes.begin(), bytes.end())};
    });
}

std::vector<OldFinding> old_findings(store::Reader& reader, std::int64_t epoch, core::CaseId after,
                                     std::int64_t limit)
{
    static constexpr Sql sql{"SELECT case_id, team, version, epoch, sealed FROM case_finding "
                             "WHERE case_id > ? AND epoch <= ? ORDER BY case_id LIMIT ?"};
    std::vector<OldFinding> found;
    reader.each(sql, {after, epoch, limit}, [&](const Row& row) {
        const auto sealed = row.bytes(4);
        found.push_back({.id = row.id<core::CaseId>(0),
                         .team = row.id<core::TeamId>(1),
                         .version = row.integer(2),
                         .epoch = row.integer(3),
                         .sealed = {sealed.begin(), sealed.end()}});
    });
    return found;
}

std::int64_t count_old_findings(store::Reader& reader, const std::vector<core::TeamId>& teams,
                                std::int64_t epoch)
{
    static constexpr Sql sql{"SELECT COUNT(*) FROM case_finding WHERE team = ? AND epoch <= ?"};
    return sum_over(reader, sql, teams, {epoch});
}

} // namespace panoh::cases
