#pragma once

// Sending an edition: one row for everybody it goes to, so that no crash forgets anybody. The letters
// themselves: postman.h.

#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "bulletin/sending.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "store/store.h"

namespace panoh::bulletin {

/// The right to send what is the own organisation's.
using MaySend = core::Permit<core::Action::edition_send, core::OrganisationId>;

/// What goes to whom.
struct Addressed {
    core::EditionId edition = {};
    std::vector<std::string> languages = {};
    std::vector<std::string> countries = {}; ///< of the edition; empty: for all
};

/// Begins: everybody confirmed of these languages to whom the edition did not go yet. Editions for some
/// countries go to who asked for one of them or for all. "bulletin/sending_runs" while the edition is on its
/// way, "bulletin/nobody_waits" when it would go to nobody.
[[nodiscard]] core::Result<core::SendingId> start_sending(store::Transaction& transaction,
                                                          const MaySend& permit, const audit::Act& act,
                                                          const Addressed& to);

/// For good: "bulletin/sending_not_found", "bulletin/sending_ended".
[[nodiscard]] core::Done stop_sending(store::Transaction& transaction, const MaySend& permit,
                                      const audit::Act& act, core::SendingId id);

/// "bulletin/sending_not_found", also for another organisation's.
[[nodiscard]] core::Result<Progress> progress(store::Reader& reader, const MaySend& permit,
                                              core::SendingId id);
/// Newest first, at most 100.
[[nodiscard]] std::vector<Progress> sendings_of(store::Reader& reader, const MaySend& permit,
                                                core::EditionId edition);

} // namespace panoh::bulletin
