#include "vault/team_keys.h"

#include <algorithm>

#include "vault/grants.h"
#include "vault/rotation.h"

namespace panoh::vault {

namespace {

constexpr std::int64_t first_epoch = 1;

/// A row of epoch, public_key, made_at, certificate; nothing when the node did not certify it.
std::optional<TeamPublicKey> certified_key(const Registrar& registrar, const TeamKeyName& name,
                                           const store::Row& row)
{
    TeamPublicKey read{.epoch = name.epoch, .key = {}};
    const auto bytes = row.bytes(1);
    if (bytes.size() != read.key.bytes.size()) return std::nullopt;
    if (!registrar.certified(team_statement(name, bytes, row.instant(2)), row.bytes(3))) return std::nullopt;
    std::ranges::copy(bytes, read.key.bytes.begin());
    return read;
}

core::Done make_key(store::Transaction& transaction, const Giving& giving, core::TeamId team,
                    core::Compartment compartment, std::span<const Holder> founders)
{
    const auto pair = make_epoch(transaction, giving, team, compartment, first_epoch);
    bool held = false;
    for (const auto& founder : founders) {
        if (!is_for(founder, compartment)) continue;
        PANOH_CHECK(hand_to(transaction, giving, {team, compartment, first_epoch, founder.user},
                            pair.secret_key, founder.ends_at));
        held = true;
    }
    if (!held) return core::fail(core::ErrorKind::conflict, "vault/no_holder");
    return {};
}

} // namespace

bool is_for(const Holder& holder, core::Compartment compartment)
{
    return std::ranges::find(holder.compartments, compartment) != holder.compartments.end();
}

core::Result<TeamPublicKey> team_public_key(store::Reader& reader, const Registrar& registrar,
                                            core::TeamId team, core::Compartment compartment)
{
    static constexpr store::Sql find{"SELECT epoch, public_key, made_at, certificate FROM vault_team_key "
                                     "WHERE team_id = ? AND compartment = ? ORDER BY epoch DESC LIMIT 1"};
    const auto found = reader.first(find, {team, core::to_text(compartment)}, [&](const store::Row& row) {
        return certified_key(registrar, {team, compartment, row.integer(0)}, row);
    });
    if (!found) return core::fail(core::ErrorKind::conflict, "vault/team_without_keys");
    if (!*found) return tampered();
    return **found;
}

core::Result<TeamPublicKey> team_public_key(store::Reader& reader, const Registrar& registrar,
                                            const TeamKeyName& name)
{
    static constexpr store::Sql find{"SELECT epoch, public_key, made_at, certificate FROM vault_team_key "
                                     "WHERE team_id = ? AND compartment = ? AND epoch = ?"};
    const auto found =
        reader.first(find, {name.team, core::to_text(name.compartment), name.epoch},
                     [&](const store::Row& row) { return certified_key(registrar, name, row); });
    if (!found || !*found) return tampered();
    return **found;
}

crypto::BoxKeyPair make_epoch(store::Transaction& transaction, const Giving& giving, core::TeamId team,
                              core::Compartment compartment, std::int64_t epoch)
{
    static constexpr store::Sql insert{
        "INSERT INTO vault_team_key (team_id, compartment, epoch, public_key, made_at, certificate) "
        "VALUES (?, ?, ?, ?, ?, ?)"};
    auto pair = crypto::make_box_keys();
    const core::ByteView public_key(pair.public_key.bytes);
    const auto certificate =
        giving.registrar.certify(team_statement({team, compartment, epoch}, public_key, giving.at));
    transaction.run(insert, {team, core::to_text(compartment), epoch, public_key, giving.at,
                             core::ByteView(certificate)});
    return pair;
}

core::Done hand_to(store::Transaction& transaction, const Giving& giving, const TeamWrap& wrap,
                   const crypto::BoxSecretKey& secret, core::Instant ends_at)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_team_member (team_id, compartment, epoch, user_id, sealed, granted_by, "
        "granted_at, "
        "ends_at, signer, signature, certificate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (team_id, compartment, user_id, epoch) DO UPDATE SET sealed = excluded.sealed, "
        "granted_by = excluded.granted_by, granted_at = excluded.granted_at, ends_at = excluded.ends_at, "
        "signer = excluded.signer, signature = excluded.signature, certificate = excluded.certificate"};
    PANOH_TRY(const auto keys, certified_public_keys(transaction, giving.registrar, wrap.user));
    PANOH_TRY(const auto sealed, seal_secret(keys.box, wrap.context(), secret));
    const auto grant = make_grant(giving, member_statement(wrap, sealed), ends_at);
    transaction.run(upsert, {wrap.team, core::to_text(wrap.compartment), wrap.epoch, wrap.user, sealed,
                             grant.by.is_null() ? store::Value() : store::Value(grant.by), grant.at,
                             grant.ends_at, grant.signer, grant.signature, grant.certificate});
    return {};
}

