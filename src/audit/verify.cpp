#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>
#include <vector>

#include "audit/chain.h"
#include "audit/checkpoint.h"

namespace panoh::audit {

namespace {

constexpr std::size_t id_size = 16;

/// A number for a set of (case, row) pairs that does not depend on their order: the sum of keyed hashes under
/// a key of this run, so that nobody can prepare two sets with one sum.
struct PairSum {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const PairSum&) const = default;
};

/// The pairs as audit_row.cases has them and as audit_case has them, summed by blocks of rows: the whole log
/// is compared in one pass over each table and little memory.
class CaseIndexCheck {
public:
    void in_row(std::int64_t seq, core::ByteView cases)
    {
        for (std::size_t at = 0; at + id_size <= cases.size(); at += id_size)
            add(rows_, seq, cases.subspan(at, id_size));
    }
    void in_index(std::int64_t seq, core::ByteView case_id) { add(index_, seq, case_id); }
    /// The first block whose sums differ.
    [[nodiscard]] std::optional<std::int64_t> first_difference() const
    {
        const auto blocks = std::max(rows_.size(), index_.size());
        for (std::size_t block = 0; block < blocks; ++block)
            if (sum_of(rows_, block) != sum_of(index_, block)) return static_cast<std::int64_t>(block);
        return std::nullopt;
    }
    static constexpr std::int64_t block_size = 1024;

private:
    using Sums = std::vector<PairSum>;
    void add(Sums& sums, std::int64_t seq, core::ByteView case_id)
    {
        std::array<std::uint8_t, 8 + id_size> pair = {};
        std::memcpy(pair.data(), &seq, 8);
        std::memcpy(pair.data() + 8, case_id.data(), id_size);
        const auto hash = crypto::keyed_hash(key_, pair);
        PairSum part;
        std::memcpy(&part.low, hash.data(), 8);
        std::memcpy(&part.high, hash.data() + 8, 8);
        const auto block = static_cast<std::size_t>(seq / block_size);
        if (block >= sums.size()) sums.resize(block + 1);
        sums[block].low += part.low;
        sums[block].high += part.high;
    }
    static PairSum sum_of(const Sums& sums, std::size_t block)
    {
        return block < sums.size() ? sums[block] : PairSum{};
    }
    crypto::Key key_ = crypto::random_key();
    Sums rows_;
    Sums index_;
};

/// Rows that are not filed under their cases yet; they are read where they stand, so nothing is hidden by it.
std::unordered_set<std::int64_t> pending_rows(store::Reader& reader)
{
    static constexpr store::Sql all{"SELECT seq FROM audit_pending", store::Rows::many};
    std::unordered_set<std::int64_t> pending;
    reader.each(all, {}, [&](const store::Row& row) { pending.insert(row.integer(0)); });
    return pending;
}

void note(Verdict& verdict, std::int64_t seq, const char* reason)
{
    if (verdict.broken_at && *verdict.broken_at <= seq) return;
    verdict.broken_at = seq;
    verdict.reason = reason;
}

RowView row_view(const store::Row& row)
{
    return {
        .seq = row.integer(0),
        .at = row.integer(1),
        .actor = row.bytes(2),
        .session_hash = row.bytes(3),
        .action = row.text(4),
        .outcome = row.text(5),
        .object = row.bytes(6),
        .cases = row.bytes(7),
        .purpose = row.text(8),
        .detail = row.text(9),
    };
}

/// Follows the hashes from the first row to the last, or to the first that does not fit; `passed` hears of
/// each that does.
template <typename Passed>
Head replay(store::Reader& reader, Verdict& verdict, CaseIndexCheck& check,
            const std::unordered_set<std::int64_t>& pending, const Passed& passed)
{
    static constexpr store::Sql all{
        "SELECT seq, at, actor, session_hash, action, outcome, object, cases, purpose, detail, hash "
        "FROM audit_row ORDER BY seq",
        store::Rows::many};
    Head head;
    reader.each(all, {}, [&](const store::Row& stored) {
        if (verdict.broken_at) return;
        const auto row = row_view(stored);
        const auto hash = chain_hash(head.hash, row);
        if (row.seq != head.seq + 1)
            note(verdict, std::min(row.seq, head.seq + 1), "gap");
        else if (hash != hash_from(stored.bytes(10)))
            note(verdict, row.seq, "hash");
        else if (!pending.contains(row.seq))
            check.in_row(row.seq, row.cases);
        if (verdict.broken_at) return;
        head = {row.seq, hash};
        ++verdict.rows;
        passed(head);
    });
    return head;
}

/// The rows of one block again, one by one, to name the first that audit_case disagrees with.
std::int64_t first_in_block(store::Reader& reader, std::int64_t block,
                            const std::unordered_set<std::int64_t>& pending)
{
    static constexpr store::Sql rows{
        "SELECT seq, cases FROM audit_row WHERE seq >= ? AND seq < ? ORDER BY seq"};
    static constexpr store::Sql index{
        "SELECT seq, case_id FROM audit_case WHERE seq >= ? AND seq < ? ORDER BY seq, case_id"};
    const auto from = block * CaseIndexCheck::block_size;
    const auto to = from + CaseIndexCheck::block_size;
    std::vector<core::Bytes> expected(static_cast<std::size_t>(to - from));
    auto found = expected;
    const auto slot = [&](const store::Row& row) { return static_cast<std::size_t>(row.integer(0) - from); };
    reader.each(rows, {from, to}, [&](const store::Row& row) {
        if (pending.contains(row.integer(0))) return;
        const auto cases = row.bytes(1);
        expected[slot(row)].assign(cases.begin(), cases.end());
    });
    reader.each(index, {from, to}, [&](const store::Row& row) {
        const auto id = row.bytes(1);
        auto& ids = found[slot(row)];
        ids.insert(ids.end(), id.begin(), id.end());
    });
    std::size_t at = 0;
    while (at < expected.size() && expected[at] == found[at])
        ++at;
    return from + static_cast<std::int64_t>(at);
}

/// Compares audit_case with the rows up to `last`, the part of the chain that holds.
void check_case_index(store::Reader& reader, Verdict& verdict, CaseIndexCheck& check, std::int64_t last,
                      const std::unordered_set<std::int64_t>& pending)
{
    static constexpr store::Sql all{"SELECT seq, case_id FROM audit_case", store::Rows::many};
    std::optional<std::int64_t> stray;
    reader.each(all, {}, [&](const store::Row& row) {
        const auto seq = row.integer(0);
        if (seq >= 1 && seq <= last && row.bytes(1).size() == id_size)
            check.in_index(seq, row.bytes(1));
        else if (!stray || seq < *stray)
            stray = seq;
    });
    if (const auto block = check.first_difference())
        note(verdict, first_in_block(reader, *block, pending), "object");
    if (stray) note(verdict, *stray, "object");
}

template <typename Passed>
Verdict verify_with(store::Reader& reader, const Passed& passed)
{
    Verdict verdict;
    CaseIndexCheck check;
    const auto pending = pending_rows(reader);
    const Head last = replay(reader, verdict, check, pending, passed);
    const Head stored = read_head(reader);
    verdict.head = last.hash;
    if (!verdict.broken_at && stored.seq != last.seq)
        note(verdict, std::min(stored.seq, last.seq) + 1, "head");
    else if (!verdict.broken_at && stored.hash != last.hash)
        note(verdict, last.seq, "head");
    check_case_index(reader, verdict, check, last.seq, pending);
    return verdict;
}

} // namespace

bool has_head(store::Reader& reader, const crypto::Hash& head)
{
    static constexpr store::Sql find{"SELECT seq FROM audit_row WHERE hash = ?"};
    return reader.first(find, {head}, [](const store::Row&) { return true; }).value_or(false);
}

Verdict verify(store::Reader& reader)
{
    return verify_with(reader, [](const Head&) {});
}

Proof prove(store::Reader& reader, std::vector<Checkpoint> checkpoints)
{
    std::ranges::stable_sort(checkpoints, {}, &Checkpoint::rows);
    Proof proof;
    std::size_t next = 0;
    proof.verdict = verify_with(reader, [&](const Head& head) {
        for (; next < checkpoints.size() && checkpoints[next].rows == head.seq; ++next) {
            if (checkpoints[next].head == head.hash) {
                ++proof.fitting;
                proof.newest = checkpoints[next];
            } else if (!proof.doubted) {
                proof.doubted = checkpoints[next];
                proof.alarm = Alarm::head;
            }
        }
    });
    if (next < checkpoints.size() && !proof.doubted) {
        proof.doubted = checkpoints[next];
        proof.alarm = Alarm::rows;
    }
    return proof;
}

} // namespace panoh::audit
