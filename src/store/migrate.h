#pragma once

#include <span>

#include "store/group_commit.h"
#include "store/store.h"

namespace panoh::store {

/// What Database::migrate does on a database that may be written.
[[nodiscard]] core::Done apply_migrations(GroupCommit& writer, Engine engine,
                                          std::span<const Migration> migrations);
/// What it does on one opened read-only: compares, and changes nothing.
[[nodiscard]] core::Done compare_migrations(Reader& reader, std::span<const Migration> migrations);

} // namespace panoh::store
