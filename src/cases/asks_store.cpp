#include "cases/asks_store.h"

namespace panoh::cases {
namespace {

using store::Row;
using store::Sql;

#define PANOH_ASK_COLUMNS                                                                                    \
    "SELECT a.id, a.case_id, f.reference, a.team, a.asked_by, a.asked_at, a.purpose, a.answer, "             \
    "a.answered_by FROM case_ask a JOIN case_file f ON f.id = a.case_id "

Ask read_ask(const Row& row)
{
    return {.id = row.id<core::AskId>(0),
            .case_id = row.id<core::CaseId>(1),
            .reference = std::string(row.text(2)),
            .team = row.id<core::TeamId>(3),
            .asked_by = row.id<core::UserId>(4),
            .asked_at = row.instant(5),
            .purpose = std::string(row.text(6)),
            .answer = row.maybe_text(7),
            .answered_by = row.is_null(8) ? core::UserId{} : row.id<core::UserId>(8)};
}

} // namespace

void insert_ask(store::Transaction& transaction, const Ask& ask)
{
    static constexpr Sql sql{"INSERT INTO case_ask (id, case_id, team, asked_by, asked_at, purpose) "
                             "VALUES (?, ?, ?, ?, ?, ?)"};
    transaction.put(sql, {ask.id, ask.case_id, ask.team, ask.asked_by, ask.asked_at, ask.purpose});
}

std::optional<Ask> load_ask(store::Reader& reader, core::AskId id)
{
    static constexpr Sql sql{PANOH_ASK_COLUMNS "WHERE a.id = ?"};
    return reader.first(sql, {id}, read_ask);
}

bool save_answer(store::Transaction& transaction, const Ask& ask, core::Instant at)
{
    static constexpr Sql sql{
        "UPDATE case_ask SET answer = ?, answered_by = ?, answered_at = ? WHERE id = ? AND answer IS NULL"};
    return transaction.run(sql, {ask.answer, ask.answered_by, at, ask.id}) == 1;
}

std::vector<Ask> asks_of_team(store::Reader& reader, core::TeamId team, std::int64_t most)
{
    static constexpr Sql sql{PANOH_ASK_COLUMNS
                             "WHERE a.team = ? AND a.answer IS NULL ORDER BY a.asked_at, a.id LIMIT ?"};
    std::vector<Ask> asks;
    reader.each(sql, {team, most}, [&](const Row& row) { asks.push_back(read_ask(row)); });
    return asks;
}

std::vector<Ask> asks_of_person(store::Reader& reader, core::UserId person, core::Instant since,
                                std::int64_t most)
{
    static constexpr Sql sql{PANOH_ASK_COLUMNS "WHERE a.asked_by = ? AND a.asked_at >= ? "
                                               "ORDER BY a.asked_at DESC, a.id DESC LIMIT ?"};
    std::vector<Ask> asks;
    reader.each(sql, {person, since, most}, [&](const Row& row) { asks.push_back(read_ask(row)); });
    return asks;
}

bool has_waiting_ask(store::Reader& reader, core::UserId person, core::CaseId id)
{
    static constexpr Sql sql{
        "SELECT 1 FROM case_ask WHERE asked_by = ? AND case_id = ? AND answer IS NULL LIMIT 1"};
    return reader.first(sql, {person, id}, [](const Row&) { return true; }).has_value();
}

} // namespace panoh::cases
