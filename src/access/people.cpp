#include "access/people.h"

#include <algorithm>

#include "access/decide.h"
#include "access/stamps.h"

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

#define PANOH_PERSON(MORE)                                                                                   \
    "SELECT u.id, u.organisation, o.type, u.user_name, u.name, u.role, u.active, u.password_verifier, "      \
    "u.ends_at, u.travelling_at, u.version, u.turn, u.stamp, o.stamp" MORE                                   \
    " FROM access_user u JOIN access_organisation o ON o.id = u.organisation "

Person person_from(const store::Reader& reader, const Row& row)
{
    Person person{.id = row.id<core::UserId>(0),
                  .organisation = row.id<core::OrganisationId>(1),
                  .organisation_type = type_from(row.text(2)),
                  .user_name = std::string(row.text(3)),
                  .name = std::string(row.text(4)),
                  .role = core::from_text<Role>(row.text(5)).value_or(Role::auditor),
                  .active = row.integer(6) == 1,
                  .activated = !row.is_null(7),
                  .ends_at = row.instant(8),
                  .travelling_at = row.instant(9)};
    person.stamped = fits(reader,
                          {.id = person.id,
                           .organisation = person.organisation,
                           .user_name = person.user_name,
                           .name = person.name,
                           .role = row.text(5),
                           .active = row.integer(6),
                           .ends_at = person.ends_at,
                           .version = row.integer(10),
                           .turn = row.integer(11)},
                          row.text(2), {row.bytes(12), row.bytes(13)});
    if (person.stamped) return person;
    person.active = false;
    person.role = Role::auditor;
    person.organisation_type = OrganisationType::donor;
    return person;
}

/// Team, organisation, name, the team's stamp.
std::optional<TeamFacts> team_from(const store::Reader& reader, const Row& row)
{
    TeamFacts team{row.id<core::TeamId>(0), row.id<core::OrganisationId>(1), std::string(row.text(2))};
    if (!fits(reader, facts_of_team(team.id, team.organisation, team.name), row.bytes(3)))
        return std::nullopt;
    return team;
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
    stamp_organisation(transaction, organisation.id, organisation.type);
}

std::optional<Organisation> organisation(store::Reader& reader, core::OrganisationId id)
{
    static constexpr Sql find{"SELECT id, name, type, country, stamp FROM access_organisation WHERE id = ?"};
    return reader.first(find, {id}, [&](const Row& row) {
        const bool stamped = fits(reader, facts_of_organisation(id, row.text(2)), row.bytes(4));
        return Organisation{id, std::string(row.text(1)),
                            stamped ? type_from(row.text(2)) : OrganisationType::donor,
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
    static constexpr Sql find{"SELECT id, organisation, name, stamp FROM access_team WHERE id = ?"};
    return reader.first(find, {id}, [&](const Row& row) { return team_from(reader, row); })
        .value_or(std::nullopt);
}

std::vector<TeamFacts> teams_of(store::Reader& reader, core::UserId user)
{
    static constexpr Sql find{
        "SELECT t.id, t.organisation, t.name, t.stamp, m.stamp, u.turn FROM access_team_member m "
        "JOIN access_team t ON t.id = m.team JOIN access_user u ON u.id = m.user_id "
        "WHERE m.user_id = ? ORDER BY t.name, t.id"};
    std::vector<TeamFacts> teams;
    reader.each(find, {user}, [&](const Row& row) {
        auto found = team_from(reader, row);
        if (found && fits(reader, facts_of_member(found->id, user, row.integer(5)), row.bytes(4)))
            teams.push_back(std::move(*found));
    });
    return teams;
}

std::vector<core::TeamId> team_ids_of(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql sql{
        "SELECT id, organisation, name, stamp FROM access_team WHERE organisation = ? ORDER BY id"};
    std::vector<core::TeamId> teams;
    reader.each(sql, {organisation}, [&](const store::Row& row) {
        if (const auto found = team_from(reader, row)) teams.push_back(found->id);
    });
    return teams;
}

bool is_member(store::Reader& reader, core::UserId user, core::TeamId team)
{
    static constexpr Sql find{"SELECT m.stamp, u.turn FROM access_team_member m "
                              "JOIN access_user u ON u.id = m.user_id WHERE m.team = ? AND m.user_id = ?"};
    return reader
        .first(find, {team, user},
               [&](const Row& row) {
                   return fits(reader, facts_of_member(team, user, row.integer(1)), row.bytes(0));
               })
        .value_or(false);
}

bool goes_on(const Person& person, core::Instant after)
{
    return person.ends_at == core::Instant{} || person.ends_at > after;
}

std::optional<Person> person(store::Reader& reader, core::UserId id)
{
    static constexpr Sql find{PANOH_PERSON("") "WHERE u.id = ?"};
    return reader.first(find, {id}, [&](const Row& row) { return person_from(reader, row); });
}

std::optional<Person> person(store::Reader& reader, std::string_view user_name)
{
    static constexpr Sql find{PANOH_PERSON("") "WHERE u.user_name = ?"};
    return reader.first(find, {user_name}, [&](const Row& row) { return person_from(reader, row); });
}

std::optional<bool> said_active(store::Reader& reader, core::UserId id)
{
    static constexpr Sql find{"SELECT active FROM access_user WHERE id = ?"};
    return reader.first(find, {id}, [](const Row& row) { return row.integer(0) == 1; });
}

std::vector<Person> members_of(store::Reader& reader, core::TeamId team)
{
    static constexpr Sql find{
        PANOH_PERSON(", m.stamp, u.turn") "JOIN access_team_member m ON m.user_id = u.id "
                                          "WHERE m.team = ? ORDER BY u.name, u.id"};
    std::vector<Person> members;
    reader.each(find, {team}, [&](const Row& row) {
        const auto facts = facts_of_member(team, row.id<core::UserId>(0), row.integer(15));
        if (fits(reader, facts, row.bytes(14))) members.push_back(person_from(reader, row));
    });
    return members;
}

std::vector<Person> people_of(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr Sql find{PANOH_PERSON("") "WHERE u.organisation = ? ORDER BY u.name, u.id"};
    std::vector<Person> people;
    reader.each(find, {organisation}, [&](const Row& row) { people.push_back(person_from(reader, row)); });
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
            if (could_give)
                waiting.push_back(
                    {member.id, member.name, mine.id, mine.name, member.travelling_at != core::Instant{}});
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
