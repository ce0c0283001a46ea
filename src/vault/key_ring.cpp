#include <algorithm>

#include "vault/format.h"
#include "vault/vault.h"

namespace panoh::vault {

namespace {

/// A person's wrap of a team's key, beside the public key it must belong to.
struct MemberRow {
    std::int64_t epoch = 0;
    core::Bytes sealed;
    core::Bytes public_key;
};

core::Bytes copy(core::ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}

std::optional<MemberRow> find_wrap(store::Reader& reader, core::TeamId team, core::Compartment compartment,
                                   core::UserId user)
{
    static constexpr store::Sql find{
        "SELECT m.epoch, m.sealed, k.public_key FROM vault_team_member m JOIN vault_team_key k "
        "ON k.team_id = m.team_id AND k.compartment = m.compartment AND k.epoch = m.epoch "
        "WHERE m.team_id = ? AND m.compartment = ? AND m.user_id = ? ORDER BY m.epoch DESC LIMIT 1"};
    return reader.first(find, {team, core::to_text(compartment), user}, [](const store::Row& row) {
        return MemberRow{row.integer(0), copy(row.bytes(1)), copy(row.bytes(2))};
    });
}

} // namespace

KeyRing::KeyRing(core::UserId user, UserSecrets secrets) : user_(user), secrets_(std::move(secrets)) {}

core::Result<const TeamKey*> KeyRing::open_team(store::Reader& reader, core::TeamId team,
                                                core::Compartment compartment)
{
    const auto name = std::pair(team, compartment);
    if (const auto known = teams_.find(name); known != teams_.end()) return &known->second;
    const auto row = find_wrap(reader, team, compartment, user_);
    if (!row) return no_key();
    const crypto::BoxKeyPair own{crypto::public_key_of(secrets_.box), secrets_.box.duplicate()};
    const TeamWrap wrap{team, compartment, row->epoch, user_};
    PANOH_TRY(auto secret, open_secret(own, wrap.context(), row->sealed));
    // A box does not say who sealed it: a key that is not the team's would let somebody else read what is
    // written next.
    const auto public_key = crypto::public_key_of(secret);
    if (!std::ranges::equal(public_key.bytes, row->public_key)) return tampered();
    auto quick = crypto::derive(secret, 1, "teamquik");
    const auto added = teams_.emplace(
        name,
        TeamKey{.pair = {public_key, std::move(secret)}, .quick = std::move(quick), .epoch = row->epoch});
    return &added.first->second;
}

void KeyRing::remember(const DataKeyName& name, core::ByteView sealed, const crypto::Key& key)
{
    opened_.insert_or_assign(name, Opened{copy(sealed), key.duplicate()});
}

const crypto::Key* KeyRing::remembered(const DataKeyName& name, core::ByteView sealed) const
{
    const auto found = opened_.find(name);
    if (found == opened_.end() || !std::ranges::equal(found->second.sealed, sealed)) return nullptr;
    return &found->second.key;
}

core::Result<const crypto::BoxSecretKey*> KeyRing::team_secret(store::Reader& reader, core::TeamId team,
                                                               core::Compartment compartment)
{
    PANOH_TRY(const auto* opened, open_team(reader, team, compartment));
    return &opened->pair.secret_key;
}

core::Result<const crypto::Key*> KeyRing::team_key(store::Reader& reader, core::TeamId team,
                                                   core::Compartment compartment)
{
    PANOH_TRY(const auto* opened, open_team(reader, team, compartment));
    return &opened->quick;
}

} // namespace panoh::vault
