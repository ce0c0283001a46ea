#pragma once

#include <thread>

#include "app/checkpoints.h"
#include "audit/audit.h"
#include "core/clock.h"
#include "records/uploads.h"
#include "store/store.h"

namespace panoh::app {

/// What the node does by itself while it runs, on a thread of its own that ends with the returned object:
/// files audit rows under their cases, signs them now and then, once a minute deletes sessions, drafts and
/// uploads that ran out, shuts accounts whose time is over and notes that the node is alive, and once an hour
/// forgets old Idempotency-Keys and notices. The arguments outlive it.
[[nodiscard]] std::jthread start_upkeep(store::Database& database, const core::Clock& clock,
                                        records::Uploads& uploads, Checkpoints& checkpoints);

/// How many audit rows to file now, from what waited a second ago and what waits now. A page of fifty cases
/// is fifty places of an index, so filing gives way to people: nothing while more than twenty rows a second
/// are written, and a few when so many wait that looking through them becomes slow.
struct Filing {
    int portions = 0; ///< transactions, with a pause between them
    int rows = 0;     ///< in each
};
[[nodiscard]] Filing filing_of(const audit::Pending& a_second_ago, const audit::Pending& now);

/// Notes the time, for good: what a full disk or a lost database refuses.
void note_alive(store::Transaction& transaction, core::Instant now);

} // namespace panoh::app
