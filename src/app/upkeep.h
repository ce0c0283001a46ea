#pragma once

#include <thread>

#include "core/clock.h"
#include "store/store.h"

namespace panoh::app {

/// What the node does by itself while it runs, on a thread of its own that ends with the returned object:
/// files audit rows under their cases, and once a minute deletes the sessions that ran out and notes that the
/// node is alive. Both arguments outlive it.
[[nodiscard]] std::jthread start_upkeep(store::Database& database, const core::Clock& clock);

/// Notes the time, for good: what a full disk or a lost database refuses.
void note_alive(store::Transaction& transaction, core::Instant now);

} // namespace panoh::app
