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

namespace {

/// More than the people of a country hold at once; whatever goes is opened the slow way once more.
constexpr std::size_t most_kept = 10'000;

crypto::Key kept_key(const UserSecrets& own)
{
    return crypto::derive(own.box, 5, "teamkept");
}

crypto::Fields bound_to(const KeptTeamKeys::Box& box)
{
    crypto::Fields fields(context_size);
    fields.add("kept1").add(box.user.bytes).add(box.public_key).add(box.sealed);
    return fields;
}

} // namespace

std::optional<core::Secret<32>> KeptTeamKeys::find(const UserSecrets& own, const Box& box) const
{
    const auto context = bound_to(box);
    core::Bytes wrap;
    {
        const std::lock_guard lock(mutex_);
        const auto found = wraps_.find(crypto::hash(context.bytes()));
        if (found == wraps_.end()) return std::nullopt;
        wrap = found->second;
    }
    // Somebody whose own keys are new cannot open what they kept before.
    auto secret = unwrap_secret(kept_key(own), context, wrap);
    if (!secret) return std::nullopt;
    return std::move(*secret);
}

void KeptTeamKeys::keep(const UserSecrets& own, const Box& box, const core::Secret<32>& secret)
{
    const auto context = bound_to(box);
    auto wrap = wrap_secret(kept_key(own), context, secret);
    const std::lock_guard lock(mutex_);
    if (wraps_.size() >= most_kept) wraps_.clear();
    wraps_.insert_or_assign(crypto::hash(context.bytes()), std::move(wrap));
}

KeyRing::KeyRing(core::UserId user, UserSecrets secrets, KeptTeamKeys* kept)
    : user_(user), secrets_(std::move(secrets)), kept_(kept)
{
}

core::Result<core::Secret<32>> KeyRing::open_box(const crypto::Fields& context, const KeptTeamKeys::Box& box)
{
    if (kept_ != nullptr)
        if (auto secret = kept_->find(secrets_, box)) return std::move(*secret);
    const crypto::BoxKeyPair own{crypto::public_key_of(secrets_.box), secrets_.box.duplicate()};
    PANOH_TRY(auto secret, open_secret(own, context, box.sealed));
    // A box does not say who sealed it: a key that is not the team's would let somebody else read what is
    // written next.
    if (!std::ranges::equal(crypto::public_key_of(secret).bytes, box.public_key)) return tampered();
    if (kept_ != nullptr) kept_->keep(secrets_, box, secret);
    return secret;
}

core::Result<const TeamKey*> KeyRing::open_team(store::Reader& reader, core::TeamId team,
                                                core::Compartment compartment)
{
    const auto name = std::pair(team, compartment);
    if (const auto known = teams_.find(name); known != teams_.end()) return &known->second;
    const auto row = find_wrap(reader, team, compartment, user_);
    if (!row) return no_key();
    const TeamWrap wrap{team, compartment, row->epoch, user_};
    PANOH_TRY(auto secret, open_box(wrap.context(), {user_, row->sealed, row->public_key}));
    crypto::BoxPublicKey public_key;
    std::ranges::copy(row->public_key, public_key.bytes.begin());
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
