#include "access/emergency_key.h"

#include <algorithm>
#include <array>

#include "access/decide.h"
#include "access/notices.h"
#include "vault/standing.h"

namespace panoh::access {

namespace {

constexpr auto compartments = std::array{core::Compartment::identity, core::Compartment::whereabouts};

bool has_key(store::Reader& reader, core::OrganisationId organisation)
{
    return vault::team_key_epoch(reader, emergency_team(organisation), compartments.front()).has_value();
}

bool may_be_officer(const Person& person)
{
    return access::may_be_officer(person.role, person.organisation_type);
}

core::Done check_officer(store::Reader& reader, core::OrganisationId organisation, core::UserId user,
                         const std::string& field)
{
    const auto refuse = [&](core::ErrorKind kind, const char* code) { return core::fail(kind, code, field); };
    const auto who = person(reader, user);
    if (!who || !who->active) return refuse(core::ErrorKind::invalid, "access/user_not_found");
    if (who->organisation != organisation)
        return refuse(core::ErrorKind::invalid, "access/other_organisation");
    if (!who->activated) return refuse(core::ErrorKind::conflict, "access/not_activated");
    if (!may_be_officer(*who)) return refuse(core::ErrorKind::conflict, "access/role_without_key");
    return {};
}

vault::Holder holder_of(store::Reader& reader, core::UserId user)
{
    const auto who = person(reader, user);
    return {.user = user,
            .compartments = {compartments.begin(), compartments.end()},
            .ends_at = who ? who->ends_at : core::Instant{}};
}

core::Done make_key(store::Transaction& transaction, const vault::Giving& giving,
                    core::OrganisationId organisation, const std::vector<core::UserId>& users)
{
    const auto group = emergency_team(organisation);
    std::vector<vault::Holder> holders;
    holders.reserve(users.size());
    for (const auto user : users)
        holders.push_back(holder_of(transaction, user));
    for (const auto compartment : compartments)
        PANOH_CHECK(vault::make_team_key(transaction, giving, group, compartment, holders));
    for (const auto team : team_ids_of(transaction, organisation))
        read_along(transaction, giving, team, organisation);
    return {};
}

core::Done change_holders(store::Transaction& transaction, vault::KeyRing& keys, core::TeamId group,
                          const std::vector<core::UserId>& users, core::Instant at)
{
    const auto before = vault::team_key_holders(transaction, group, compartments.front());
    for (const auto user : users)
        if (!std::ranges::binary_search(before, user))
            PANOH_CHECK(vault::give_team_keys(transaction, keys, group, holder_of(transaction, user), at));
    for (const auto user : before)
        if (std::ranges::find(users, user) == users.end())
            vault::take_team_keys(transaction, user, group, at);
    return {};
}

/// Everybody who leads or runs the organisation hears of it: the key reaches every team.
void tell(store::Transaction& transaction, core::OrganisationId organisation, const audit::Act& act)
{
    for (const auto& each : people_of(transaction, organisation))
        if (each.active && each.id != act.actor &&
            (each.role == Role::supervisor || each.role == Role::administrator))
            note(transaction, each.id, NoticeKind::officers_changed, act.at, act.actor);
}

} // namespace

core::TeamId emergency_team(core::OrganisationId organisation)
{
    core::TeamId group{organisation.bytes};
    for (std::size_t i = group.bytes.size() / 2; i < group.bytes.size(); ++i)
        group.bytes[i] = static_cast<std::uint8_t>(~group.bytes[i]);
    return group;
}

bool may_be_officer(Role role, OrganisationType type)
{
    return reach(role, type, core::Action::emergency_open) != Reach::nothing;
}

std::vector<Person> officers(store::Reader& reader, core::OrganisationId organisation)
{
    auto found = working_holders(reader, emergency_team(organisation), compartments.front());
    std::erase_if(found, [](const Person& each) { return !may_be_officer(each); });
    std::ranges::sort(found, {}, &Person::name);
    return found;
}

bool is_officer(store::Reader& reader, core::UserId user, core::OrganisationId organisation)
{
    return vault::holds_team_key(reader, user, emergency_team(organisation), compartments.front());
}

core::Done name_officers(store::Transaction& transaction, const MayNameOfficers& permit,
                         const audit::Act& act, vault::KeyRing& keys, std::vector<core::UserId> users)
{
    const auto organisation = permit.object();
    const auto group = emergency_team(organisation);
    for (std::size_t i = 0; i < users.size(); ++i)
        PANOH_CHECK(check_officer(transaction, organisation, users[i], "users/" + std::to_string(i)));
    std::ranges::sort(users);
    users.erase(std::ranges::unique(users).begin(), users.end());
    if (users.size() == 1) return core::fail(core::ErrorKind::invalid, "access/officers_two", "users");
    if (users.empty() || officers(transaction, organisation).empty()) {
        vault::forget_group(transaction, group);
        if (!users.empty())
            PANOH_CHECK(make_key(transaction, {keys.registrar(), &keys, act.at}, organisation, users));
    } else {
        PANOH_CHECK(change_holders(transaction, keys, group, users, act.at));
    }
    tell(transaction, organisation, act);
    audit::append(transaction, act,
                  {.action = core::Action::team_grant_keys,
                   .object = organisation.bytes,
                   .detail = "officers:" + std::to_string(users.size())});
    return {};
}

void read_along(store::Transaction& transaction, const vault::Giving& giving, core::TeamId team,
                core::OrganisationId organisation)
{
    if (!has_key(transaction, organisation)) return;
    for (const auto compartment : compartments)
        if (vault::team_key_epoch(transaction, team, compartment))
            vault::begin_standing(transaction, giving, {team, compartment, emergency_team(organisation)});
}

} // namespace panoh::access
