#include "access/teams.h"

#include <algorithm>
#include <set>

#include "access/decide.h"
#include "access/emergency_key.h"
#include "access/finding.h"
#include "access/users_store.h"
#include "core/text.h"

namespace panoh::access {

namespace {

constexpr std::size_t longest_name = 120;
constexpr auto compartments = std::array{core::Compartment::identity, core::Compartment::whereabouts,
                                         core::Compartment::narrative, core::Compartment::medical};

auto refuse(core::ErrorKind kind, const char* code, std::string field = {})
{
    return core::fail(kind, code, std::move(field));
}

audit::Entry team_changed(core::TeamId team, core::UserId user, std::string_view what)
{
    audit::Entry entry{
        .action = core::Action::team_manage, .object = team.bytes, .detail = std::string(what)};
    if (!user.is_null()) entry.detail += ":" + core::to_string(user);
    return entry;
}

core::Done check_team(store::Reader& reader, const NewTeam& team)
{
    const auto name = core::trim(team.name);
    if (name.empty()) return refuse(core::ErrorKind::invalid, "access/name_missing", "name");
    if (core::letters(name) > longest_name)
        return refuse(core::ErrorKind::invalid, "access/name_too_long", "name");
    if (!organisation(reader, team.organisation))
        return refuse(core::ErrorKind::invalid, "access/organisation_unknown", "organisation");
    if (team_name_taken(reader, team.organisation, name))
        return refuse(core::ErrorKind::conflict, "access/team_name_taken", "name");
    return {};
}

core::Result<std::vector<Person>> founders_of(store::Reader& reader, const NewTeam& team)
{
    std::vector<Person> founders;
    std::set<core::UserId> seen;
    for (std::size_t i = 0; i < team.members.size(); ++i) {
        const auto who = person(reader, team.members[i]);
        const std::string field = "members/" + std::to_string(i);
        if (!who || !who->active) return refuse(core::ErrorKind::invalid, "access/user_not_found", field);
        if (who->organisation != team.organisation)
            return refuse(core::ErrorKind::invalid, "access/other_organisation", field);
        if (seen.insert(who->id).second) founders.push_back(*who);
    }
    return founders;
}

/// Whether anybody of an organisation of that type may hold case keys at all.
bool has_cases(OrganisationType type)
{
    return may_hold(Role::supervisor, type, core::Compartment::identity);
}

core::Done make_keys(store::Transaction& transaction, const vault::Giving& giving, core::TeamId team,
                     const std::vector<Person>& founders)
{
    std::vector<vault::Holder> holders;
    std::set<core::Compartment> held;
    for (const Person& founder : founders) {
        if (!founder.activated) continue;
        vault::Holder holder{.user = founder.id, .ends_at = founder.ends_at};
        for (const auto compartment : compartments)
            if (may_hold(founder.role, founder.organisation_type, compartment))
                holder.compartments.push_back(compartment);
        held.insert(holder.compartments.begin(), holder.compartments.end());
        if (!holder.compartments.empty()) holders.push_back(std::move(holder));
    }
    if (held.size() != compartments.size())
        return refuse(core::ErrorKind::invalid, "access/team_needs_supervisor", "members");
    return vault::make_team_keys(transaction, giving, team, holders);
}

} // namespace

core::Result<core::TeamId> make_team(store::Transaction& transaction, const MayManageTeams& permit,
                                     const audit::Act& act, const vault::Giving& giving, const NewTeam& team)
{
    if (permit.object() != team.organisation) return refuse(core::ErrorKind::forbidden, "access/not_allowed");
    PANOH_CHECK(check_team(transaction, team));
    PANOH_TRY(const std::vector<Person> founders, founders_of(transaction, team));
    const auto id = crypto::random_id<core::TeamId>();
    insert_team(transaction, {id, team.organisation, std::string(core::trim(team.name))}, act.at);
    for (const Person& founder : founders)
        insert_member(transaction, id, founder.id, act.at);
    const auto home = organisation(transaction, team.organisation);
    if (home && has_cases(home->type)) {
        PANOH_CHECK(make_keys(transaction, giving, id, founders));
        PANOH_CHECK(make_finding_key(transaction, giving, team.organisation, founders));
        read_along(transaction, giving, id, team.organisation);
    }
    audit::append(transaction, act, team_changed(id, {}, "team:made"));
    return id;
}

core::Done add_member(store::Transaction& transaction, const MayManageTeam& permit, const audit::Act& act,
                      core::UserId user)
{
    const auto found = team(transaction, permit.object());
    if (!found) return refuse(core::ErrorKind::not_found, "access/team_not_found");
    const auto who = person(transaction, user);
    if (!who || !who->active) return refuse(core::ErrorKind::invalid, "access/user_not_found", "user");
    if (who->organisation != found->organisation)
        return refuse(core::ErrorKind::invalid, "access/other_organisation", "user");
    insert_member(transaction, found->id, user, act.at);
    audit::append(transaction, act, team_changed(found->id, user, "member:added"));
    return {};
}

core::Done remove_member(store::Transaction& transaction, const MayManageTeam& permit, const audit::Act& act,
                         core::UserId user)
{
    const core::TeamId id = permit.object();
    if (!is_member(transaction, user, id))
        return refuse(core::ErrorKind::not_found, "access/member_not_found");
    PANOH_CHECK(keep_key_holder(transaction, user, id, act.at));
    vault::take_team_keys(transaction, user, id, act.at);
    delete_member(transaction, id, user);
    // Who works in no team any more finds in none.
    const auto who = person(transaction, user);
    if (who && teams_of(transaction, user).empty() && keep_finding_key_holder(transaction, *who, act.at))
        vault::take_team_keys(transaction, user, finding_team(who->organisation), act.at);
    audit::append(transaction, act, team_changed(id, user, "member:removed"));
    return {};
}

core::Done give_keys(store::Transaction& transaction, const MayGrantKeys& permit, const audit::Act& act,
                     vault::KeyRing& keys, core::UserId to)
{
    const core::TeamId id = permit.object();
    // Not on the team: the team is nobody's business.
    if (!is_member(transaction, keys.user(), id))
        return refuse(core::ErrorKind::not_found, "access/team_not_found");
    const auto who = person(transaction, to);
    if (!who || !is_member(transaction, to, id))
        return refuse(core::ErrorKind::not_found, "access/member_not_found");
    if (!who->active || !who->activated) return refuse(core::ErrorKind::conflict, "access/not_activated");
    const auto lacking = lacking_keys(transaction, *who, id);
    if (lacking.empty()) return {};
    vault::Holder holder{.user = to, .ends_at = who->ends_at};
    for (const auto compartment : lacking)
        if (vault::holds_team_key(transaction, keys.user(), id, compartment))
            holder.compartments.push_back(compartment);
    if (holder.compartments.empty()) return refuse(core::ErrorKind::forbidden, "vault/no_key");
    PANOH_CHECK(vault::give_team_keys(transaction, keys, id, holder, act.at));
    PANOH_CHECK(give_finding_key_too(transaction, keys, *who, act.at));
    set_travelling(transaction, to, {});
    audit::append(transaction, act,
                  {.action = core::Action::team_grant_keys,
                   .object = id.bytes,
                   .detail = "member:keys:" + core::to_string(to)});
    return {};
}

core::Done keep_key_holder(store::Reader& reader, core::UserId user, core::TeamId team, core::Instant until)
{
    const auto members = members_of(reader, team);
    for (const auto compartment : compartments) {
        if (!vault::holds_team_key(reader, user, team, compartment)) continue;
        const bool another = std::ranges::any_of(members, [&](const Person& member) {
            return member.id != user && member.active && goes_on(member, until) &&
                   vault::holds_team_key(reader, member.id, team, compartment);
        });
        if (!another) return refuse(core::ErrorKind::conflict, "access/last_key_holder");
    }
    return {};
}

std::optional<TeamView> team_view(store::Reader& reader, core::TeamId id)
{
    const auto found = team(reader, id);
    if (!found) return std::nullopt;
    TeamView view{.id = id, .name = found->name, .organisation = found->organisation};
    if (const auto home = organisation(reader, found->organisation)) view.organisation_name = home->name;
    for (const Person& member : members_of(reader, id)) {
        if (!member.active) continue;
        view.members.push_back({member.id, member.name, member.role, lacking_keys(reader, member, id).empty(),
                                member.travelling_at != core::Instant{}});
    }
    return view;
}

std::vector<TeamView> list_teams(store::Reader& reader, const MayListPeople& permit, std::string_view after,
                                 int limit)
{
    std::vector<TeamView> views;
    for (const TeamFacts& each : team_page(reader, permit.object(), after, limit))
        if (auto view = team_view(reader, each.id)) views.push_back(std::move(*view));
    return views;
}

std::string team_cursor(const TeamView& team)
{
    return team.name + '\n' + core::to_string(team.id);
}

} // namespace panoh::access
