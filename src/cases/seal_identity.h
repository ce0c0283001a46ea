#pragma once

#include "audit/audit.h"
#include "cases/identity.h"
#include "vault/vault.h"

namespace panoh::cases {

/// Seals an identity and what lists and finding need of it, as version `version`, and stores both. `keys` may
/// be null: writing needs no key-holder. Private to the slice; permit, checks and the audit row are the
/// caller's.
[[nodiscard]] core::Done seal_identity(store::Transaction& transaction, vault::KeyRing* keys,
                                       core::TeamId team, const core::CaseId& id, std::int64_t version,
                                       const Identity& identity, const audit::Act& act);

} // namespace panoh::cases
