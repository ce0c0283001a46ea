#pragma once

#include <memory>
#include <string>
#include <string_view>

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

/// What a line of the ledger says of its table.
struct TableMark {
    std::string salt; ///< base64url
    std::string input;
};
/// With a salt by chance, so that two lines look alike to whoever has no key, be they of one table or of two.
/// `table` is the keyed hash of its bytes. The hash is of the text `table_mark_text`, the salt and `table`.
[[nodiscard]] TableMark mark_of(const crypto::Key& key, const crypto::Hash& table);
inline constexpr std::string_view table_mark_text = "panoh ledger table";
/// Whether the last line that has a table is of this one; where there is none, it is.
[[nodiscard]] bool is_last_table(const Lineage& lineage, const crypto::Hash& table);

} // namespace panoh::release
