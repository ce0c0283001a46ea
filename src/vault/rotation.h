#pragma once

// New epochs of a team's key, after somebody lost theirs. Who left may have kept their secret and, with an
// old copy of the database, what it opened: nothing that is written later may be within their reach. So the
// team's key gets a new epoch, every data key is wrapped under it and is from then on for reading only, and
// the old epoch is taken away. Texts stay where they are: who left never saw a data key, and what an old copy
// of the database opens it opens for ever.
//
// Only a holder can do it, in portions, while people work: both epochs open until the last portion is done.

#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

/// A key of a team that somebody lost since its epoch began.
struct DueRotation {
    core::TeamId team = {};
    core::Compartment compartment = core::Compartment::identity;
    std::int64_t epoch = 0; ///< the newest that has to go
    core::Instant due_at = {};
};
/// Notes that the team's epoch of today has to go; one that is due already stays due since then.
void note_rotation_due(store::Transaction& transaction, core::TeamId team, core::Compartment compartment,
                       core::Instant at);
/// The oldest first.
[[nodiscard]] std::vector<DueRotation> rotations_due(store::Reader& reader);
/// Those of which this person holds the newest key.
[[nodiscard]] std::vector<DueRotation> rotations_due(store::Reader& reader, core::UserId user);

/// Begins the new epoch, unless it began already: seals it to everybody who holds the old one by a grant that
/// is good. Returns it. Whose public key the node did not certify is left out: one row that somebody changed
/// must not keep the others under a key that has to go. "vault/no_key" when the person holds none,
/// "vault/tampered" when everybody would be left out.
[[nodiscard]] core::Result<std::int64_t> begin_epoch(store::Transaction& transaction, KeyRing& keys,
                                                     const DueRotation& due, core::Instant at);

/// A holder who was left out of a new epoch, until the keys are given to that person again or taken.
struct LeftOut {
    core::TeamId team = {};
    core::Compartment compartment = core::Compartment::identity;
    core::UserId user = {};
    core::Instant at = {};
};
/// The oldest first.
[[nodiscard]] std::vector<LeftOut> left_out(store::Reader& reader);
/// Nobody waits for keys that were taken.
void forget_left_out(store::Transaction& transaction, core::UserId user, core::TeamId team);

/// A data key that lies under the new epoch now. Wraps kept beside texts (Sealed::wrap) open no longer when
/// the rotation is through: store `wrap` beside those of this case and version, in the same transaction.
struct Rewrapped {
    core::CaseId case_id = {};
    std::int64_t version = 0;
    core::Bytes wrap = {};
};
/// Where a portion ended, and the next one goes on.
struct RewrapPlace {
    core::CaseId case_id = {};
    std::int64_t version = 0;
};
struct RewrappedPortion {
    std::vector<Rewrapped> keys = {};
    RewrapPlace last = {};
    std::int64_t broken = 0; ///< that open no longer, and stay as they are
    [[nodiscard]] bool empty() const { return keys.empty() && broken == 0; }
};
/// The next data keys under older epochs, at most `limit`; empty at the end.
[[nodiscard]] core::Result<RewrappedPortion> rewrap_some(store::Transaction& transaction, KeyRing& keys,
                                                         const DueRotation& due, const RewrapPlace& after,
                                                         std::int64_t limit);
/// How many data keys lie under the epochs that have to go.
[[nodiscard]] std::int64_t keys_to_rewrap(store::Reader& reader, const DueRotation& due);
/// Takes the older epochs away for good, once nothing lies under them but what is broken. False while
/// something does.
[[nodiscard]] bool end_epochs(store::Transaction& transaction, const DueRotation& due, std::int64_t broken);

} // namespace panoh::vault
