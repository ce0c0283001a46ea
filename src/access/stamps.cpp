#include "access/stamps.h"

#include <atomic>

#include "core/log.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

constexpr std::size_t facts_size = 160;

template <typename IdType>
std::vector<IdType> ids(store::Reader& reader, const Sql& sql, std::initializer_list<store::Value> values)
{
    std::vector<IdType> found;
    reader.each(sql, values, [&](const Row& row) { found.push_back(row.id<IdType>(0)); });
    return found;
}

bool has_stamps(store::Reader& reader)
{
    static constexpr Sql user{"SELECT 1 FROM access_user WHERE stamp IS NOT NULL LIMIT 1"};
    static constexpr Sql home{"SELECT 1 FROM access_organisation WHERE stamp IS NOT NULL LIMIT 1"};
    const auto some = [](const Row&) { return true; };
    return reader.first(user, {}, some).has_value() || reader.first(home, {}, some).has_value();
}

} // namespace

crypto::Hash KeyedStamper::stamp(core::ByteView facts) const
{
    return crypto::keyed_hash(key_, facts);
}

crypto::Fields facts_of_user(const UserFacts& user)
{
    crypto::Fields fields(facts_size);
    fields.add("user1").add(user.id.bytes).add(user.organisation.bytes).add(user.role).add(user.active);
    fields.add(user.ends_at.milliseconds).add(user.version).add(user.turn);
    return fields;
}

crypto::Fields facts_of_member(core::TeamId team, core::UserId user, std::int64_t turn)
{
    crypto::Fields fields(facts_size);
    fields.add("member1").add(team.bytes).add(user.bytes).add(turn);
    return fields;
}

crypto::Fields facts_of_team(core::TeamId team, core::OrganisationId organisation)
{
    crypto::Fields fields(facts_size);
    fields.add("team1").add(team.bytes).add(organisation.bytes);
    return fields;
}

crypto::Fields facts_of_organisation(core::OrganisationId id, std::string_view type)
{
    crypto::Fields fields(facts_size);
    fields.add("organisation1").add(id.bytes).add(type);
    return fields;
}

crypto::Hash stamp_of(const store::Reader& reader, const crypto::Fields& facts)
{
    return reader.stamper() == nullptr ? crypto::Hash{} : reader.stamper()->stamp(facts.bytes());
}

bool fits(const store::Reader& reader, const crypto::Fields& facts, core::ByteView stamp)
{
    if (reader.stamper() != nullptr && crypto::equal(stamp_of(reader, facts), stamp)) return true;
    static std::atomic<std::int64_t> count = 0;
    // Each request meets such a row again: the 1st, 2nd, 4th, 8th ... is said.
    const auto now = ++count;
    if ((now & (now - 1)) == 0) core::log(core::LogLevel::error, "row_stamp_wrong", {{"count", now}});
    return false;
}

void stamp_person(store::Transaction& transaction, core::UserId user,
                  const std::vector<core::TeamId>& memberships)
{
    static constexpr Sql turn{"UPDATE access_user SET turn = turn + 1 WHERE id = ?"};
    static constexpr Sql find{
        "SELECT organisation, role, active, ends_at, version, turn FROM access_user WHERE id = ?"};
    static constexpr Sql update{"UPDATE access_user SET stamp = ? WHERE id = ?"};
    static constexpr Sql member{"UPDATE access_team_member SET stamp = ? WHERE team = ? AND user_id = ?"};
    transaction.run(turn, {user});
    std::int64_t now = 0;
    const auto stamp = transaction.first(find, {user}, [&](const Row& row) {
        now = row.integer(5);
        return stamp_of(transaction, facts_of_user({.id = user,
                                                    .organisation = row.id<core::OrganisationId>(0),
                                                    .role = row.text(1),
                                                    .active = row.integer(2),
                                                    .ends_at = row.instant(3),
                                                    .version = row.integer(4),
                                                    .turn = now}));
    });
    if (!stamp) return;
    transaction.run(update, {*stamp, user});
    for (const auto& team : memberships)
        transaction.run(member, {stamp_of(transaction, facts_of_member(team, user, now)), team, user});
}

void stamp_team(store::Transaction& transaction, core::TeamId team, core::OrganisationId organisation)
{
    static constexpr Sql update{"UPDATE access_team SET stamp = ? WHERE id = ?"};
    transaction.run(update, {stamp_of(transaction, facts_of_team(team, organisation)), team});
}

void stamp_organisation(store::Transaction& transaction, core::OrganisationId id, OrganisationType type)
{
    static constexpr Sql update{"UPDATE access_organisation SET stamp = ? WHERE id = ?"};
    transaction.run(update, {stamp_of(transaction, facts_of_organisation(id, core::to_text(type))), id});
}

void stamp_all(store::Transaction& transaction)
{
    if (has_stamps(transaction)) return;
    static constexpr Sql organisations{"SELECT id, type FROM access_organisation"};
    static constexpr Sql teams{"SELECT id, organisation FROM access_team"};
    static constexpr Sql people{"SELECT id FROM access_user"};
    static constexpr Sql memberships{"SELECT team FROM access_team_member WHERE user_id = ?"};
    std::vector<std::pair<core::OrganisationId, OrganisationType>> homes;
    transaction.each(organisations, {}, [&](const Row& row) {
        if (const auto type = core::from_text<OrganisationType>(row.text(1)))
            homes.emplace_back(row.id<core::OrganisationId>(0), *type);
    });
    for (const auto& [id, type] : homes)
        stamp_organisation(transaction, id, type);
    std::vector<std::pair<core::TeamId, core::OrganisationId>> found;
    transaction.each(teams, {}, [&](const Row& row) {
        found.emplace_back(row.id<core::TeamId>(0), row.id<core::OrganisationId>(1));
    });
    for (const auto& [team, home] : found)
        stamp_team(transaction, team, home);
    for (const auto& user : ids<core::UserId>(transaction, people, {}))
        stamp_person(transaction, user, ids<core::TeamId>(transaction, memberships, {user}));
}

} // namespace panoh::access
