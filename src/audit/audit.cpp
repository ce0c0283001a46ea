#include "audit/audit.h"

#include <algorithm>

#include "audit/chain.h"

namespace panoh::audit {

namespace {

/// Each case once, in rising order: the order is hashed.
std::vector<core::CaseId> sorted(std::vector<core::CaseId> cases)
{
    std::ranges::sort(cases);
    cases.erase(std::ranges::unique(cases).begin(), cases.end());
    return cases;
}

core::ByteView bytes_of(const std::vector<core::CaseId>& cases)
{
    static_assert(sizeof(core::CaseId) == 16);
    return {cases.empty() ? nullptr : cases.front().bytes.data(), cases.size() * sizeof(core::CaseId)};
}

void insert_row(store::Transaction& transaction, const RowView& row, const crypto::Hash& hash)
{
    static constexpr store::Sql insert{"INSERT INTO audit_row (seq, at, actor, session_hash, action, "
                                       "outcome, object, cases, purpose, detail, hash) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    transaction.run(insert, {row.seq, row.at, row.actor, row.session_hash, row.action, row.outcome,
                             row.object.empty() ? store::Value() : store::Value(row.object), row.cases,
                             row.purpose, row.detail, core::ByteView(hash)});
}

void move_head(store::Transaction& transaction, std::int64_t seq, const crypto::Hash& hash)
{
    static constexpr store::Sql upsert{
        "INSERT INTO audit_head (id, seq, hash) VALUES (1, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"};
    transaction.run(upsert, {seq, core::ByteView(hash)});
}

void list_cases(store::Transaction& transaction, std::int64_t seq, const std::vector<core::CaseId>& cases)
{
    static constexpr store::Sql insert{"INSERT INTO audit_case (case_id, seq) VALUES (?, ?)"};
    std::vector<store::Value> values;
    values.reserve(cases.size() * 2);
    for (const auto& id : cases) {
        values.emplace_back(id);
        values.emplace_back(seq);
    }
    transaction.run_many(insert, 2, values);
}

} // namespace

void append(store::Transaction& transaction, const Act& act, const Entry& entry)
{
    // A plain read is right on both engines: one writer of one process appends (the store sees to that), and
    // a second one would fail on the primary key instead of forking the chain.
    const Head head = read_head(transaction);
    const auto cases = sorted(entry.cases);
    const RowView row{
        .seq = head.seq + 1,
        .at = act.at.milliseconds,
        .actor = act.actor.bytes,
        .session_hash = act.session_hash,
        .action = core::to_text(entry.action),
        .outcome = core::to_text(entry.outcome),
        .object = entry.object ? core::ByteView(*entry.object) : core::ByteView(),
        .cases = bytes_of(cases),
        .purpose = act.purpose,
        .detail = entry.detail,
    };
    const auto hash = chain_hash(head.hash, row);
    insert_row(transaction, row, hash);
    move_head(transaction, row.seq, hash);
    if (!cases.empty()) list_cases(transaction, row.seq, cases);
}

std::vector<Seen> of_case(store::Reader& reader, core::CaseId case_id, int limit)
{
    static constexpr store::Sql find{
        "SELECT r.seq, r.at, r.actor, r.action, r.outcome, r.purpose, r.detail FROM audit_case c "
        "JOIN audit_row r ON r.seq = c.seq WHERE c.case_id = ? ORDER BY c.seq DESC LIMIT ?"};
    std::vector<Seen> seen;
    reader.each(find, {case_id, limit}, [&](const store::Row& row) {
        seen.push_back({
            .seq = row.integer(0),
            .at = row.instant(1),
            .actor = row.id<core::UserId>(2),
            .action = core::from_text<core::Action>(row.text(3)).value_or(core::Action::session_read),
            .outcome = core::from_text<Outcome>(row.text(4)).value_or(Outcome::failed),
            .purpose = std::string(row.text(5)),
            .detail = std::string(row.text(6)),
        });
    });
    return seen;
}

} // namespace panoh::audit