core::Done make_team_key(store::Transaction& transaction, const Giving& giving, core::TeamId team,
                         core::Compartment compartment, std::span<const Holder> founders)
{
    if (team_key_epoch(transaction, team, compartment))
        return core::fail(core::ErrorKind::conflict, "vault/team_has_keys");
    return make_key(transaction, giving, team, compartment, founders);
}

core::Done make_team_keys(store::Transaction& transaction, const Giving& giving, core::TeamId team,
                          std::span<const Holder> founders)
{
    for (const auto& named : core::Names<core::Compartment>::all)
        PANOH_CHECK(make_team_key(transaction, giving, team, named.value, founders));
    return {};
}

std::optional<std::int64_t> team_key_epoch(store::Reader& reader, core::TeamId team,
                                           core::Compartment compartment)
{
    static constexpr store::Sql find{"SELECT epoch FROM vault_team_key WHERE team_id = ? AND compartment = ? "
                                     "ORDER BY epoch DESC LIMIT 1"};
    return reader.first(find, {team, core::to_text(compartment)},
                        [](const store::Row& row) { return row.integer(0); });
}

core::Done give_team_keys(store::Transaction& transaction, KeyRing& keys, core::TeamId team, const Holder& to,
                          core::Instant at)
{
    const Giving giving{keys.registrar(), &keys, at};
    for (const auto compartment : to.compartments) {
        const auto epochs = keys.epochs_of(transaction, team, compartment);
        if (epochs.empty()) return no_key();
        for (const auto epoch : epochs) {
            PANOH_TRY(const auto* key, keys.open_team(transaction, team, compartment, epoch));
            PANOH_CHECK(hand_to(transaction, giving, {team, compartment, epoch, to.user},
                                key->pair.secret_key, to.ends_at));
        }
    }
    return {};
}

void take_team_keys(store::Transaction& transaction, core::UserId user, core::TeamId team, core::Instant at)
{
    static constexpr store::Sql held{"SELECT DISTINCT team_id, compartment FROM vault_team_member "
                                     "WHERE user_id = ? ORDER BY team_id, compartment"};
    static constexpr store::Sql take{"DELETE FROM vault_team_member WHERE user_id = ? AND team_id = ?"};
    forget_left_out(transaction, user, team);
    std::vector<std::pair<core::TeamId, std::string>> taken;
    transaction.each(held, {user}, [&](const store::Row& row) {
        const auto of = row.id<core::TeamId>(0);
        if (team.is_null() || of == team) taken.emplace_back(of, row.text(1));
    });
    for (const auto& [of, compartment] : taken) {
        transaction.run(take, {user, of});
        if (const auto known = core::from_text<core::Compartment>(compartment))
            note_rotation_due(transaction, of, *known, at);
    }
}

void lay_down_team_keys(store::Transaction& transaction, core::UserId user)
{
    static constexpr store::Sql take{"DELETE FROM vault_team_member WHERE user_id = ?"};
    transaction.run(take, {user});
}

std::vector<core::UserId> team_key_holders(store::Reader& reader, core::TeamId team,
                                           core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT user_id FROM vault_team_member WHERE team_id = ? AND compartment = ? AND epoch = "
        "(SELECT MAX(epoch) FROM vault_team_key WHERE team_id = ? AND compartment = ?) ORDER BY user_id"};
    std::vector<core::UserId> holders;
    reader.each(find, {team, core::to_text(compartment), team, core::to_text(compartment)},
                [&](const store::Row& row) { holders.push_back(row.id<core::UserId>(0)); });
    return holders;
}

bool holds_team_key(store::Reader& reader, core::UserId user, core::TeamId team,
                    core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT epoch FROM vault_team_member WHERE team_id = ? AND compartment = ? AND user_id = ? "
        "AND epoch = (SELECT MAX(epoch) FROM vault_team_key WHERE team_id = ? AND compartment = ?)"};
    return reader
        .first(find, {team, core::to_text(compartment), user, team, core::to_text(compartment)},
               [](const store::Row&) { return true; })
        .has_value();
}

} // namespace panoh::vault
