#pragma once

#include <optional>

#include "audit/audit.h"
#include "cases/case_file.h"
#include "cases/find_key.h"
#include "cases/identity.h"
#include "vault/first_key.h"
#include "vault/short_texts.h"
#include "vault/vault.h"

namespace panoh::cases {

/// Seals an identity and what lists and finding need of it, as version `version`, and what finds it
/// for other teams (search.h), and stores all. `keys` may
/// be null: writing needs no key-holder. Private to the slice; permit, checks and the audit row are the
/// caller's.
[[nodiscard]] core::Done seal_identity(store::Transaction& transaction, vault::KeyRing& keys,
                                       const CaseFile& file, std::int64_t version, const Identity& identity,
                                       const audit::Act& act);

/// An identity sealed for a case that is not there yet, with the key of its compartment.
struct FirstIdentity {
    vault::FirstKey key;
    core::Bytes sealed = {};
    ShortRow text = {};
    std::optional<vault::TeamText> finding = {};
};
/// As above, for the first version, without writing anything.
[[nodiscard]] core::Result<FirstIdentity> seal_first_identity(store::Reader& reader, vault::KeyRing& keys,
                                                              const CaseFile& file, const Identity& identity);
/// Writes it; the short text stands in the case's own row.
void save_first_identity(store::Transaction& transaction, const CaseFile& file, const FirstIdentity& identity,
                         const audit::Act& act);

} // namespace panoh::cases
