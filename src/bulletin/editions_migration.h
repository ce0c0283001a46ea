#pragma once

#include <span>

#include "store/store.h"

namespace panoh::bulletin {

/// Tables of editions and stories: as they stand, as they were, as they came out.
extern const std::span<const store::Migration> editions_migration;

} // namespace panoh::bulletin
