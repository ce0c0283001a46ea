#include "access/stamps.h"

#include <atomic>

#include "core/log.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

constexpr std::size_t facts_size = 512;

template <typename IdType>
std::vector<IdType> ids(store::Reader& reader, const Sql& sql, std::initializer_list<store::Value> values)
{
    std::vector<IdType> found;
    reader.each(sql, values, [&](const Row& row) { found.push_back(row.id<IdType>(0)); });
    return found;
}

/// From eight columns: organisation, role, active, ends_at, version, turn, user_name, name.
UserFacts user_facts(core::UserId id, const Row& row, int column)
{
    return {.id = id,
            .organisation = row.id<core::OrganisationId>(column),
            .user_name = row.text(column + 6),
            .name = row.text(column + 7),
            .role = row.text(column + 1),
            .active = row.integer(column + 2),
            .ends_at = row.instant(column + 3),
            .version = row.integer(column + 4),
            .turn = row.integer(column + 5)};
}

bool has_stamps(store::Reader& reader)
{
    static constexpr Sql user{"SELECT 1 FROM access_user WHERE stamp IS NOT NULL LIMIT 1"};
    static constexpr Sql home{"SELECT 1 FROM access_organisation WHERE stamp IS NOT NULL LIMIT 1"};
    const auto some = [](const Row&) { return true; };
    return reader.first(user, {}, some).has_value() || reader.first(home, {}, some).has_value();
}

/// A row that is not what the program wrote.
struct Wrong {
    core::Action action;
    std::array<std::uint8_t, 16> object;
    std::string detail;
};

void add_wrong_people(std::vector<Wrong>& wrong, store::Reader& reader)
{
    static constexpr Sql find{
        "SELECT id, organisation, role, active, ends_at, version, turn, user_name, name, stamp "
        "FROM access_user ORDER BY id"};
    reader.each(find, {}, [&](const Row& row) {
        const auto id = row.id<core::UserId>(0);
        if (fits(reader, facts_of_user(user_facts(id, row, 1)), row.bytes(9))) return;
        wrong.push_back({core::Action::people_manage, id.bytes, "stamp:person"});
    });
}

void add_wrong_members(std::vector<Wrong>& wrong, store::Reader& reader)
{
    static constexpr Sql find{"SELECT m.team, m.user_id, u.turn, m.stamp FROM access_team_member m "
                              "JOIN access_user u ON u.id = m.user_id ORDER BY m.team, m.user_id"};
    reader.each(find, {}, [&](const Row& row) {
        const auto team = row.id<core::TeamId>(0);
        const auto user = row.id<core::UserId>(1);
        if (fits(reader, facts_of_member(team, user, row.integer(2)), row.bytes(3))) return;
        wrong.push_back({core::Action::team_manage, team.bytes, "stamp:member:" + core::to_string(user)});
    });
}

void add_wrong_teams(std::vector<Wrong>& wrong, store::Reader& reader)
{
    static constexpr Sql find{"SELECT id, organisation, name, stamp FROM access_team ORDER BY id"};
    reader.each(find, {}, [&](const Row& row) {
        const auto team = row.id<core::TeamId>(0);
        const auto facts = facts_of_team(team, row.id<core::OrganisationId>(1), row.text(2));
        if (fits(reader, facts, row.bytes(3))) return;
        wrong.push_back({core::Action::team_manage, team.bytes, "stamp:team"});
    });
}

std::vector<Wrong> wrong_rows(store::Reader& reader)
{
    static constexpr Sql homes{"SELECT id, type, stamp FROM access_organisation ORDER BY id"};
    std::vector<Wrong> wrong;
    add_wrong_people(wrong, reader);
    add_wrong_members(wrong, reader);
    add_wrong_teams(wrong, reader);
    reader.each(homes, {}, [&](const Row& row) {
        const auto id = row.id<core::OrganisationId>(0);
        if (fits(reader, facts_of_organisation(id, row.text(1)), row.bytes(2))) return;
        wrong.push_back({core::Action::people_manage, id.bytes, "stamp:organisation"});
    });
    return wrong;
}

} // namespace

crypto::Hash KeyedStamper::stamp(core::ByteView facts) const
{
    return crypto::keyed_hash(key_, facts);
}

core::Bytes KeyedStamper::close(core::ByteView place, std::string_view words) const
{
    return crypto::encrypt(words_, core::as_bytes(words), place);
}

std::optional<std::string> KeyedStamper::open(core::ByteView place, core::ByteView closed) const
{
    const auto plain = crypto::decrypt(words_, closed, place);
    if (!plain) return std::nullopt;
    return std::string(plain->reveal());
}

