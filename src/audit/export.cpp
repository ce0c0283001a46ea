#include "audit/export.h"

#include <algorithm>

#include "audit/checkpoint.h"
#include "core/json.h"

namespace panoh::audit {

namespace {

/// Bytes are hexadecimal; `object` is empty where there is none.
struct RowLine {
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string actor;
    std::string session_hash;
    std::string action;
    std::string outcome;
    std::string object;
    std::string cases;
    std::string purpose;
    std::string detail;
    std::string hash;
};
PANOH_JSON(RowLine, seq, at, actor, session_hash, action, outcome, object, cases, purpose, detail, hash)

struct CheckpointLine {
    std::string checkpoint;
};
PANOH_JSON(CheckpointLine, checkpoint)

RowLine read_line(const store::Row& row)
{
    return {.seq = row.integer(0),
            .at = row.integer(1),
            .actor = core::to_hex(row.bytes(2)),
            .session_hash = core::to_hex(row.bytes(3)),
            .action = std::string(row.text(4)),
            .outcome = std::string(row.text(5)),
            .object = core::to_hex(row.bytes(6)),
            .cases = core::to_hex(row.bytes(7)),
            .purpose = std::string(row.text(8)),
            .detail = std::string(row.text(9)),
            .hash = core::to_hex(row.bytes(10))};
}

std::int64_t first_seq(store::Reader& reader, const store::Sql& sql, core::Instant at, std::int64_t otherwise)
{
    return reader.first(sql, {at}, [](const store::Row& row) { return row.integer(0); }).value_or(otherwise);
}

} // namespace

RowRange rows_between(store::Reader& reader, core::Instant from, core::Instant to)
{
    static constexpr store::Sql begins{"SELECT seq FROM audit_row WHERE at >= ? ORDER BY seq LIMIT 1"};
    static constexpr store::Sql ends{"SELECT seq FROM audit_row WHERE at < ? ORDER BY seq DESC LIMIT 1"};
    static constexpr store::Sql before{"SELECT hash FROM audit_row WHERE seq = ?"};
    const auto head = read_head(reader).seq;
    RowRange range{.first = first_seq(reader, begins, from, head + 1),
                   .last = first_seq(reader, ends, to, 0)};
    const auto hash = reader.first(before, {range.first - 1},
                                   [](const store::Row& row) { return hash_from(row.bytes(0)); });
    range.before = hash.value_or(crypto::Hash{});
    return range;
}

bool RowLines::next(store::Reader& reader, std::string& out)
{
    static constexpr store::Sql rows{
        "SELECT seq, at, actor, session_hash, action, outcome, object, cases, purpose, detail, hash "
        "FROM audit_row WHERE seq >= ? AND seq <= ? ORDER BY seq"};
    constexpr std::int64_t portion = 500;
    const auto until = std::min(last_, next_ + portion - 1);
    const auto checkpoints = stored_checkpoints(reader, next_, until);
    auto checkpoint = checkpoints.begin();
    reader.each(rows, {next_, until}, [&](const store::Row& row) {
        out += core::write_json(read_line(row)) + '\n';
        ++rows_;
        head_ = hash_from(row.bytes(10));
        const auto actor = row.id<core::UserId>(2);
        if (!actor.is_null() && std::ranges::find(actors_, actor) == actors_.end()) actors_.push_back(actor);
        for (; checkpoint != checkpoints.end() && checkpoint->rows <= row.integer(0); ++checkpoint)
            out += core::write_json(CheckpointLine{to_note(*checkpoint)}) + '\n';
    });
    next_ = until + 1;
    return next_ <= last_;
}

} // namespace panoh::audit
