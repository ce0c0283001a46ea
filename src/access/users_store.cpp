#include "access/users_store.h"

#include <algorithm>

#include "access/decide.h"
#include "access/stamps.h"

namespace panoh::access {

using store::Row;
using store::Sql;

namespace {

bool is_stamped(store::Reader& reader, core::UserId id)
{
    const auto who = person(reader, id);
    return who && who->stamped;
}

/// Those memberships that fit; the others get no stamp by a change of their person.
std::vector<core::TeamId> stamped_teams(store::Reader& reader, core::UserId id)
{
    std::vector<core::TeamId> teams;
    for (const TeamFacts& each : teams_of(reader, id))
        teams.push_back(each.id);
    return teams;
}

/// Changes a person's row and stamps it anew with the memberships, as far as both fitted before: a change of
/// ours makes nothing good that somebody else wrote. False when `change` says that nothing was changed.
template <typename Change>
bool change_stamped(store::Transaction& transaction, core::UserId id, Change change)
{
    const auto teams = stamped_teams(transaction, id);
    const bool stamped = is_stamped(transaction, id);
    if (!change()) return false;
    if (stamped) stamp_person(transaction, id, teams);
    return true;
}

} // namespace

void insert_user(store::Transaction& transaction, core::UserId id, const NewUser& user,
                 std::string_view folded, core::Instant now)
{
    static constexpr Sql insert{
        "INSERT INTO access_user (id, organisation, user_name, name, role, active, version, made_at, failed, "
        "totp_confirmed, totp_step, activation_expires_at, ends_at) "
        "VALUES (?, ?, ?, ?, ?, 1, 1, ?, 0, 0, 0, 0, ?)"};
    transaction.run(insert,
                    {id, user.organisation, folded, user.name, core::to_text(user.role), now, user.ends_at});
    stamp_person(transaction, id, {});
}

void insert_member(store::Transaction& transaction, core::TeamId team, core::UserId user, core::Instant now)
{
    static constexpr Sql insert{"INSERT INTO access_team_member (team, user_id, added_at) VALUES (?, ?, ?) "
                                "ON CONFLICT (team, user_id) DO NOTHING"};
    auto teams = stamped_teams(transaction, user);
    transaction.run(insert, {team, user, now});
    if (std::ranges::find(teams, team) == teams.end()) teams.push_back(team);
    if (is_stamped(transaction, user)) stamp_person(transaction, user, teams);
}

void delete_member(store::Transaction& transaction, core::TeamId team, core::UserId user)
{
    static constexpr Sql remove{"DELETE FROM access_team_member WHERE team = ? AND user_id = ?"};
    transaction.run(remove, {team, user});
    if (is_stamped(transaction, user)) stamp_person(transaction, user, stamped_teams(transaction, user));
}

bool update_user(store::Transaction& transaction, core::UserId id, std::int64_t version,
                 const NewFacts& facts)
{
    static constexpr Sql update{"UPDATE access_user SET name = ?, role = ?, ends_at = ?, "
                                "version = version + 1 WHERE id = ? AND version = ?"};
    return change_stamped(transaction, id, [&] {
        return transaction.run(update, {facts.name, core::to_text(facts.role), facts.ends_at, id, version}) ==
               1;
    });
}

void set_active(store::Transaction& transaction, core::UserId id, bool active)
{
    static constexpr Sql update{"UPDATE access_user SET active = ?, version = version + 1 WHERE id = ?"};
    change_stamped(transaction, id, [&] { return transaction.run(update, {active ? 1 : 0, id}) == 1; });
}

void set_travelling(store::Transaction& transaction, core::UserId id, core::Instant at)
{
    static constexpr Sql update{"UPDATE access_user SET travelling_at = ? WHERE id = ?"};
    transaction.run(update, {at, id});
}

bool is_over(store::Reader& reader, core::UserId id, core::Instant ends_at, core::Instant now)
{
    if (ends_at == core::Instant{} || ends_at > now) return false;
    const auto who = person(reader, id);
    return !who || !who->active || who->role != Role::administrator || other_administrators(reader, id) > 0;
}

std::vector<core::UserId> accounts_over(store::Reader& reader, core::Instant now)
{
    static constexpr Sql find{
        "SELECT id FROM access_user WHERE active = 1 AND ends_at > 0 AND ends_at <= ? ORDER BY id"};
    std::vector<core::UserId> ids;
    reader.each(find, {now}, [&](const Row& row) { ids.push_back(row.id<core::UserId>(0)); });
    std::erase_if(ids, [&](core::UserId id) {
        const auto who = person(reader, id);
        return !who || !who->active || !is_over(reader, id, who->ends_at, now);
    });
    return ids;
}

std::int64_t other_administrators(store::Reader& reader, core::UserId but)
{
    static constexpr Sql find{"SELECT id FROM access_user WHERE role = 'administrator' AND active = 1 "
                              "AND password_verifier IS NOT NULL AND id <> ?"};
    std::vector<core::UserId> ids;
    reader.each(find, {but}, [&](const Row& row) { ids.push_back(row.id<core::UserId>(0)); });
    return std::ranges::count_if(ids, [&](core::UserId id) {
        const auto who = person(reader, id);
        if (!who || !who->active) return false;
        // Asked as a request would be: an administrator of a donor manages nobody.
        const Subject subject{
            .organisation_type = who->organisation_type, .role = who->role, .stage = Stage::open};
        return decide(subject, core::Action::people_manage, std::nullopt) == Verdict::allow;
    });
}

std::int64_t count_users(store::Reader& reader)
{
    static constexpr Sql count{"SELECT count(*) FROM access_user"};
    return reader.first(count, {}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

std::vector<core::UserId> user_page(store::Reader& reader, core::OrganisationId organisation,
                                    std::string_view after, int limit)
{
    static constexpr Sql all{"SELECT id FROM access_user WHERE user_name > ? ORDER BY user_name LIMIT ?"};
    static constexpr Sql of{
        "SELECT id FROM access_user WHERE user_name > ? AND organisation = ? ORDER BY user_name LIMIT ?"};
    std::vector<core::UserId> ids;
    const auto keep = [&](const Row& row) { ids.push_back(row.id<core::UserId>(0)); };
    if (organisation.is_null())
        reader.each(all, {after, limit}, keep);
    else
        reader.each(of, {after, organisation, limit}, keep);
    return ids;
}

std::optional<UserRow> user_row(store::Reader& reader, core::UserId id)
{
    const auto who = person(reader, id);
    if (!who) return std::nullopt;
    static constexpr Sql find{"SELECT o.name, u.version FROM access_user u "
                              "JOIN access_organisation o ON o.id = u.organisation WHERE u.id = ?"};
    return reader.first(find, {id}, [&](const Row& row) {
        return UserRow{*who, std::string(row.text(0)), row.integer(1)};
    });
}

void insert_team(store::Transaction& transaction, const TeamFacts& team, core::Instant now)
{
    static constexpr Sql insert{
        "INSERT INTO access_team (id, organisation, name, made_at) VALUES (?, ?, ?, ?)"};
    transaction.run(insert, {team.id, team.organisation, team.name, now});
    stamp_team(transaction, team);
}

bool team_name_taken(store::Reader& reader, core::OrganisationId organisation, std::string_view name)
{
    static constexpr Sql find{"SELECT 1 FROM access_team WHERE organisation = ? AND name = ?"};
    return reader.first(find, {organisation, name}, [](const Row&) { return true; }).has_value();
}

std::vector<TeamFacts> team_page(store::Reader& reader, core::OrganisationId organisation,
                                 std::string_view after, int limit)
{
    // The cursor is name and id together: two organisations may have teams of one name.
    static constexpr Sql all{"SELECT id, organisation, name FROM access_team ORDER BY name, id"};
    static constexpr Sql of{
        "SELECT id, organisation, name FROM access_team WHERE organisation = ? ORDER BY name, id"};
    std::vector<TeamFacts> teams;
    const auto keep = [&](const Row& row) {
        const auto id = row.id<core::TeamId>(0);
        const std::string place = std::string(row.text(2)) + '\n' + core::to_string(id);
        if (place > after && static_cast<int>(teams.size()) < limit)
            teams.push_back({id, row.id<core::OrganisationId>(1), std::string(row.text(2))});
    };
    if (organisation.is_null())
        reader.each(all, {}, keep);
    else
        reader.each(of, {organisation}, keep);
    return teams;
}

} // namespace panoh::access
