#pragma once

#include "store/store.h"

namespace panoh::bulletin {

/// Who is written to, and what was sent.
extern const store::Migration subscribers_migration;

} // namespace panoh::bulletin
