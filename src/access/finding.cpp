#include "access/finding.h"

#include <algorithm>

#include "access/decide.h"
#include "access/users_store.h"

namespace panoh::access {

namespace {

constexpr auto identity = core::Compartment::identity;

bool may_hand_on(const Person& person)
{
    const Subject subject{.user = person.id,
                          .organisation = person.organisation,
                          .organisation_type = person.organisation_type,
                          .role = person.role,
                          .stage = Stage::open};
    return person.active && decide(subject, core::Action::team_grant_keys, std::nullopt) == Verdict::allow;
}

bool may_hold(const Person& person)
{
    return person.active && person.activated && may_hold_finding_key(person.role, person.organisation_type);
}

bool has_finding_key(store::Reader& reader, core::OrganisationId organisation)
{
    return vault::team_key_epoch(reader, finding_team(organisation), identity).has_value();
}

bool has_own_keys(store::Reader& reader, const Person& person)
{
    const auto teams = teams_of(reader, person.id);
    return !teams.empty() && std::ranges::all_of(teams, [&](const TeamFacts& each) {
        return lacking_keys(reader, person, each.id).empty();
    });
}

core::Done hand_on(store::Transaction& transaction, vault::KeyRing& keys, const Person& to, core::Instant at)
{
    return vault::give_team_keys(transaction, keys, finding_team(to.organisation),
                                 {to.id, {identity}, to.ends_at}, at);
}

} // namespace

core::TeamId finding_team(core::OrganisationId organisation)
{
    return core::TeamId{organisation.bytes};
}

bool may_hold_finding_key(Role role, OrganisationType type)
{
    return reach(role, type, core::Action::case_find) != Reach::nothing;
}

bool holds_finding_key(store::Reader& reader, core::UserId user, core::OrganisationId organisation)
{
    return vault::holds_team_key(reader, user, finding_team(organisation), identity);
}

core::Done make_finding_key(store::Transaction& transaction, const vault::Giving& giving,
                            core::OrganisationId organisation, const std::vector<Person>& founders)
{
    if (has_finding_key(transaction, organisation)) return {};
    std::vector<vault::Holder> holders;
    bool can_be_handed_on = false;
    for (const Person& founder : founders) {
        if (!may_hold(founder)) continue;
        holders.push_back({founder.id, {identity}, founder.ends_at});
        can_be_handed_on = can_be_handed_on || may_hand_on(founder);
    }
    if (!can_be_handed_on) return {};
    return vault::make_team_key(transaction, giving, finding_team(organisation), identity, holders);
}

core::Done make_missing_finding_key(store::Transaction& transaction, const Subject& subject,
                                    const vault::KeyRing& keys, const audit::Act& act)
{
    const auto founder = person(transaction, subject.user);
    if (!founder || !may_hand_on(*founder) || has_finding_key(transaction, subject.organisation)) return {};
    PANOH_CHECK(
        make_finding_key(transaction, {keys.registrar(), &keys, act.at}, subject.organisation, {*founder}));
    audit::append(transaction, act,
                  {.action = core::Action::team_grant_keys,
                   .object = subject.organisation.bytes,
                   .detail = "finding_key:made"});
    return {};
}

core::Done give_finding_key(store::Transaction& transaction, const MayGiveFindingKey& permit,
                            const audit::Act& act, vault::KeyRing& keys, core::UserId to)
{
    const auto who = person(transaction, to);
    if (!who || who->organisation != permit.object())
        return core::fail(core::ErrorKind::not_found, "access/user_not_found");
    if (!who->active || !who->activated) return core::fail(core::ErrorKind::conflict, "access/not_activated");
    if (!may_hold(*who)) return core::fail(core::ErrorKind::conflict, "access/role_without_key");
    if (holds_finding_key(transaction, to, who->organisation)) return {};
    PANOH_CHECK(hand_on(transaction, keys, *who, act.at));
    audit::append(transaction, act,
                  {.action = core::Action::team_grant_keys,
                   .object = who->organisation.bytes,
                   .detail = "finding_key:" + core::to_string(to)});
    return {};
}

core::Done give_finding_key_too(store::Transaction& transaction, vault::KeyRing& keys, const Person& to,
                                core::Instant at)
{
    if (!may_hold(to) || !holds_finding_key(transaction, keys.user(), to.organisation)) return {};
    return hand_on(transaction, keys, to, at);
}

core::Done keep_finding_key_holder(store::Reader& reader, const Person& leaving, core::Instant until)
{
    if (!may_hand_on(leaving) || !holds_finding_key(reader, leaving.id, leaving.organisation)) return {};
    const auto holders = working_holders(reader, finding_team(leaving.organisation), identity);
    const bool another = std::ranges::any_of(holders, [&](const Person& each) {
        return each.id != leaving.id && may_hand_on(each) && goes_on(each, until);
    });
    if (!another) return core::fail(core::ErrorKind::conflict, "access/last_key_holder");
    return {};
}

std::vector<WaitingToFind> waiting_to_find(store::Reader& reader, const Subject& asker)
{
    std::vector<WaitingToFind> waiting;
    if (decide(asker, core::Action::team_grant_keys, std::nullopt) != Verdict::allow) return waiting;
    const auto holders = vault::team_key_holders(reader, finding_team(asker.organisation), identity);
    if (!std::ranges::binary_search(holders, asker.user)) return waiting;
    for (const Person& each : people_of(reader, asker.organisation))
        if (may_hold(each) && !std::ranges::binary_search(holders, each.id) && has_own_keys(reader, each))
            waiting.push_back({each.id, each.name});
    return waiting;
}

} // namespace panoh::access
