#include <algorithm>

#include "vault/format.h"
#include "vault/grants.h"

namespace panoh::vault {

namespace {

/// More than the people of a country hold at once; whatever goes is opened the slow way once more.
constexpr std::size_t most_kept = 10'000;

crypto::Key kept_key(const UserSecrets& own)
{
    return crypto::derive(own.box, 5, "teamkept");
}

crypto::Fields bound_to(const KeptTeamKeys::Box& box)
{
    crypto::Fields fields(4 * context_size);
    fields.add("kept1").add(box.user.bytes).add(box.public_key).add(box.sealed).add(box.evidence);
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

struct KeyRing::Given {
    std::int64_t epoch = 0;
    bool current = false;
    core::Bytes sealed;
    core::Bytes public_key;
    core::Instant made_at;
    core::Bytes key_certificate;
    Grant grant;

    static Given from(const store::Row& row)
    {
        return {.epoch = row.integer(0),
                .current = row.integer(0) == row.integer(1),
                .sealed = core::copy_of(row.bytes(2)),
                .public_key = core::copy_of(row.bytes(3)),
                .made_at = row.instant(4),
                .key_certificate = core::copy_of(row.bytes(5)),
                .grant = grant_from(row, 6)};
    }
    /// Everything that believed() goes by, so that what was believed once is known by it.
    [[nodiscard]] core::Bytes evidence() const
    {
        crypto::Fields fields(3 * context_size);
        fields.add(epoch).add(made_at.milliseconds).add(key_certificate).add(grant.by.bytes);
        fields.add(grant.at.milliseconds).add(grant.ends_at.milliseconds).add(grant.signer);
        fields.add(grant.signature).add(grant.certificate);
        return fields.bytes();
    }
    [[nodiscard]] bool believed(const Registrar& registrar, const TeamWrap& wrap) const
    {
        const auto key = team_statement({wrap.team, wrap.compartment, epoch}, public_key, made_at);
        return registrar.certified(key, key_certificate) &&
               is_good(registrar, grant, member_statement(wrap, sealed));
    }
};

struct KeyRing::Team {
    std::vector<Given> given; ///< newest first
    std::map<std::int64_t, TeamKey> opened;
};

KeyRing::KeyRing(core::UserId user, UserSecrets secrets, const Registrar& registrar, KeptTeamKeys* kept,
                 core::Instant now)
    : user_(user), secrets_(std::move(secrets)), registrar_(&registrar), kept_(kept), now_(now)
{
}

std::shared_ptr<KeyRing> KeyRing::duplicate() const
{
    return std::make_shared<KeyRing>(
        user_, UserSecrets{.box = secrets_.box.duplicate(), .sign = secrets_.sign.duplicate()}, *registrar_,
        kept_, now_);
}

KeyRing KeyRing::of_nobody(const Registrar& registrar)
{
    return {core::UserId{}, UserSecrets{}, registrar};
}

KeyRing::Team& KeyRing::team_of(store::Reader& reader, core::TeamId team, core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT m.epoch, (SELECT MAX(n.epoch) FROM vault_team_key n WHERE n.team_id = m.team_id "
        "AND n.compartment = m.compartment), m.sealed, k.public_key, k.made_at, k.certificate, m.granted_by, "
        "m.granted_at, m.ends_at, m.signer, m.signature, m.certificate "
        "FROM vault_team_member m JOIN vault_team_key k "
        "ON k.team_id = m.team_id AND k.compartment = m.compartment AND k.epoch = m.epoch "
        "WHERE m.team_id = ? AND m.compartment = ? AND m.user_id = ? ORDER BY m.epoch DESC"};
    auto& known = teams_[{team, compartment}];
    if (known) return *known;
    known = std::make_shared<Team>();
    if (user_.is_null()) return *known;
    reader.each(find, {team, core::to_text(compartment), user_}, [&](const store::Row& row) {
        auto given = Given::from(row);
        const auto ends_at = given.grant.ends_at;
        if (ends_at.milliseconds == 0 || now_ < ends_at) known->given.push_back(std::move(given));
    });
    return *known;
}

core::Result<core::Secret<32>> KeyRing::open_given(const TeamName& name, const Given& given) const
{
    const auto evidence = given.evidence();
    const KeptTeamKeys::Box box{user_, given.sealed, given.public_key, evidence};
    if (kept_ != nullptr)
        if (auto secret = kept_->find(secrets_, box)) return std::move(*secret);
    const TeamWrap wrap{name.first, name.second, given.epoch, user_};
    if (!given.believed(*registrar_, wrap)) return tampered();
    const crypto::BoxKeyPair own{crypto::public_key_of(secrets_.box), secrets_.box.duplicate()};
    PANOH_TRY(auto secret, open_secret(own, wrap.context(), given.sealed));
    // A box does not say who sealed it: a key that is not the team's would let somebody else read what is
    // written next.
    if (!std::ranges::equal(crypto::public_key_of(secret).bytes, given.public_key)) return tampered();
    if (kept_ != nullptr) kept_->keep(secrets_, box, secret);
    return secret;
}

core::Result<const TeamKey*> KeyRing::open_team(store::Reader& reader, core::TeamId team,
                                                core::Compartment compartment)
{
    const Team& known = team_of(reader, team, compartment);
    if (known.given.empty()) return no_key();
    return open_team(reader, team, compartment, known.given.front().epoch);
}

core::Result<const TeamKey*> KeyRing::open_team(store::Reader& reader, core::TeamId team,
                                                core::Compartment compartment, std::int64_t epoch)
{
    Team& known = team_of(reader, team, compartment);
    if (const auto opened = known.opened.find(epoch); opened != known.opened.end()) return &opened->second;
    const auto given = std::ranges::find(known.given, epoch, &Given::epoch);
    if (given == known.given.end()) return no_key();
    PANOH_TRY(auto secret, open_given({team, compartment}, *given));
    crypto::BoxPublicKey public_key;
    std::ranges::copy(given->public_key, public_key.bytes.begin());
    auto quick = crypto::derive(secret, 1, "teamquik");
    const auto added = known.opened.emplace(epoch, TeamKey{.pair = {public_key, std::move(secret)},
                                                           .quick = std::move(quick),
                                                           .epoch = epoch,
                                                           .current = given->current});
    return &added.first->second;
}

std::vector<std::int64_t> KeyRing::epochs_of(store::Reader& reader, core::TeamId team,
                                             core::Compartment compartment)
{
    std::vector<std::int64_t> epochs;
    for (const auto& each : team_of(reader, team, compartment).given)
        epochs.push_back(each.epoch);
    return epochs;
}

void KeyRing::forget_teams()
{
    teams_.clear();
    opened_.clear();
}

void KeyRing::remember(const DataKeyName& name, core::ByteView sealed, const crypto::Key& key)
{
    opened_.insert_or_assign(name, Opened{core::copy_of(sealed), key.duplicate()});
}

const crypto::Key* KeyRing::remembered(const DataKeyName& name, core::ByteView sealed) const
{
    const auto found = opened_.find(name);
    if (found == opened_.end() || !std::ranges::equal(found->second.sealed, sealed)) return nullptr;
    return &found->second.key;
}

} // namespace panoh::vault
