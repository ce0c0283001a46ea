#include "vault/escrow.h"

#include <algorithm>
#include <set>

#include "vault/grants.h"
#include "vault/team_keys.h"

namespace panoh::vault {

namespace {

crypto::Fields key_statement(core::OrganisationId organisation, std::int64_t epoch, core::ByteView public_key,
                             core::Instant at)
{
    crypto::Fields fields(context_size);
    fields.add("escrowcert1").add(organisation.bytes).add(epoch).add(public_key).add(at.milliseconds);
    return fields;
}

/// One custodian's half, for the pair with `other`.
crypto::Fields half_context(core::OrganisationId organisation, std::int64_t epoch, core::UserId custodian,
                            core::UserId other)
{
    crypto::Fields fields(context_size);
    fields.add("half1").add(organisation.bytes).add(epoch).add(custodian.bytes).add(other.bytes);
    return fields;
}

/// The same half on its way to the other one, for one request.
crypto::Fields agreement_context(core::OrganisationId organisation, std::int64_t epoch, core::UserId from,
                                 core::UserId to, core::ByteView request)
{
    crypto::Fields fields(context_size);
    fields.add("agree1").add(organisation.bytes).add(epoch).add(from.bytes).add(to.bytes).add(request);
    return fields;
}

/// A team's secret, for who puts the halves together.
crypto::Fields deposit_context(core::OrganisationId organisation, std::int64_t escrow_epoch,
                               const TeamKeyName& name)
{
    crypto::Fields fields(context_size);
    fields.add("deposit1").add(organisation.bytes).add(escrow_epoch).add(name.team.bytes);
    fields.add(core::to_text(name.compartment)).add(name.epoch);
    return fields;
}

struct EscrowKey {
    std::int64_t epoch = 0;
    crypto::BoxPublicKey key = {};
};

/// Nothing without one; "vault/tampered" for one that the node did not certify.
core::Result<std::optional<EscrowKey>> escrow_key(store::Reader& reader, const Registrar& registrar,
                                                  core::OrganisationId organisation)
{
    static constexpr store::Sql find{
        "SELECT epoch, public_key, made_at, certificate FROM vault_escrow_key WHERE organisation = ?"};
    std::optional<EscrowKey> key;
    bool good = true;
    reader.each(find, {organisation}, [&](const store::Row& row) {
        EscrowKey read{.epoch = row.integer(0)};
        const auto bytes = row.bytes(1);
        good =
            bytes.size() == read.key.bytes.size() &&
            registrar.certified(key_statement(organisation, read.epoch, bytes, row.instant(2)), row.bytes(3));
        if (!good) return;
        std::ranges::copy(bytes, read.key.bytes.begin());
        key = read;
    });
    if (!good) return tampered();
    return key;
}

core::Done seal_deposit(store::Transaction& transaction, core::OrganisationId organisation,
                        const EscrowKey& escrow, const TeamKeyName& name, const crypto::BoxSecretKey& secret)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_escrow_deposit (team_id, compartment, epoch, organisation, escrow_epoch, sealed) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (team_id, compartment, epoch) DO UPDATE SET "
        "organisation = excluded.organisation, escrow_epoch = excluded.escrow_epoch, sealed = "
        "excluded.sealed"};
    PANOH_TRY(const auto sealed,
              seal_secret(escrow.key, deposit_context(organisation, escrow.epoch, name), secret));
    transaction.run(
        upsert, {name.team, core::to_text(name.compartment), name.epoch, organisation, escrow.epoch, sealed});
    return {};
}

/// s and s' of which the secret is the sum.
std::array<crypto::Key, 2> split(const crypto::BoxSecretKey& secret)
{
    std::array<crypto::Key, 2> halves = {crypto::random_key(), crypto::Key()};
    const auto whole = secret.reveal();
    const auto first = halves[0].reveal();
    auto second = halves[1].fill();
    for (std::size_t i = 0; i < whole.size(); ++i)
        second[i] = static_cast<std::uint8_t>(whole[i] ^ first[i]);
    return halves;
}

crypto::BoxSecretKey join(const crypto::Key& one, const crypto::Key& other)
{
    crypto::BoxSecretKey secret;
    auto whole = secret.fill();
    for (std::size_t i = 0; i < whole.size(); ++i)
        whole[i] = static_cast<std::uint8_t>(one.reveal()[i] ^ other.reveal()[i]);
    return secret;
}

