#include "access/people.h"

#include <algorithm>

#include "access/decide.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

constexpr auto compartments = std::array{core::Compartment::identity, core::Compartment::whereabouts,
                                         core::Compartment::narrative, core::Compartment::medical};

OrganisationType type_from(std::string_view text)
{
    return core::from_text<OrganisationType>(text).value_or(OrganisationType::donor);
}

#define PANOH_PERSON_COLUMNS                                                                                 \
    "SELECT u.id, u.organisation, o.type, u.user_name, u.name, u.role, u.active, u.password_verifier "       \
    "FROM access_user u JOIN access_organisation o ON o.id = u.organisation "

Person person_from(const Row& row)
{
    return {.id = row.id<core::UserId>(0),
            .organisation = row.id<core::OrganisationId>(1),
            .organisation_type = type_from(row.text(2)),
            .user_name = std::string(row.text(3)),
            .name = std::string(row.text(4)),
            .role = core::from_text<Role>(row.text(5)).value_or(Role::auditor),
            .active = row.integer(6) == 1,
            .activated = !row.is_null(7)};
}

TeamFacts team_from(const Row& row)
{
    return {row.id<core::TeamId>(0), row.id<core::OrganisationId>(1), std::string(row.text(2))};
}

} // namespace

void register_organisation(store::Transaction& transaction, const Organisation& organisation)
{
    static constexpr Sql upsert{
        "INSERT INTO access_organisation (id, name, type, country) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, "
        "country = excluded.country"};
    transaction.run(
        upsert, {organisation.id, organisation.name, core::to_text(organisation.type), organisation.country});
}

std::optional<Organisation> organisation(store::Reader& reader, core::OrganisationId id)
{
    static constexpr Sql find{"SELECT id, name, type, country FROM access_organisation WHERE id = ?"};
    return reader.first(find, {id}, [](const Row& row) {
        return Organisation{row.id<core::OrganisationId>(0), std::string(row.text(1)), type_from(row.text(2)),
                            std::string(row.text(3))};
    });
}

namespace {

template <typename IdType>
std::string name_of(store::Reader& reader, const Sql& sql, std::map<IdType, std::string>& known, IdType id)
{
    if (id.is_null()) return {};
    if (const auto found = known.find(id); found != known.end()) return found->second;
    auto name = reader.first(sql, {id}, [](const Row& row) { return std::string(row.text(0)); });
    return known.emplace(id, std::move(name).value_or(std::string())).first->second;
}

} // namespace

std::string PeopleNames::user(core::UserId id)
{
    static constexpr Sql find{"SELECT name FROM access_user WHERE id = ?"};
    return name_of(reader_, find, users_, id);
}

std::string PeopleNames::user_name(core::UserId id)
{
    static constexpr Sql find{"SELECT user_name FROM access_user WHERE id = ?"};
    return name_of(reader_, find, user_names_, id);
}

std::string PeopleNames::team(core::TeamId id)
{
    static constexpr Sql find{"SELECT name FROM access_team WHERE id = ?"};
    return name_of(reader_, find, teams_, id);
}

std::string PeopleNames::organisation(core::OrganisationId id)
{
    static constexpr Sql find{"SELECT name FROM access_organisation WHERE id = ?"};
    return name_of(reader_, find, organisations_, id);
}

std::optional<TeamFacts> team(store::Reader& reader, core::TeamId id)
{
    static constexpr Sql find{"SELECT id, organisation, name FROM access_team WHERE id = ?"};
    return reader.first(find, {id}, team_from);
}

std::vector<TeamFacts> teams_of(store::Reader& reader, core::UserId user)
{
    static constexpr Sql find{
        "SELECT t.id, t.organisation, t.name FROM access_team_member m "
        "JOIN access_team t ON t.id = m.team WHERE m.user_id = ? ORDER BY t.name, t.id"};
    std::vector<TeamFacts> teams;
    reader.each(find, {user}, [&](const Row& row) { teams.push_back(team_from(row)); });
    return teams;
}

