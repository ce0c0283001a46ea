#pragma once

#include <string>
#include <vector>

#include "access/people.h"
#include "access/users.h"
#include "audit/audit.h"
#include "core/action.h"
#include "core/json.h"
#include "core/permit.h"
#include "core/result.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

using MayManageTeams = core::Permit<core::Action::team_manage, core::OrganisationId>;
using MayManageTeam = core::Permit<core::Action::team_manage, core::TeamId>;
using MayGrantKeys = core::Permit<core::Action::team_grant_keys, core::TeamId>;

struct NewTeam {
    std::string name = {};
    core::OrganisationId organisation = {};
    std::vector<core::UserId> members = {};
};
/// Makes a team and its keys, and seals them to the activated founders. In an organisation that has cases,
/// somebody of them must be able to hold each key, or it would be lost at once:
/// "access/team_needs_supervisor" on field members. "access/name_missing", "access/name_too_long",
/// "access/team_name_taken", "access/organisation_unknown", "access/user_not_found".
[[nodiscard]] core::Result<core::TeamId> make_team(store::Transaction& transaction,
                                                   const MayManageTeams& permit, const audit::Act& act,
                                                   const vault::Giving& giving, const NewTeam& team);

/// The new member has no keys until a colleague gives them. "access/team_not_found", "access/user_not_found",
/// "access/other_organisation".
[[nodiscard]] core::Done add_member(store::Transaction& transaction, const MayManageTeam& permit,
                                    const audit::Act& act, core::UserId user);
/// Takes the keys too. "access/last_key_holder" when nobody else could open the team's cases.
[[nodiscard]] core::Done remove_member(store::Transaction& transaction, const MayManageTeam& permit,
                                       const audit::Act& act, core::UserId user);
/// Hands over what the member may hold and lacks, as far as the giver has it. Both are on the team.
/// "vault/no_key" (403) when the giver has none of it, "access/not_activated" when the member has no key pair
/// yet.
[[nodiscard]] core::Done give_keys(store::Transaction& transaction, const MayGrantKeys& permit,
                                   const audit::Act& act, vault::KeyRing& keys, core::UserId to);

/// "access/last_key_holder" when nobody else who is active, and whose account goes on after `until`, holds
/// some key of the team that the person holds.
[[nodiscard]] core::Done keep_key_holder(store::Reader& reader, core::UserId user, core::TeamId team,
                                         core::Instant until);

struct MemberView {
    core::UserId user = {};
    std::string name = {};
    Role role = Role::screener;
    bool has_keys = false;
    bool travelling = false; ///< laid the keys down for a journey
};
PANOH_JSON(MemberView, user, name, role, has_keys, travelling)

struct TeamView {
    core::TeamId id = {};
    std::string name = {};
    core::OrganisationId organisation = {};
    std::string organisation_name = {};
    std::vector<MemberView> members = {};
};
PANOH_JSON(TeamView, id, name, organisation, organisation_name, members)

[[nodiscard]] std::optional<TeamView> team_view(store::Reader& reader, core::TeamId id);
/// By name, after the cursor of `team_cursor()`; a permit for the null organisation lists all.
[[nodiscard]] std::vector<TeamView> list_teams(store::Reader& reader, const MayListPeople& permit,
                                               std::string_view after, int limit);
[[nodiscard]] std::string team_cursor(const TeamView& team);

} // namespace panoh::access
