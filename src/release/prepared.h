#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "crypto/crypto.h"
#include "microdata/read_microdata.h"
#include "privacy/spent.h"

namespace panoh::release {

/// A table that was read under its schema. Nobody has paid yet, so nobody can look.
struct Prepared {
    microdata::Schema schema;
    microdata::ReadNote note; ///< exact: for the data officer only
    privacy::Sensitive<microdata::Microdata> people;
    /// Keyed hash of the table's bytes. It goes nowhere as it is: `mark_of` makes of it what the ledger says.
    crypto::Hash table;
    std::string schema_hash; ///< hash of `schema_text`, as base64url
};

/// Reads both. `key` is that of the lineage. Refuses what `read_schema`, `ready` and `read_microdata` refuse.
[[nodiscard]] core::Result<Prepared> prepare(std::string table, std::string_view schema_json,
                                             const crypto::Key& key, unsigned threads = 0);

} // namespace panoh::release
