#pragma once

#include <optional>

#include "backup/manifest.h"

namespace panoh::backup {

/// What a restored database turned out to hold.
struct Checked {
    std::int64_t cases = 0;
    std::int64_t audit_rows = 0;
    std::int64_t data_keys = 0;
    std::int64_t keys_of_the_deactivated = 0; ///< data keys that only deactivated people can open
};
/// The whole audit chain, its head against the manifest and a head noted elsewhere, and a holder for every
/// data key: "restore/audit_broken" with the row as field, "restore/not_as_described",
/// "restore/older_than_head" on field head, "restore/key_without_holder".
[[nodiscard]] core::Result<Checked> check_contents(store::Database& database, const Manifest& manifest,
                                                   const std::optional<crypto::Hash>& head);

} // namespace panoh::backup
