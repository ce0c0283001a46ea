#pragma once

#include "vault/vault.h"

namespace panoh::vault {

/// The public key to seal to for a team; "vault/team_without_keys" when it has none.
[[nodiscard]] core::Result<crypto::BoxPublicKey> team_public_key(store::Reader& reader, core::TeamId team,
                                                                 core::Compartment compartment);

} // namespace panoh::vault
