#pragma once

// The verbs of what is sealed in a case: identity, whereabouts, story. Each demands its permit and runs in
// the caller's transaction; writing leaves its audit row there, reading is audited by the caller before the
// first byte leaves (`note_opened`).

#include <string>
#include <vector>

#include "access/gate.h"
#include "cases/cases.h"
#include "cases/story.h"

namespace panoh::cases {

template <typename T>
struct Versioned {
    std::int64_t version = 0;
    T value = {};
};

/// Opens the identity. The caller audits the reading before the first byte leaves: see `note_opened`.
[[nodiscard]] core::Result<Versioned<Identity>>
read_identity(store::Reader& reader, const CasePermit<Action::identity_read>& permit, vault::KeyRing& keys);
/// What the coded part shows of it (age band on the day of opening, whether the year is known) follows, with
/// a new version of the case where it is another. Days are those of `time_zone`.
[[nodiscard]] core::Result<std::int64_t> write_identity(store::Transaction& transaction,
                                                        const CasePermit<Action::identity_write>& permit,
                                                        vault::KeyRing& keys, const audit::Act& act,
                                                        std::int64_t expected, const Identity& identity,
                                                        const std::string& time_zone);
/// Empty with version 0 when nothing was written yet.
[[nodiscard]] core::Result<Versioned<Whereabouts>>
read_whereabouts(store::Reader& reader, const CasePermit<Action::whereabouts_read>& permit,
                 vault::KeyRing& keys);
[[nodiscard]] core::Result<std::int64_t>
write_whereabouts(store::Transaction& transaction, const CasePermit<Action::whereabouts_write>& permit,
                  vault::KeyRing& keys, const audit::Act& act, std::int64_t expected,
                  const Whereabouts& whereabouts);

/// What a duty officer is shown: who it is and where, opened with the emergency key instead of the team's.
struct InEmergency {
    Versioned<Identity> identity = {};
    Versioned<Whereabouts> whereabouts = {};
};
/// "vault/no_key" while the case is not sealed to the emergency key, or for who is no officer.
[[nodiscard]] core::Result<InEmergency> read_in_emergency(store::Reader& reader,
                                                          const CasePermit<Action::emergency_read>& permit,
                                                          vault::KeyRing& keys, core::TeamId emergency_team);

/// Empty with version 0 when nothing was written yet.
[[nodiscard]] core::Result<Versioned<Story>>
read_story(store::Reader& reader, const CasePermit<Action::narrative_read>& permit, vault::KeyRing& keys);
/// Days are those of `time_zone`. "case/story_stale".
[[nodiscard]] core::Result<std::int64_t> write_story(store::Transaction& transaction,
                                                     const CasePermit<Action::narrative_write>& permit,
                                                     vault::KeyRing& keys, const audit::Act& act,
                                                     std::int64_t expected, const Story& story,
                                                     const std::string& time_zone);

/// One version of a sealed part that somebody replaced.
template <typename T>
struct Replaced {
    std::int64_t version = 0;
    core::UserId changed_by = {};
    core::Instant changed_at = {};
    T value = {};
};
/// What was written before, newest first, at most 50; opened and to be audited like the part itself.
[[nodiscard]] core::Result<std::vector<Replaced<Identity>>>
identity_before(store::Reader& reader, const CasePermit<Action::identity_read>& permit, vault::KeyRing& keys);
[[nodiscard]] core::Result<std::vector<Replaced<Whereabouts>>>
whereabouts_before(store::Reader& reader, const CasePermit<Action::whereabouts_read>& permit,
                   vault::KeyRing& keys);
[[nodiscard]] core::Result<std::vector<Replaced<Story>>>
story_before(store::Reader& reader, const CasePermit<Action::narrative_read>& permit, vault::KeyRing& keys);

/// Records that a sealed part of this case was opened, and makes its next opening quick. Nothing of it may
/// leave where this refuses, as `access::Caller::opens` does.
[[nodiscard]] core::Done note_opened(store::Transaction& transaction, access::Caller& caller, Action action,
                                     core::Compartment compartment, const CaseFile& file);

} // namespace panoh::cases
