#include "emergency/openings_store.h"

namespace panoh::emergency {

namespace {

using store::Row;
using store::Sql;

#define PANOH_OPENING_COLUMNS                                                                                \
    "SELECT id, case_id, reference, team, officer, reason, why, opened_at, ends_at, reviewed_by, "           \
    "reviewed_at, verdict FROM emergency_opening "

Opening read_opening(const Row& row)
{
    Opening opening{.id = row.id<core::EmergencyId>(0),
                    .case_id = row.id<core::CaseId>(1),
                    .reference = std::string(row.text(2)),
                    .team = row.id<core::TeamId>(3),
                    .officer = row.id<core::UserId>(4),
                    .reason = std::string(row.text(5)),
                    .why = core::copy_of(row.bytes(6)),
                    .opened_at = row.instant(7),
                    .ends_at = row.instant(8)};
    if (!row.is_null(9)) opening.reviewed_by = row.id<core::UserId>(9);
    if (!row.is_null(10)) opening.reviewed_at = row.instant(10);
    opening.verdict = row.maybe_text(11).value_or("");
    return opening;
}

} // namespace

void insert_opening(store::Transaction& transaction, const Opening& opening)
{
    static constexpr Sql sql{
        "INSERT INTO emergency_opening (id, case_id, reference, team, officer, reason, why, opened_at, "
        "ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    transaction.put(sql, {opening.id, opening.case_id, opening.reference, opening.team, opening.officer,
                          opening.reason, opening.why, opening.opened_at, opening.ends_at});
}

std::optional<Opening> load_opening(store::Reader& reader, core::EmergencyId id)
{
    static constexpr Sql sql{PANOH_OPENING_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_opening);
}

void save_end(store::Transaction& transaction, core::EmergencyId id, core::Instant ends_at)
{
    static constexpr Sql sql{"UPDATE emergency_opening SET ends_at = ? WHERE id = ? AND ends_at > ?"};
    transaction.run(sql, {ends_at, id, ends_at});
}

bool save_review(store::Transaction& transaction, const Opening& opening)
{
    static constexpr Sql sql{"UPDATE emergency_opening SET reviewed_by = ?, reviewed_at = ?, verdict = ? "
                             "WHERE id = ? AND reviewed_at IS NULL"};
    return transaction.run(sql, {*opening.reviewed_by, *opening.reviewed_at, opening.verdict, opening.id}) ==
           1;
}

std::vector<Opening> openings_of(store::Reader& reader, core::UserId officer, std::int64_t limit)
{
    static constexpr Sql sql{PANOH_OPENING_COLUMNS "WHERE officer = ? ORDER BY opened_at DESC, id LIMIT ?"};
    std::vector<Opening> openings;
    reader.each(sql, {officer, limit}, [&](const Row& row) { openings.push_back(read_opening(row)); });
    return openings;
}

std::vector<Opening> unreviewed_of(store::Reader& reader, core::TeamId team, std::int64_t limit)
{
    static constexpr Sql sql{PANOH_OPENING_COLUMNS
                             "WHERE team = ? AND reviewed_at IS NULL ORDER BY opened_at, id LIMIT ?"};
    std::vector<Opening> openings;
    reader.each(sql, {team, limit}, [&](const Row& row) { openings.push_back(read_opening(row)); });
    return openings;
}

} // namespace panoh::emergency
