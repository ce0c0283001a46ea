#include "vault/rotation.h"

#include <algorithm>
#include <set>

#include "vault/case_keys.h"
#include "vault/grants.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {

std::optional<DueRotation> due_from(const store::Row& row)
{
    const auto compartment = core::from_text<core::Compartment>(row.text(1));
    if (!compartment) return std::nullopt;
    return DueRotation{row.id<core::TeamId>(0), *compartment, row.integer(2), row.instant(3)};
}

/// Who holds an epoch by a grant that is good, and until when. A row that somebody else put there is
/// nobody's.
struct Remaining {
    core::UserId user;
    core::Instant ends_at;
};
std::vector<Remaining> holders_of(store::Reader& reader, const Registrar& registrar, const DueRotation& due,
                                  core::Instant now)
{
    static constexpr store::Sql find{
        "SELECT user_id, sealed, granted_by, granted_at, ends_at, signer, signature, certificate "
        "FROM vault_team_member WHERE team_id = ? AND compartment = ? AND epoch = ? ORDER BY user_id"};
    std::vector<Remaining> holders;
    reader.each(find, {due.team, core::to_text(due.compartment), due.epoch}, [&](const store::Row& row) {
        const TeamWrap wrap{due.team, due.compartment, due.epoch, row.id<core::UserId>(0)};
        const Grant grant = grant_from(row, 2);
        const bool over = grant.ends_at.milliseconds != 0 && grant.ends_at <= now;
        if (!over && is_good(registrar, grant, member_statement(wrap, row.bytes(1))))
            holders.push_back({wrap.user, grant.ends_at});
    });
    return holders;
}

void note_left_out(store::Transaction& transaction, const TeamWrap& wrap, core::Instant at)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_left_out (team_id, compartment, user_id, epoch, at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (team_id, compartment, user_id) DO UPDATE SET epoch = excluded.epoch, at = excluded.at"};
    transaction.run(upsert, {wrap.team, core::to_text(wrap.compartment), wrap.user, wrap.epoch, at});
}

struct OldRow {
    core::CaseId case_id;
    std::int64_t version = 0;
    std::int64_t epoch = 0;
    core::Bytes quick;
    core::Bytes sealed;
};

std::vector<OldRow> old_rows(store::Reader& reader, const DueRotation& due, const RewrapPlace& after,
                             std::int64_t limit)
{
    static constexpr store::Sql find{
        "SELECT case_id, version, epoch, quick, sealed FROM vault_case_key WHERE case_id >= ? "
        "AND NOT (case_id = ? AND version <= ?) AND compartment = ? AND team_id = ? AND epoch <= ? "
        "ORDER BY case_id, version LIMIT ?"};
    std::vector<OldRow> rows;
    reader.each(find,
                {after.case_id, after.case_id, after.version, core::to_text(due.compartment), due.team,
                 due.epoch, limit},
                [&](const store::Row& row) {
                    rows.push_back({row.id<core::CaseId>(0), row.integer(1), row.integer(2),
                                    core::copy_of(row.bytes(3)), core::copy_of(row.bytes(4))});
                });
    return rows;
}

} // namespace

void note_rotation_due(store::Transaction& transaction, core::TeamId team, core::Compartment compartment,
                       core::Instant at)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_rotation (team_id, compartment, epoch, due_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (team_id, compartment) DO UPDATE SET epoch = excluded.epoch"};
    const auto epoch = team_key_epoch(transaction, team, compartment);
    if (!epoch) return;
    transaction.run(upsert, {team, core::to_text(compartment), *epoch, at});
}

std::vector<DueRotation> rotations_due(store::Reader& reader)
{
    static constexpr store::Sql find{"SELECT team_id, compartment, epoch, due_at FROM vault_rotation ORDER "
                                     "BY due_at, team_id, compartment"};
    std::vector<DueRotation> due;
    reader.each(find, {}, [&](const store::Row& row) {
        if (auto read = due_from(row)) due.push_back(*read);
    });
    return due;
}

std::vector<DueRotation> rotations_due(store::Reader& reader, core::UserId user)
{
    // Nearly always nothing is due, and then one query says so.
    auto due = rotations_due(reader);
    std::erase_if(due, [&](const DueRotation& each) {
        return !holds_team_key(reader, user, each.team, each.compartment);
    });
    return due;
}

core::Result<std::int64_t> begin_epoch(store::Transaction& transaction, KeyRing& keys, const DueRotation& due,
                                       core::Instant at)
{
    const auto newest = team_key_epoch(transaction, due.team, due.compartment);
    if (!newest) return core::fail(core::ErrorKind::conflict, "vault/team_without_keys");
    if (*newest > due.epoch) return *newest;
    PANOH_CHECK(keys.open_team(transaction, due.team, due.compartment, due.epoch));
    const Giving giving{keys.registrar(), &keys, at};
    const auto next = due.epoch + 1;
    const auto holders = holders_of(transaction, keys.registrar(), due, at);
    const auto pair = make_epoch(transaction, giving, due.team, due.compartment, next);
    bool held = false;
    for (const auto& holder : holders) {
        const TeamWrap wrap{due.team, due.compartment, next, holder.user};
        if (!certified_public_keys(transaction, keys.registrar(), holder.user)) {
            note_left_out(transaction, wrap, at);
            continue;
        }
        PANOH_CHECK(hand_to(transaction, giving, wrap, pair.secret_key, holder.ends_at));
        held = true;
    }
    if (!held) return tampered();
    keys.forget_teams();
    return next;
}