crypto::Fields facts_of_user(const UserFacts& user)
{
    crypto::Fields fields(facts_size);
    fields.add("user1").add(user.id.bytes).add(user.organisation.bytes).add(user.user_name).add(user.name);
    fields.add(user.role).add(user.active);
    fields.add(user.ends_at.milliseconds).add(user.version).add(user.turn);
    return fields;
}

crypto::Fields facts_of_member(core::TeamId team, core::UserId user, std::int64_t turn)
{
    crypto::Fields fields(facts_size);
    fields.add("member1").add(team.bytes).add(user.bytes).add(turn);
    return fields;
}

crypto::Fields facts_of_team(core::TeamId team, core::OrganisationId organisation, std::string_view name)
{
    crypto::Fields fields(facts_size);
    fields.add("team1").add(team.bytes).add(organisation.bytes).add(name);
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

bool fits(const store::Reader& reader, const UserFacts& user, std::string_view organisation_type,
          const PersonStamps& stamps)
{
    return fits(reader, facts_of_user(user), stamps.person) &&
           fits(reader, facts_of_organisation(user.organisation, organisation_type), stamps.organisation);
}

void stamp_person(store::Transaction& transaction, core::UserId user,
                  const std::vector<core::TeamId>& memberships)
{
    static constexpr Sql turn{"UPDATE access_user SET turn = turn + 1 WHERE id = ?"};
    static constexpr Sql find{"SELECT organisation, role, active, ends_at, version, turn, user_name, name "
                              "FROM access_user WHERE id = ?"};
    static constexpr Sql update{"UPDATE access_user SET stamp = ? WHERE id = ?"};
    static constexpr Sql member{"UPDATE access_team_member SET stamp = ? WHERE team = ? AND user_id = ?"};
    transaction.run(turn, {user});
    std::int64_t now = 0;
    const auto stamp = transaction.first(find, {user}, [&](const Row& row) {
        now = row.integer(5);
        return stamp_of(transaction, facts_of_user(user_facts(user, row, 0)));
    });
    if (!stamp) return;
    transaction.run(update, {*stamp, user});
    for (const auto& team : memberships)
        transaction.run(member, {stamp_of(transaction, facts_of_member(team, user, now)), team, user});
}

void stamp_team(store::Transaction& transaction, const TeamFacts& team)
{
    static constexpr Sql update{"UPDATE access_team SET stamp = ? WHERE id = ?"};
    transaction.run(update,
                    {stamp_of(transaction, facts_of_team(team.id, team.organisation, team.name)), team.id});
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
    static constexpr Sql teams{"SELECT id, organisation, name FROM access_team"};
    static constexpr Sql people{"SELECT id FROM access_user"};
    static constexpr Sql memberships{"SELECT team FROM access_team_member WHERE user_id = ?"};
    std::vector<std::pair<core::OrganisationId, OrganisationType>> homes;
    transaction.each(organisations, {}, [&](const Row& row) {
        if (const auto type = core::from_text<OrganisationType>(row.text(1)))
            homes.emplace_back(row.id<core::OrganisationId>(0), *type);
    });
    for (const auto& [id, type] : homes)
        stamp_organisation(transaction, id, type);
    std::vector<TeamFacts> found;
    transaction.each(teams, {}, [&](const Row& row) {
        found.push_back({row.id<core::TeamId>(0), row.id<core::OrganisationId>(1), std::string(row.text(2))});
    });
    for (const TeamFacts& team : found)
        stamp_team(transaction, team);
    for (const auto& user : ids<core::UserId>(transaction, people, {}))
        stamp_person(transaction, user, ids<core::TeamId>(transaction, memberships, {user}));
}

core::Result<std::int64_t> StampWatch::look(store::Database& database, core::Instant now)
{
    auto wrong = database.read([](store::Reader& reader) { return wrong_rows(reader); });
    const auto name_of = [](const Wrong& row) { return row.detail + core::to_hex(row.object); };
    std::erase_if(wrong, [&](const Wrong& row) { return told_.contains(name_of(row)); });
    if (wrong.empty()) return 0;
    PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
        for (const Wrong& row : wrong)
            audit::append(transaction, {.at = now},
                          {.action = row.action,
                           .outcome = audit::Outcome::failed,
                           .object = row.object,
                           .detail = row.detail});
        return {};
    }));
    for (const Wrong& row : wrong)
        told_.insert(name_of(row));
    return static_cast<std::int64_t>(wrong.size());
}

} // namespace panoh::access
