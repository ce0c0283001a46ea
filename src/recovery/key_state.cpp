#include "recovery/key_state.h"

#include <algorithm>

#include "access/emergency_key.h"
#include "access/finding.h"
#include "access/people.h"
#include "vault/escrow.h"
#include "vault/rotation.h"

namespace panoh::recovery {

namespace {

/// Every group of an organisation whose keys texts hang on.
std::vector<core::TeamId> groups_of(store::Reader& reader, core::OrganisationId organisation)
{
    auto groups = access::team_ids_of(reader, organisation);
    groups.push_back(access::finding_team(organisation));
    return groups;
}

std::string name_of(store::Reader& reader, core::TeamId team)
{
    const auto found = access::team(reader, team);
    return found ? found->name : std::string();
}

std::vector<WaitingRotation> waiting(store::Reader& reader, const std::vector<core::TeamId>& groups,
                                     core::TeamId emergency)
{
    std::vector<WaitingRotation> rotations;
    for (const auto& due : vault::rotations_due(reader)) {
        if (std::ranges::find(groups, due.team) == groups.end()) continue;
        const auto holders = access::working_holders(reader, due.team, due.compartment);
        rotations.push_back({.team = due.team,
                             .team_name = name_of(reader, due.team),
                             .compartment = due.compartment,
                             .due_at = due.due_at,
                             .keys_left = vault::keys_to_rewrap(reader, due),
                             .can_do_it = static_cast<std::int64_t>(holders.size()),
                             .emergency = due.team == emergency});
    }
    return rotations;
}

std::vector<LonelyKey> lonely_keys(store::Reader& reader, const std::vector<core::TeamId>& groups)
{
    std::vector<LonelyKey> lonely;
    for (const auto& group : groups) {
        for (const auto& named : core::Names<core::Compartment>::all) {
            if (!vault::team_key_epoch(reader, group, named.value)) continue;
            if (vault::is_deposited(reader, group, named.value)) continue;
            const auto holders = access::working_holders(reader, group, named.value);
            if (holders.size() > 1) continue;
            lonely.push_back({.team = group,
                              .team_name = name_of(reader, group),
                              .compartment = named.value,
                              .holder = holders.empty() ? std::string() : holders.front().name});
        }
    }
    return lonely;
}

std::vector<LeftOutView> left_out(store::Reader& reader, const std::vector<core::TeamId>& groups,
                                  core::TeamId emergency)
{
    std::vector<LeftOutView> views;
    access::PeopleNames names(reader);
    for (const auto& each : vault::left_out(reader)) {
        if (std::ranges::find(groups, each.team) == groups.end()) continue;
        views.push_back({.team = each.team,
                         .team_name = name_of(reader, each.team),
                         .compartment = each.compartment,
                         .name = names.user(each.user),
                         .at = each.at,
                         .emergency = each.team == emergency});
    }
    return views;
}

std::int64_t not_in_escrow(store::Reader& reader, const std::vector<core::TeamId>& groups)
{
    std::int64_t count = 0;
    for (const auto& group : groups)
        for (const auto& named : core::Names<core::Compartment>::all)
            if (vault::team_key_epoch(reader, group, named.value) &&
                !vault::is_deposited(reader, group, named.value))
                ++count;
    return count;
}

std::vector<CustodianView> custodian_views(store::Reader& reader, core::OrganisationId organisation)
{
    std::vector<CustodianView> views;
    for (const auto& id : vault::custodians_of(reader, organisation)) {
        const auto who = access::person(reader, id);
        if (!who) continue;
        views.push_back(
            {id, who->name, who->active && who->activated && vault::keeps_half(reader, organisation, id)});
    }
    return views;
}

} // namespace

KeyState key_state(store::Reader& reader, const MayRead& permit, const vault::Registrar& registrar,
                   core::Instant now)
{
    const auto organisation = permit.object();
    const auto groups = groups_of(reader, organisation);
    const auto emergency = access::emergency_team(organisation);
    auto rotating = groups;
    rotating.push_back(emergency);
    KeyState state{.organisation = organisation,
                   .rotations = waiting(reader, rotating, emergency),
                   .lonely = lonely_keys(reader, groups),
                   .left_out = left_out(reader, rotating, emergency),
                   .custodians = custodian_views(reader, organisation)};
    if (!state.custodians.empty()) state.not_in_escrow = not_in_escrow(reader, groups);
    if (const auto root = root_state(reader, organisation, registrar, now))
        state.root = RootView{root->fingerprint, root->made_at, root->ends_at, root->kept, root->holds};
    if (const auto refused = refusal(reader, organisation)) {
        access::PeopleNames names(reader);
        state.refusal = RefusalView{names.user(refused->by), refused->at, refused->reason};
    }
    return state;
}

} // namespace panoh::recovery
