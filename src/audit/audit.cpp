#include "audit/audit.h"

#include <algorithm>
#include <functional>

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
    transaction.put(insert, {row.seq, row.at, row.actor, row.session_hash, row.action, row.outcome,
                             row.object.empty() ? store::Value() : store::Value(row.object), row.cases,
                             row.purpose, row.detail, core::ByteView(hash)});
}

void move_head(store::Transaction& transaction, std::int64_t seq, const crypto::Hash& hash)
{
    static constexpr store::Sql upsert{
        "INSERT INTO audit_head (id, seq, hash) VALUES (1, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"};
    transaction.put(upsert, {seq, core::ByteView(hash)});
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

void file_later(store::Transaction& transaction, std::int64_t seq)
{
    static constexpr store::Sql insert{"INSERT INTO audit_pending (seq) VALUES (?)"};
    transaction.put(insert, {seq});
}

/// Up to so many cases a row is filed in its own transaction: each is a page of the index to write.
constexpr std::size_t filed_at_once = 8;

} // namespace

void append(store::Transaction& transaction, const Act& act, const Entry& entry)
{
    // A plain read is right on both engines: one writer of one process appends (the store sees to that), and
    // a second one would fail on the primary key instead of forking the chain. Within a transaction the head
    // is known from the row before.
    const auto* known = std::any_cast<Head>(&transaction.memo());
    const Head head = known != nullptr ? *known : read_head(transaction);
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
    transaction.memo() = Head{row.seq, hash};
    if (cases.size() > filed_at_once)
        file_later(transaction, row.seq);
    else if (!cases.empty())
        list_cases(transaction, row.seq, cases);
}

namespace {

Seen read_seen(const store::Row& row)
{
    return {
        .seq = row.integer(0),
        .at = row.instant(1),
        .actor = row.id<core::UserId>(2),
        .action = core::from_text<core::Action>(row.text(3)).value_or(core::Action::session_read),
        .purpose = std::string(row.text(4)),
        .detail = std::string(row.text(5)),
    };
}

bool lists(core::ByteView cases, const core::CaseId& id)
{
    for (std::size_t at = 0; at + id.bytes.size() <= cases.size(); at += id.bytes.size())
        if (std::ranges::equal(cases.subspan(at, id.bytes.size()), id.bytes)) return true;
    return false;
}

} // namespace

std::vector<Seen> of_case(store::Reader& reader, const MayLookBack& permit, const SeenWanted& wanted)
{
    static constexpr store::Sql all{
        "SELECT r.seq, r.at, r.actor, r.action, r.purpose, r.detail FROM audit_case c "
        "JOIN audit_row r ON r.seq = c.seq WHERE c.case_id = ? AND c.seq < ? AND r.outcome = 'allowed' "
        "ORDER BY c.seq DESC LIMIT ?"};
    static constexpr store::Sql stages{
        "SELECT r.seq, r.at, r.actor, r.action, r.purpose, r.detail FROM audit_case c "
        "JOIN audit_row r ON r.seq = c.seq WHERE c.case_id = ? AND c.seq < ? AND r.outcome = 'allowed' "
        "AND r.action IN ('case_open', 'case_move', 'case_assign') ORDER BY c.seq DESC LIMIT ?"};
    // Only pages wait to be filed, and no page moves a case. Not a join: SQLite would walk the whole log and
    // look each row up among those that wait.
    static constexpr store::Sql pending{
        "SELECT seq, at, actor, action, purpose, detail, cases FROM audit_row WHERE seq IN "
        "(SELECT seq FROM audit_pending WHERE seq < ?) AND outcome = 'allowed' ORDER BY seq"};
    const core::CaseId& id = permit.object();
    std::vector<Seen> seen;
    reader.each(wanted.stages_only ? stages : all, {id, wanted.before, wanted.limit},
                [&](const store::Row& row) { seen.push_back(read_seen(row)); });
    if (wanted.stages_only) return seen;
    reader.each(pending, {wanted.before}, [&](const store::Row& row) {
        if (lists(row.bytes(6), id)) seen.push_back(read_seen(row));
    });
    std::ranges::sort(seen, std::greater{}, &Seen::seq);
    const auto limit = static_cast<std::size_t>(wanted.limit);
    if (seen.size() > limit) seen.resize(limit);
    return seen;
}

Pending pending(store::Reader& reader)
{
    static constexpr store::Sql sql{"SELECT seq FROM audit_pending ORDER BY seq LIMIT 1"};
    const auto oldest = reader.first(sql, {}, [](const store::Row& row) { return row.integer(0); });
    return {.head = read_head(reader).seq, .oldest = oldest.value_or(0)};
}

std::int64_t file_pending(store::Transaction& transaction, int rows)
{
    static constexpr store::Sql pending{"SELECT seq, cases FROM audit_row WHERE seq IN "
                                        "(SELECT seq FROM audit_pending ORDER BY seq LIMIT ?) ORDER BY seq"};
    static constexpr store::Sql file{
        "INSERT INTO audit_case (case_id, seq) VALUES (?, ?) ON CONFLICT (case_id, seq) DO NOTHING"};
    static constexpr store::Sql filed{"DELETE FROM audit_pending WHERE seq = ?"};
    std::vector<std::int64_t> seqs;
    std::vector<std::pair<core::CaseId, std::int64_t>> places;
    transaction.each(pending, {rows}, [&](const store::Row& row) {
        seqs.push_back(row.integer(0));
        const auto cases = row.bytes(1);
        for (std::size_t at = 0; at + sizeof(core::CaseId) <= cases.size(); at += sizeof(core::CaseId))
            places.emplace_back(core::id_from_bytes<core::CaseId>(cases.subspan(at, sizeof(core::CaseId))),
                                row.integer(0));
    });
    std::ranges::sort(places); // neighbours in the index are written together
    std::vector<store::Value> values;
    for (const auto& [id, seq] : places)
        values.insert(values.end(), {id, seq});
    if (!values.empty()) transaction.run_many(file, 2, values);
    const std::vector<store::Value> done(seqs.begin(), seqs.end());
    if (!done.empty()) transaction.run_many(filed, 1, done);
    return static_cast<std::int64_t>(seqs.size());
}

} // namespace panoh::audit
