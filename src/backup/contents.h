#pragma once

// A database as the rows of one snapshot, into a stream and out of one.

#include "backup/manifest.h"

namespace panoh::backup {

/// Everything of one snapshot; people go on writing meanwhile. What was put there is the manifest.
[[nodiscard]] Manifest write_database(store::Database& database, StreamWriter& stream,
                                      const std::string& program, core::Instant made_at);

/// Puts the rows of `manifest` into the tables that its own migrations made, in one transaction: all of them
/// or none, and none where the stream turns out not to be whole or not this node's (StreamReader::finish).
[[nodiscard]] core::Done read_database(store::Database& database, StreamReader& stream,
                                       const Manifest& manifest, const std::optional<crypto::Key>& seal);

} // namespace panoh::backup
