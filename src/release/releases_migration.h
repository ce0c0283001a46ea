#pragma once

#include "store/store.h"

namespace panoh::release {

/// Lineages with their ledgers, releases with their files, and the view of cases that a release may read.
extern const store::Migration releases_migration;

} // namespace panoh::release