core::Done seal_half(store::Transaction& transaction, const Registrar& registrar,
                     core::OrganisationId organisation, std::int64_t epoch, core::UserId custodian,
                     core::UserId other, const crypto::Key& half)
{
    static constexpr store::Sql insert{
        "INSERT INTO vault_escrow_half (organisation, custodian, other, sealed) VALUES (?, ?, ?, ?)"};
    PANOH_TRY(const auto keys, certified_public_keys(transaction, registrar, custodian));
    PANOH_TRY(const auto sealed,
              seal_secret(keys.box, half_context(organisation, epoch, custodian, other), half));
    transaction.run(insert, {organisation, custodian, other, sealed});
    return {};
}

core::Result<EscrowKey> new_key(store::Transaction& transaction, const Giving& giving,
                                core::OrganisationId organisation, std::span<const core::UserId> custodians)
{
    static constexpr store::Sql upsert{
        "INSERT INTO vault_escrow_key (organisation, epoch, public_key, made_at, certificate) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (organisation) DO UPDATE SET epoch = excluded.epoch, "
        "public_key = excluded.public_key, made_at = excluded.made_at, certificate = excluded.certificate"};
    static constexpr store::Sql last{"SELECT epoch FROM vault_escrow_key WHERE organisation = ?"};
    static constexpr store::Sql clear{"DELETE FROM vault_escrow_half WHERE organisation = ?"};
    const auto epoch =
        transaction.first(last, {organisation}, [](const store::Row& row) { return row.integer(0); })
            .value_or(0) +
        1;
    const auto pair = crypto::make_box_keys();
    const core::ByteView public_key(pair.public_key.bytes);
    const auto certificate =
        giving.registrar.certify(key_statement(organisation, epoch, public_key, giving.at));
    transaction.run(upsert, {organisation, epoch, public_key, giving.at, core::ByteView(certificate)});
    transaction.run(clear, {organisation});
    for (std::size_t a = 0; a < custodians.size(); ++a) {
        for (std::size_t b = a + 1; b < custodians.size(); ++b) {
            const auto halves = split(pair.secret_key);
            PANOH_CHECK(seal_half(transaction, giving.registrar, organisation, epoch, custodians[a],
                                  custodians[b], halves[0]));
            PANOH_CHECK(seal_half(transaction, giving.registrar, organisation, epoch, custodians[b],
                                  custodians[a], halves[1]));
        }
    }
    return EscrowKey{epoch, pair.public_key};
}

/// What this custodian keeps for the pair with `other`.
core::Result<crypto::Key> own_half(store::Reader& reader, const KeyRing& keys,
                                   core::OrganisationId organisation, std::int64_t epoch, core::UserId other)
{
    static constexpr store::Sql find{"SELECT sealed FROM vault_escrow_half WHERE organisation = ? "
                                     "AND custodian = ? AND other = ?"};
    const auto sealed = reader.first(find, {organisation, keys.user(), other},
                                     [](const store::Row& row) { return core::copy_of(row.bytes(0)); });
    if (!sealed) return no_key();
    const crypto::BoxKeyPair own{crypto::public_key_of(keys.secrets().box), keys.secrets().box.duplicate()};
    return open_secret(own, half_context(organisation, epoch, keys.user(), other), *sealed);
}

struct Deposit {
    TeamKeyName name;
    core::Bytes sealed;
};
std::vector<Deposit> deposits_of(store::Reader& reader, core::OrganisationId organisation, std::int64_t epoch)
{
    static constexpr store::Sql find{
        "SELECT team_id, compartment, epoch, sealed FROM vault_escrow_deposit "
        "WHERE organisation = ? AND escrow_epoch = ? ORDER BY team_id, compartment, epoch"};
    std::vector<Deposit> deposits;
    reader.each(find, {organisation, epoch}, [&](const store::Row& row) {
        if (const auto compartment = core::from_text<core::Compartment>(row.text(1)))
            deposits.push_back(
                {{row.id<core::TeamId>(0), *compartment, row.integer(2)}, core::copy_of(row.bytes(3))});
    });
    return deposits;
}

