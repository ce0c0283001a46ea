#pragma once

#include "audit/audit.h"
#include "cases/case_file.h"
#include "cases/identity.h"
#include "vault/vault.h"

namespace panoh::cases {

/// Seals an identity and what lists and finding need of it, as version `version`, and what finds it
/// for other teams (search.h), and stores all. `keys` may
/// be null: writing needs no key-holder. Private to the slice; permit, checks and the audit row are the
/// caller's.
[[nodiscard]] core::Done seal_identity(store::Transaction& transaction, vault::KeyRing* keys,
                                       const CaseFile& file, std::int64_t version, const Identity& identity,
                                       const audit::Act& act);

} // namespace panoh::cases
