#include "vault/team_keys.h"

#include <algorithm>

#include "vault/format.h"

namespace panoh::vault {

namespace {

/// New teams start here. A new epoch, after somebody left or a key was lost, is not made yet.
constexpr std::int64_t first_epoch = 1;

core::Done hand_to(store::Transaction& transaction, const TeamWrap& wrap, const crypto::BoxSecretKey& secret)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_team_member (team_id, compartment, epoch, user_id, sealed) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (team_id, compartment, user_id, epoch) DO UPDATE SET sealed = excluded.sealed"};
    PANOH_TRY(const auto keys, user_public_keys(transaction, wrap.user));
    PANOH_TRY(const auto sealed, seal_secret(keys.box, wrap.context(), secret));
    transaction.run(upsert, {wrap.team, core::to_text(wrap.compartment), wrap.epoch, wrap.user, sealed});
    return {};
}

bool holds(const Holder& holder, core::Compartment compartment)
{
    return std::ranges::find(holder.compartments, compartment) != holder.compartments.end();
}

core::Done make_key(store::Transaction& transaction, core::TeamId team, core::Compartment compartment,
                    std::span<const Holder> founders)
{
    static constexpr store::Sql insert{
        "INSERT INTO vault_team_key (team_id, compartment, epoch, public_key) VALUES (?, ?, ?, ?)"};
    const auto pair = crypto::make_box_keys();
    transaction.run(insert,
                    {team, core::to_text(compartment), first_epoch, core::ByteView(pair.public_key.bytes)});
    bool held = false;
    for (const auto& founder : founders) {
        if (!holds(founder, compartment)) continue;
        PANOH_CHECK(hand_to(transaction, {team, compartment, first_epoch, founder.user}, pair.secret_key));
        held = true;
    }
    if (!held) return core::fail(core::ErrorKind::conflict, "vault/no_holder");
    return {};
}

struct PublicRow {
    std::int64_t epoch = 0;
    core::Bytes key;
};
std::optional<PublicRow> current_public_key(store::Reader& reader, core::TeamId team,
                                            core::Compartment compartment)
{
    static constexpr store::Sql find{"SELECT epoch, public_key FROM vault_team_key "
                                     "WHERE team_id = ? AND compartment = ? ORDER BY epoch DESC LIMIT 1"};
    return reader.first(find, {team, core::to_text(compartment)}, [](const store::Row& row) {
        return PublicRow{row.integer(0), {row.bytes(1).begin(), row.bytes(1).end()}};
    });
}

} // namespace

core::Result<crypto::BoxPublicKey> team_public_key(store::Reader& reader, core::TeamId team,
                                                   core::Compartment compartment)
{
    const auto row = current_public_key(reader, team, compartment);
    if (!row) return core::fail(core::ErrorKind::conflict, "vault/team_without_keys");
    crypto::BoxPublicKey key;
    if (row->key.size() != key.bytes.size()) return tampered();
    std::ranges::copy(row->key, key.bytes.begin());
    return key;
}

core::Done make_team_key(store::Transaction& transaction, core::TeamId team, core::Compartment compartment,
                         std::span<const Holder> founders)
{
    if (current_public_key(transaction, team, compartment))
        return core::fail(core::ErrorKind::conflict, "vault/team_has_keys");
    return make_key(transaction, team, compartment, founders);
}

core::Done make_team_keys(store::Transaction& transaction, core::TeamId team,
                          std::span<const Holder> founders)
{
    for (const auto& named : core::Names<core::Compartment>::all)
        PANOH_CHECK(make_team_key(transaction, team, named.value, founders));
    return {};
}

std::optional<std::int64_t> team_key_epoch(store::Reader& reader, core::TeamId team,
                                           core::Compartment compartment)
{
    const auto row = current_public_key(reader, team, compartment);
    if (!row) return std::nullopt;
    return row->epoch;
}

core::Done give_team_keys(store::Transaction& transaction, KeyRing& keys, core::TeamId team, const Holder& to)
{
    for (const auto compartment : to.compartments) {
        PANOH_TRY(const auto* secret, keys.team_secret(transaction, team, compartment));
        const auto row = current_public_key(transaction, team, compartment);
        if (!row) return core::fail(core::ErrorKind::conflict, "vault/team_without_keys");
        PANOH_CHECK(hand_to(transaction, {team, compartment, row->epoch, to.user}, *secret));
    }
    return {};
}

void take_team_keys(store::Transaction& transaction, core::UserId user, core::TeamId team)
{
    static constexpr store::Sql of_one{"DELETE FROM vault_team_member WHERE user_id = ? AND team_id = ?"};
    static constexpr store::Sql of_all{"DELETE FROM vault_team_member WHERE user_id = ?"};
    if (team.is_null())
        transaction.run(of_all, {user});
    else
        transaction.run(of_one, {user, team});
}

std::vector<core::UserId> team_key_holders(store::Reader& reader, core::TeamId team,
                                           core::Compartment compartment)
{
    static constexpr store::Sql find{"SELECT DISTINCT user_id FROM vault_team_member "
                                     "WHERE team_id = ? AND compartment = ? ORDER BY user_id"};
    std::vector<core::UserId> holders;
    reader.each(find, {team, core::to_text(compartment)},
                [&](const store::Row& row) { holders.push_back(row.id<core::UserId>(0)); });
    return holders;
}

bool holds_team_key(store::Reader& reader, core::UserId user, core::TeamId team,
                    core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT epoch FROM vault_team_member WHERE team_id = ? AND compartment = ? AND user_id = ? LIMIT 1"};
    return reader
        .first(find, {team, core::to_text(compartment), user}, [](const store::Row&) { return true; })
        .value_or(false);
}

} // namespace panoh::vault