std::vector<core::TeamId> team_ids_of(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql sql{"SELECT id FROM access_team WHERE organisation = ? ORDER BY id"};
    std::vector<core::TeamId> teams;
    reader.each(sql, {organisation},
                [&](const store::Row& row) { teams.push_back(row.id<core::TeamId>(0)); });
    return teams;
}

bool is_member(store::Reader& reader, core::UserId user, core::TeamId team)
{
    static constexpr Sql find{"SELECT 1 FROM access_team_member WHERE team = ? AND user_id = ?"};
    return reader.first(find, {team, user}, [](const Row&) { return true; }).has_value();
}

bool is_active_member(store::Reader& reader, core::UserId user, core::TeamId team)
{
    static constexpr Sql find{"SELECT 1 FROM access_team_member m JOIN access_user u ON u.id = m.user_id "
                              "WHERE m.team = ? AND m.user_id = ? AND u.active = 1"};
    return reader.first(find, {team, user}, [](const Row&) { return true; }).has_value();
}

std::optional<Person> person(store::Reader& reader, core::UserId id)
{
    static constexpr Sql find{PANOH_PERSON_COLUMNS "WHERE u.id = ?"};
    return reader.first(find, {id}, person_from);
}

std::optional<Person> person(store::Reader& reader, std::string_view user_name)
{
    static constexpr Sql find{PANOH_PERSON_COLUMNS "WHERE u.user_name = ?"};
    return reader.first(find, {user_name}, person_from);
}

std::vector<Person> members_of(store::Reader& reader, core::TeamId team)
{
    static constexpr Sql find{PANOH_PERSON_COLUMNS "JOIN access_team_member m ON m.user_id = u.id "
                                                   "WHERE m.team = ? ORDER BY u.name, u.id"};
    std::vector<Person> members;
    reader.each(find, {team}, [&](const Row& row) { members.push_back(person_from(row)); });
    return members;
}

std::vector<Person> people_of(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr Sql find{PANOH_PERSON_COLUMNS "WHERE u.organisation = ? ORDER BY u.name, u.id"};
    std::vector<Person> people;
    reader.each(find, {organisation}, [&](const Row& row) { people.push_back(person_from(row)); });
    return people;
}

std::vector<core::Compartment> lacking_keys(store::Reader& reader, const Person& person, core::TeamId team)
{
    std::vector<core::Compartment> lacking;
    for (const auto compartment : compartments) {
        if (!may_hold(person.role, person.organisation_type, compartment)) continue;
        if (!vault::holds_team_key(reader, person.id, team, compartment)) lacking.push_back(compartment);
    }
    return lacking;
}

std::vector<Person> working_holders(store::Reader& reader, core::TeamId team, core::Compartment compartment)
{
    std::vector<Person> people;
    for (const auto& id : vault::team_key_holders(reader, team, compartment))
        if (auto who = person(reader, id); who && who->active) people.push_back(std::move(*who));
    return people;
}

std::vector<Waiting> waiting_for_keys(store::Reader& reader, const Subject& asker)
{
    std::vector<Waiting> waiting;
    if (decide(asker, core::Action::team_grant_keys, std::nullopt) != Verdict::allow) return waiting;
    for (const TeamFacts& mine : teams_of(reader, asker.user)) {
        for (const Person& member : members_of(reader, mine.id)) {
            if (!member.active || !member.activated || member.id == asker.user) continue;
            const auto lacking = lacking_keys(reader, member, mine.id);
            const bool could_give = std::ranges::any_of(lacking, [&](core::Compartment compartment) {
                return vault::holds_team_key(reader, asker.user, mine.id, compartment);
            });
            if (could_give) waiting.push_back({member.id, member.name, mine.id, mine.name});
        }
    }
    return waiting;
}

std::optional<Subject> subject_of(store::Reader& reader, core::UserId user)
{
    const auto found = person(reader, user);
    if (!found || !found->active) return std::nullopt;
    Subject subject{.user = found->id,
                    .organisation = found->organisation,
                    .organisation_type = found->organisation_type,
                    .role = found->role,
                    .stage = Stage::open};
    for (const TeamFacts& each : teams_of(reader, user))
        subject.teams.push_back(each.id);
    return subject;
}

} // namespace panoh::access
