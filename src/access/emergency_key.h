#pragma once

// The emergency key of an organisation: what lets a duty officer open one case for four hours when nobody of
// its team can be reached. It opens identity and whereabouts and nothing else. docs/decisions/0026 says why
// it is a key of its own.

#include <vector>

#include "access/people.h"
#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"
#include "vault/vault.h"

namespace panoh::access {

/// Fewer would leave nobody on the other's day off.
constexpr std::size_t officers_at_least = 2;

/// Under which the vault keeps it: a group without members, whose id is the organisation's with its second
/// half inverted.
[[nodiscard]] core::TeamId emergency_team(core::OrganisationId organisation);
/// Whether a role can be on duty: whoever may open a case in an emergency.
[[nodiscard]] bool may_be_officer(Role role, OrganisationType type);

/// Who holds the key and could use it today, by name.
[[nodiscard]] std::vector<Person> officers(store::Reader& reader, core::OrganisationId organisation);
[[nodiscard]] bool is_officer(store::Reader& reader, core::UserId user, core::OrganisationId organisation);

using MayNameOfficers = core::Permit<core::Action::team_grant_keys, core::OrganisationId>;
/// Names the duty officers. The first time, and when none of those before can use the key any more, it makes
/// another key, which reads along with every team of the organisation; who holds the teams' keys seals what
/// is there already to it as they work. Later only an officer can give it to more people: "vault/no_key".
/// With nobody in the list the organisation has no emergency key any more. "access/officers_two" for a single
/// one; on field users/N "access/user_not_found", "access/other_organisation", "access/not_activated",
/// "access/role_without_key".
[[nodiscard]] core::Done name_officers(store::Transaction& transaction, const MayNameOfficers& permit,
                                       const audit::Act& act, vault::KeyRing& keys,
                                       std::vector<core::UserId> users);
/// A new team, or one that has keys only now: the emergency key reads along with it, where there is one.
void read_along(store::Transaction& transaction, const vault::Giving& giving, core::TeamId team,
                core::OrganisationId organisation);

} // namespace panoh::access
