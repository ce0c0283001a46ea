#pragma once

// The verbs of emergency openings. Each runs in the caller's transaction and leaves its audit row there.

#include <vector>

#include "cases/cases.h"
#include "cases/sealed_parts.h"
#include "emergency/opening.h"

namespace panoh::emergency {

using core::Action;

struct Wanted {
    EmergencyReason reason;
    std::string why = {};
};
/// Opens a case for four hours and tells whoever answers for it: the person it is assigned to, the
/// supervisors of its team, the auditors of the organisation. "emergency/not_officer" (403),
/// "emergency/own_team" for who holds the team's key, "emergency/open_already", "emergency/too_many",
/// "emergency/not_sealed_yet" while no holder of the team's key has worked since the officers were named;
/// refusals of `check_why`.
[[nodiscard]] core::Result<Opening> open_in_emergency(store::Transaction& transaction,
                                                      const cases::CasePermit<Action::emergency_open>& permit,
                                                      const cases::HeldCase& held,
                                                      core::OrganisationId organisation, vault::KeyRing& keys,
                                                      const audit::Act& act, const Wanted& wanted);

/// "emergency/not_found".
[[nodiscard]] core::Result<Opening> find_opening(store::Reader& reader, core::EmergencyId id);

/// The officer is done with it before its time.
void end_opening(store::Transaction& transaction, const cases::CasePermit<Action::emergency_read>& permit,
                 const audit::Act& act, const Opening& opening);

/// What the officer wrote, for who reviews it. The caller audits it before the first byte leaves.
[[nodiscard]] core::Result<core::SecretText>
read_why(store::Reader& reader, const cases::CasePermit<Action::emergency_review>& permit,
         vault::KeyRing& keys, const Opening& opening);
/// Closes it with a verdict and tells the officer. "emergency/own" (403) for the officer,
/// "emergency/reviewed" when somebody was faster.
[[nodiscard]] core::Done review_opening(store::Transaction& transaction,
                                        const cases::CasePermit<Action::emergency_review>& permit,
                                        const audit::Act& act, Opening opening,
                                        const EmergencyVerdict& verdict);

/// A person's own, newest first, at most 20.
[[nodiscard]] std::vector<Opening> opened_by(store::Reader& reader, core::UserId officer);
/// What others opened and nobody reviewed, of these teams, oldest first, at most 50.
[[nodiscard]] std::vector<Opening> to_review(store::Reader& reader, const std::vector<core::TeamId>& teams,
                                             core::UserId reviewer);

} // namespace panoh::emergency