/// The escrow key, out of the own half and the other's agreement.
core::Result<crypto::BoxKeyPair> whole_key(store::Reader& reader, const KeyRing& keys,
                                           core::OrganisationId organisation, const EscrowKey& escrow,
                                           core::ByteView request, core::UserId first,
                                           core::ByteView agreement)
{
    PANOH_TRY(const auto half, own_half(reader, keys, organisation, escrow.epoch, first));
    const crypto::BoxKeyPair own{crypto::public_key_of(keys.secrets().box), keys.secrets().box.duplicate()};
    PANOH_TRY(const auto other_half,
              open_secret(own, agreement_context(organisation, escrow.epoch, first, keys.user(), request),
                          agreement));
    crypto::BoxKeyPair whole{escrow.key, join(half, other_half)};
    if (crypto::public_key_of(whole.secret_key) != escrow.key) return tampered();
    return whole;
}

} // namespace

core::Done make_escrow_key(store::Transaction& transaction, const Giving& giving,
                           core::OrganisationId organisation, std::span<const core::UserId> custodians)
{
    const std::set<core::UserId> different(custodians.begin(), custodians.end());
    if (different.size() != custodians.size() || custodians.size() < custodians_at_least ||
        custodians.size() > custodians_at_most)
        return core::fail(core::ErrorKind::invalid, "vault/custodians", "custodians");
    PANOH_CHECK(new_key(transaction, giving, organisation, custodians));
    return {};
}

void drop_escrow_key(store::Transaction& transaction, core::OrganisationId organisation)
{
    static constexpr store::Sql key{"DELETE FROM vault_escrow_key WHERE organisation = ?"};
    static constexpr store::Sql halves{"DELETE FROM vault_escrow_half WHERE organisation = ?"};
    static constexpr store::Sql deposits{"DELETE FROM vault_escrow_deposit WHERE organisation = ?"};
    for (const auto* sql : {&key, &halves, &deposits})
        transaction.run(*sql, {organisation});
}

bool has_escrow_key(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql find{"SELECT epoch FROM vault_escrow_key WHERE organisation = ?"};
    return reader.first(find, {organisation}, [](const store::Row& row) { return row.integer(0); })
        .has_value();
}

std::vector<core::UserId> custodians_of(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql find{
        "SELECT DISTINCT custodian FROM vault_escrow_half WHERE organisation = ? ORDER BY custodian"};
    std::vector<core::UserId> custodians;
    reader.each(find, {organisation},
                [&](const store::Row& row) { custodians.push_back(row.id<core::UserId>(0)); });
    return custodians;
}

bool is_custodian(store::Reader& reader, core::OrganisationId organisation, core::UserId user)
{
    static constexpr store::Sql find{
        "SELECT 1 FROM vault_escrow_half WHERE organisation = ? AND custodian = ? LIMIT 1"};
    return reader.first(find, {organisation, user}, [](const store::Row&) { return true; }).has_value();
}

bool keeps_half(store::Reader& reader, core::OrganisationId organisation, core::UserId custodian)
{
    static constexpr store::Sql find{
        "SELECT 1 FROM vault_escrow_key k JOIN vault_user_key u ON u.user_id = ? "
        "WHERE k.organisation = ? AND u.made_at <= k.made_at"};
    return reader.first(find, {custodian, organisation}, [](const store::Row&) { return true; }).has_value();
}

bool is_deposited(store::Reader& reader, core::TeamId team, core::Compartment compartment)
{
    static constexpr store::Sql find{
        "SELECT 1 FROM vault_escrow_deposit d JOIN vault_escrow_key k ON k.organisation = d.organisation "
        "AND k.epoch = d.escrow_epoch WHERE d.team_id = ? AND d.compartment = ? AND d.epoch = "
        "(SELECT MAX(n.epoch) FROM vault_team_key n WHERE n.team_id = d.team_id "
        "AND n.compartment = d.compartment)"};
    return reader.first(find, {team, core::to_text(compartment)}, [](const store::Row&) { return true; })
        .has_value();
}

std::vector<Undeposited> undeposited(store::Reader& reader, core::OrganisationId organisation,
                                     std::span<const core::TeamId> teams, core::UserId user)
{
    static constexpr store::Sql find{
        "SELECT m.compartment, m.epoch FROM vault_team_member m WHERE m.team_id = ? AND m.user_id = ? "
        "AND NOT EXISTS (SELECT 1 FROM vault_escrow_deposit d JOIN vault_escrow_key k "
        "ON k.organisation = d.organisation AND k.epoch = d.escrow_epoch "
        "WHERE d.team_id = m.team_id AND d.compartment = m.compartment AND d.epoch = m.epoch) "
        "ORDER BY m.compartment, m.epoch"};
    std::vector<Undeposited> found;
    if (!has_escrow_key(reader, organisation)) return found;
    for (const auto& team : teams)
        reader.each(find, {team, user}, [&](const store::Row& row) {
            if (const auto compartment = core::from_text<core::Compartment>(row.text(0)))
                found.push_back({team, *compartment, row.integer(1)});
        });
    return found;
}

