#pragma once

#include <memory>
#include <string>

#include "core/clock.h"
#include "core/result.h"
#include "crypto/crypto.h"
#include "privacy/ledger.h"

namespace panoh::release {

/// A ledger on the disk and, beside it, the key that hashes of tables are made with: "NAME.jsonl" and
/// "NAME.jsonl.key". The ledger may be shown to anybody; with the key a guessed table could be recognised by
/// its hash.
struct Lineage {
    privacy::Ledger ledger;
    crypto::Key key;
};

/// Makes both; "ledger/exists", "ledger/not_writable".
[[nodiscard]] core::Result<Lineage> start_lineage(const std::string& path, const core::Clock& clock,
                                                  std::string_view lineage, privacy::Epsilon epsilon,
                                                  privacy::Delta delta, std::string_view operator_name,
                                                  std::string_view program);
/// "ledger/not_started" (no such file), "ledger/key_missing", and what `Ledger::open` refuses.
[[nodiscard]] core::Result<Lineage> open_lineage(const std::string& path, const core::Clock& clock);

} // namespace panoh::release
