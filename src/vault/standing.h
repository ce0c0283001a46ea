#pragma once

// One group reads along: whatever is sealed to a team in a compartment is sealed to a second group as well,
// from now on and back to the first case. For the emergency key (access/emergency_key.h), whose holders open
// one case when nobody of its team can be reached. Who gives it signs for it once; a row that somebody else
// put there is nobody's.

#include <vector>

#include "vault/rotation.h"
#include "vault/vault.h"

namespace panoh::vault {

/// `to` reads along with `team`.
struct Standing {
    core::TeamId team = {};
    core::Compartment compartment = core::Compartment::identity;
    core::TeamId to = {};
};
/// From the next text on; what is there already is sealed to it by a holder, in portions (`share_some`).
/// Begun again, it goes through everything again. Hold a Registrar::Beginning, so that a case that is being
/// made meanwhile is made again.
void begin_standing(store::Transaction& transaction, const Giving& giving, const Standing& standing);
[[nodiscard]] std::vector<core::TeamId> standing_with(store::Reader& reader, const Registrar& registrar,
                                                      core::TeamId team, core::Compartment compartment);
/// Those that do not reach back to the first case yet.
[[nodiscard]] std::vector<Standing> standing_due(store::Reader& reader);
/// Of these, those whose team's newest key this person holds.
[[nodiscard]] std::vector<Standing> standing_due(store::Reader& reader, core::UserId user);

/// Where a portion ended.
struct SharedPortion {
    RewrapPlace last = {};
    std::int64_t count = 0;
    std::int64_t broken = 0; ///< that open no longer, and are passed over
    [[nodiscard]] bool empty() const { return count == 0 && broken == 0; }
};
/// Seals the next data keys, at most `limit`, that the second group has not; empty at the end. "vault/no_key"
/// when the person was given too little.
[[nodiscard]] core::Result<SharedPortion> share_some(store::Transaction& transaction, KeyRing& keys,
                                                     const Standing& standing, const RewrapPlace& after,
                                                     std::int64_t limit);
/// It reaches back to the first case now.
void end_sharing(store::Transaction& transaction, const Standing& standing);
/// How many data keys the group has not yet, of everything it reads along with.
[[nodiscard]] std::int64_t keys_to_share(store::Reader& reader, core::TeamId to);

/// Whether the newest of a case's identity is sealed to a group: whether its holders could open it.
[[nodiscard]] bool is_sealed_to(store::Reader& reader, core::TeamId group, core::CaseId case_id);

/// Takes a group's keys, what was sealed to it and what it reads along with away for good. Only for a group
/// of which every text can be read by another one.
void forget_group(store::Transaction& transaction, core::TeamId group);

} // namespace panoh::vault