bool deposits_wanted(store::Reader& reader)
{
    static constexpr store::Sql find{
        "SELECT 1 FROM vault_team_member m WHERE EXISTS (SELECT 1 FROM vault_escrow_key) "
        "AND NOT EXISTS (SELECT 1 FROM vault_escrow_deposit d JOIN vault_escrow_key k "
        "ON k.organisation = d.organisation AND k.epoch = d.escrow_epoch "
        "WHERE d.team_id = m.team_id AND d.compartment = m.compartment AND d.epoch = m.epoch) LIMIT 1"};
    return reader.first(find, {}, [](const store::Row&) { return true; }).has_value();
}

core::Done deposit(store::Transaction& transaction, KeyRing& keys, core::OrganisationId organisation,
                   const Undeposited& what)
{
    PANOH_TRY(const auto escrow, escrow_key(transaction, keys.registrar(), organisation));
    if (!escrow) return {};
    PANOH_TRY(const auto* key, keys.open_team(transaction, what.team, what.compartment, what.epoch));
    return seal_deposit(transaction, organisation, *escrow, {what.team, what.compartment, what.epoch},
                        key->pair.secret_key);
}

core::Result<std::vector<Agreement>> agree(store::Reader& reader, const KeyRing& keys,
                                           core::OrganisationId organisation,
                                           std::span<const std::uint8_t, 16> request)
{
    PANOH_TRY(const auto escrow, escrow_key(reader, keys.registrar(), organisation));
    auto others = custodians_of(reader, organisation);
    if (!escrow || std::erase(others, keys.user()) == 0) return no_key();
    std::vector<Agreement> agreements;
    for (const auto& other : others) {
        PANOH_TRY(const auto half, own_half(reader, keys, organisation, escrow->epoch, other));
        PANOH_TRY(const auto to, certified_public_keys(reader, keys.registrar(), other));
        const auto context = agreement_context(organisation, escrow->epoch, keys.user(), other, request);
        PANOH_TRY(auto sealed, seal_secret(to.box, context, half));
        agreements.push_back({other, std::move(sealed)});
    }
    return agreements;
}

core::Result<std::vector<std::pair<core::TeamId, core::Compartment>>>
bring_back(store::Transaction& transaction, const KeyRing& keys, core::OrganisationId organisation,
           std::span<const std::uint8_t, 16> request, core::UserId first, core::ByteView agreement,
           std::span<const Wanted> wanted, core::Instant at)
{
    PANOH_TRY(const auto escrow, escrow_key(transaction, keys.registrar(), organisation));
    if (!escrow) return core::fail(core::ErrorKind::conflict, "vault/nothing_in_escrow");
    PANOH_TRY(const auto whole,
              whole_key(transaction, keys, organisation, *escrow, request, first, agreement));
    const Giving giving{keys.registrar(), &keys, at};
    const auto deposits = deposits_of(transaction, organisation, escrow->epoch);
    PANOH_TRY(const auto next,
              new_key(transaction, giving, organisation, custodians_of(transaction, organisation)));
    std::vector<std::pair<core::TeamId, core::Compartment>> given;
    for (const auto& [name, sealed] : deposits) {
        PANOH_TRY(const auto secret,
                  open_secret(whole, deposit_context(organisation, escrow->epoch, name), sealed));
        PANOH_TRY(const auto team_key, team_public_key(transaction, keys.registrar(), name));
        if (crypto::public_key_of(secret) != team_key.key) return tampered();
        PANOH_CHECK(seal_deposit(transaction, organisation, next, name, secret));
        const auto newest = team_key_epoch(transaction, name.team, name.compartment);
        for (const auto& [team, to] : wanted) {
            if (team != name.team || !is_for(to, name.compartment)) continue;
            PANOH_CHECK(hand_to(transaction, giving, {team, name.compartment, name.epoch, to.user}, secret,
                                to.ends_at));
            // An older epoch alone would be taken away with its rotation.
            if (newest == name.epoch) given.emplace_back(team, name.compartment);
        }
    }
    if (given.empty()) return core::fail(core::ErrorKind::conflict, "vault/nothing_in_escrow");
    return given;
}

} // namespace panoh::vault
