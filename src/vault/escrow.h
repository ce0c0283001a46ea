#pragma once

// For a team that lost everybody who holds its keys. The team's secrets lie sealed to an escrow key of the
// organisation, whose own secret is stored nowhere: for each two custodians it is the sum (XOR) of two
// halves, each sealed to one of them. Two custodians together bring a team's keys back, one alone opens
// nothing. People's own keys are never in escrow.

#include <array>
#include <span>
#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

inline constexpr std::size_t custodians_at_least = 2;
inline constexpr std::size_t custodians_at_most = 5;

/// Makes a new escrow key, its halves sealed to the custodians, in place of an earlier one. What was sealed
/// to that is out of reach then: team keys have to be deposited again. "vault/custodians" for fewer than two
/// or more than five, or one named twice; "vault/user_without_keys".
[[nodiscard]] core::Done make_escrow_key(store::Transaction& transaction, const Giving& giving,
                                         core::OrganisationId organisation,
                                         std::span<const core::UserId> custodians);
/// Takes it away with everything that was sealed to it.
void drop_escrow_key(store::Transaction& transaction, core::OrganisationId organisation);
[[nodiscard]] bool has_escrow_key(store::Reader& reader, core::OrganisationId organisation);
/// By id; empty without an escrow key.
[[nodiscard]] std::vector<core::UserId> custodians_of(store::Reader& reader,
                                                      core::OrganisationId organisation);

[[nodiscard]] bool is_custodian(store::Reader& reader, core::OrganisationId organisation, core::UserId user);

/// Whether the keys a custodian has today are those the half was sealed to.
[[nodiscard]] bool keeps_half(store::Reader& reader, core::OrganisationId organisation,
                              core::UserId custodian);
/// Whether the newest epoch of a team's key lies in the escrow of today.
[[nodiscard]] bool is_deposited(store::Reader& reader, core::TeamId team, core::Compartment compartment);

/// Of a group's keys, those whose newest epoch lies in no escrow and of which this person holds it.
struct Undeposited {
    core::TeamId team = {};
    core::Compartment compartment = core::Compartment::identity;
    std::int64_t epoch = 0;
};
[[nodiscard]] std::vector<Undeposited> undeposited(store::Reader& reader, core::OrganisationId organisation,
                                                   std::span<const core::TeamId> teams, core::UserId user);
/// Whether anything might be undeposited, whoever holds it.
[[nodiscard]] bool deposits_wanted(store::Reader& reader);
/// Seals a team's secret to the escrow key, out of a holder's hands. Nothing happens without an escrow key.
/// "vault/no_key", "vault/tampered".
[[nodiscard]] core::Done deposit(store::Transaction& transaction, KeyRing& keys,
                                 core::OrganisationId organisation, const Undeposited& what);

/// A custodian's agreement: what only this one opens, sealed for each of the others together with the
/// request it is for. "vault/no_key" for who is no custodian.
struct Agreement {
    core::UserId to = {};
    core::Bytes sealed = {};
};
[[nodiscard]] core::Result<std::vector<Agreement>> agree(store::Reader& reader, const KeyRing& keys,
                                                         core::OrganisationId organisation,
                                                         std::span<const std::uint8_t, 16> request);
/// What somebody is to have of a group's keys.
struct Wanted {
    core::TeamId team = {};
    Holder to = {};
};
/// The second custodian, with the first one's agreement: gives the keys that are wanted, and says which. The
/// escrow key was whole in memory then, so a new one is made for the same custodians. "vault/no_key",
/// "vault/tampered", "vault/nothing_in_escrow" when none of the keys is there in its newest epoch.
[[nodiscard]] core::Result<std::vector<std::pair<core::TeamId, core::Compartment>>>
bring_back(store::Transaction& transaction, const KeyRing& keys, core::OrganisationId organisation,
           std::span<const std::uint8_t, 16> request, core::UserId first, core::ByteView agreement,
           std::span<const Wanted> wanted, core::Instant at);

} // namespace panoh::vault