core::Result<RewrappedPortion> rewrap_some(store::Transaction& transaction, KeyRing& keys,
                                           const DueRotation& due, const RewrapPlace& after,
                                           std::int64_t limit)
{
    // Every holder of the epoch opens the wrap, so that no sealed box is needed beside it.
    static constexpr store::Sql update{
        "UPDATE vault_case_key SET quick = ?, sealed = ?, epoch = ? "
        "WHERE case_id = ? AND compartment = ? AND team_id = ? AND version = ?"};
    PANOH_TRY(const auto* newest, keys.open_team(transaction, due.team, due.compartment));
    if (newest->epoch <= due.epoch) return no_key();
    RewrappedPortion portion;
    const auto rows = old_rows(transaction, due, after, limit);
    portion.keys.reserve(rows.size());
    std::vector<store::Value> values;
    for (const auto& row : rows) {
        portion.last = {row.case_id, row.version};
        const KeyRing::DataKeyName name{due.team, due.compartment, row.case_id, row.version};
        // Whoever was given too little leaves it to another holder.
        PANOH_CHECK(keys.open_team(transaction, due.team, due.compartment, row.epoch));
        const auto key =
            open_data_key(transaction, keys, name, {row.version, row.epoch, row.quick, row.sealed});
        if (!key) {
            ++portion.broken;
            continue;
        }
        portion.keys.push_back({row.case_id, row.version, reading_wrap(*newest, name, *key)});
        values.insert(values.end(), {portion.keys.back().wrap, core::ByteView(), newest->epoch, row.case_id,
                                     core::to_text(due.compartment), due.team, row.version});
    }
    if (!values.empty()) transaction.run_many(update, 7, values);
    return portion;
}

std::vector<LeftOut> left_out(store::Reader& reader)
{
    static constexpr store::Sql find{
        "SELECT team_id, compartment, user_id, at FROM vault_left_out l WHERE NOT EXISTS "
        "(SELECT 1 FROM vault_team_member m WHERE m.team_id = l.team_id AND m.compartment = l.compartment "
        "AND m.user_id = l.user_id AND m.epoch >= l.epoch) ORDER BY at, team_id, compartment, user_id"};
    std::vector<LeftOut> found;
    reader.each(find, {}, [&](const store::Row& row) {
        if (const auto compartment = core::from_text<core::Compartment>(row.text(1)))
            found.push_back({row.id<core::TeamId>(0), *compartment, row.id<core::UserId>(2), row.instant(3)});
    });
    return found;
}

void forget_left_out(store::Transaction& transaction, core::UserId user, core::TeamId team)
{
    static constexpr store::Sql one{"DELETE FROM vault_left_out WHERE user_id = ? AND team_id = ?"};
    static constexpr store::Sql all{"DELETE FROM vault_left_out WHERE user_id = ?"};
    if (team.is_null())
        transaction.run(all, {user});
    else
        transaction.run(one, {user, team});
}

std::int64_t keys_to_rewrap(store::Reader& reader, const DueRotation& due)
{
    static constexpr store::Sql count{
        "SELECT COUNT(*) FROM vault_case_key WHERE team_id = ? AND compartment = ? AND epoch <= ?"};
    return reader
        .first(count, {due.team, core::to_text(due.compartment), due.epoch},
               [](const store::Row& row) { return row.integer(0); })
        .value_or(0);
}

bool end_epochs(store::Transaction& transaction, const DueRotation& due, std::int64_t broken)
{
    static constexpr store::Sql take{
        "DELETE FROM vault_team_member WHERE team_id = ? AND compartment = ? AND epoch <= ?"};
    static constexpr store::Sql forget{
        "DELETE FROM vault_escrow_deposit WHERE team_id = ? AND compartment = ? AND epoch <= ?"};
    static constexpr store::Sql done{
        "DELETE FROM vault_rotation WHERE team_id = ? AND compartment = ? AND epoch <= ?"};
    const auto newest = team_key_epoch(transaction, due.team, due.compartment);
    if (!newest || *newest <= due.epoch || keys_to_rewrap(transaction, due) > broken) return false;
    transaction.run(take, {due.team, core::to_text(due.compartment), due.epoch});
    transaction.run(forget, {due.team, core::to_text(due.compartment), due.epoch});
    transaction.run(done, {due.team, core::to_text(due.compartment), due.epoch});
    return true;
}

} // namespace panoh::vault
