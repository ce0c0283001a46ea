#pragma once

// The finding key of an organisation: with it a search tells that a case of another team fits, and whose it
// is. docs/decisions/0017 says why, and what it lets its holders know.

#include <string>
#include <vector>

#include "access/people.h"
#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"

namespace panoh::access {

/// Under which the vault keeps it: the identity key of a group without members, which has the organisation's
/// id.
[[nodiscard]] core::TeamId finding_team(core::OrganisationId organisation);
/// Whether a role is given it: whoever may find by name.
[[nodiscard]] bool may_hold_finding_key(Role role, OrganisationType type);
[[nodiscard]] bool holds_finding_key(store::Reader& reader, core::UserId user,
                                     core::OrganisationId organisation);

/// Makes the key of an organisation that has none, sealed to those of `founders` who may hold it. Without a
/// supervisor among them nothing is made: nobody could hand it on.
[[nodiscard]] core::Done make_finding_key(store::Transaction& transaction, const vault::Giving& giving,
                                          core::OrganisationId organisation,
                                          const std::vector<Person>& founders);
/// The same for an organisation from before there were such keys: with the first search of a supervisor.
[[nodiscard]] core::Done make_missing_finding_key(store::Transaction& transaction, const Subject& subject,
                                                  const vault::KeyRing& keys, const audit::Act& act);

using MayGiveFindingKey = core::Permit<core::Action::team_grant_keys, core::OrganisationId>;
/// Hands it to a colleague whose role may hold it. "access/user_not_found", "access/not_activated",
/// "access/role_without_key", "vault/no_key" when the giver has none.
[[nodiscard]] core::Done give_finding_key(store::Transaction& transaction, const MayGiveFindingKey& permit,
                                          const audit::Act& act, vault::KeyRing& keys, core::UserId to);
/// Hands it on beside a team's keys, as far as the giver holds it and the receiver may.
[[nodiscard]] core::Done give_finding_key_too(store::Transaction& transaction, vault::KeyRing& keys,
                                              const Person& to, core::Instant at);
/// "access/last_key_holder" when nobody else who is active, goes on after `until` and could hand it on holds
/// it.
[[nodiscard]] core::Done keep_finding_key_holder(store::Reader& reader, const Person& leaving,
                                                 core::Instant until);

/// A colleague who has the keys of the own teams and cannot find in others yet.
struct WaitingToFind {
    core::UserId user = {};
    std::string name = {};
};
/// Of the asker's organisation, by name; empty for who cannot give it.
[[nodiscard]] std::vector<WaitingToFind> waiting_to_find(store::Reader& reader, const Subject& asker);

} // namespace panoh::access
