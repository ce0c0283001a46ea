#pragma once

// The keys of teams as rows.

#include "vault/grants.h"

namespace panoh::vault {

/// The public key to seal to for a team, and its epoch; "vault/team_without_keys" when it has none,
/// "vault/tampered" for one that the node did not certify.
struct TeamPublicKey {
    std::int64_t epoch = 0;
    crypto::BoxPublicKey key;
};
[[nodiscard]] core::Result<TeamPublicKey> team_public_key(store::Reader& reader, const Registrar& registrar,
                                                          core::TeamId team, core::Compartment compartment);
/// That of one epoch; "vault/tampered" also when there is none.
[[nodiscard]] core::Result<TeamPublicKey> team_public_key(store::Reader& reader, const Registrar& registrar,
                                                          const TeamKeyName& name);
/// Whether a holder is to have a compartment's key.
[[nodiscard]] bool is_for(const Holder& holder, core::Compartment compartment);
/// Makes a key pair and stores its public half, certified.
[[nodiscard]] crypto::BoxKeyPair make_epoch(store::Transaction& transaction, const Giving& giving,
                                            core::TeamId team, core::Compartment compartment,
                                            std::int64_t epoch);
/// Seals a team's secret to a member and signs for it.
[[nodiscard]] core::Done hand_to(store::Transaction& transaction, const Giving& giving, const TeamWrap& wrap,
                                 const crypto::BoxSecretKey& secret, core::Instant ends_at);

} // namespace panoh::vault
