// Who can write the database and nothing else gains no access.

#include <set>

#include <doctest/doctest.h>

#include "access/stamps.h"
#include "access/test_house.h"
#include "store/copy.h"

namespace panoh::access {

using panoh::test::engines;
using test::House;

TEST_CASE("who can write the database raises no role, their own or another")
{
    for (const auto engine : engines()) {
        House house(engine);
        CHECK(house.tamper("UPDATE access_user SET role = 'administrator' WHERE id = ?", {house.mallory}) ==
              1);
        CHECK(house.browser.get("/api/session").status == 401);
        CHECK(house.browser.sign_in("mallory").status == 401);
        CHECK_FALSE(house.who(house.mallory).active);
        CHECK(house.who(house.mallory).role == Role::auditor);
        // With the stamp of somebody who is one.
        CHECK(house.tamper("UPDATE access_user SET stamp = (SELECT stamp FROM access_user WHERE id = ?), "
                           "version = (SELECT version FROM access_user WHERE id = ?), "
                           "turn = (SELECT turn FROM access_user WHERE id = ?) WHERE id = ?",
                           {house.asel, house.asel, house.asel, house.mallory}) == 1);
        CHECK(house.browser.get("/api/session").status == 401);
        CHECK(house.tamper("UPDATE access_user SET stamp = NULL WHERE id = ?", {house.mallory}) == 1);
        CHECK(house.browser.get("/api/session").status == 401);
        // Nobody else is kept out by it.
        CHECK(house.browser.sign_in("lead").status == 201);
    }
}

TEST_CASE("who can write the database opens no shut account, and moves no end")
{
    for (const auto engine : engines()) {
        House house(engine);
        CHECK(house.node.write([&](store::Transaction& transaction) {
            return deactivate_user(transaction,
                                   PermitIssuer::for_command<core::Action::people_manage>(house.mallory),
                                   {.at = house.node.clock.now()});
        }));
        CHECK(house.browser.sign_in("mallory").status == 401);
        CHECK(house.tamper("UPDATE access_user SET active = 1 WHERE id = ?", {house.mallory}) == 1);
        CHECK(house.browser.sign_in("mallory").status == 401);
        CHECK(house.tamper("UPDATE access_user SET ends_at = 1 WHERE id = ?", {house.lead}) == 1);
        CHECK(house.browser.sign_in("lead").status == 401);
    }
}

TEST_CASE("who can write the database puts nobody on a team, and nobody back on one")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto teams = [&] {
            return house.browser.get("/api/session").json().at("teams").as_array().size();
        };
        CHECK(teams() == 1);
        CHECK(house.tamper(
                  "INSERT INTO access_team_member (team, user_id, added_at, stamp) SELECT ?, ?, 0, stamp "
                  "FROM access_team_member WHERE user_id = ?",
                  {house.other, house.mallory, house.mallory}) == 1);
        CHECK(teams() == 1);
        CHECK_FALSE(house.is_on(house.mallory, house.other));
        // The row of a membership that was, with the stamp it had.
        static constexpr store::Sql find{"SELECT stamp FROM access_team_member WHERE user_id = ?"};
        const auto kept = *house.node.database->read([&](store::Reader& reader) {
            return reader.first(find, {house.mallory}, [](const store::Row& row) {
                return core::Bytes(row.bytes(0).begin(), row.bytes(0).end());
            });
        });
        house.leave(house.mallory, house.own);
        CHECK(house.tamper(
                  "INSERT INTO access_team_member (team, user_id, added_at, stamp) VALUES (?, ?, 0, ?)",
                  {house.own, house.mallory, kept}) == 1);
        CHECK(teams() == 0);
        CHECK_FALSE(house.is_on(house.mallory, house.own));
    }
}

TEST_CASE("a change by an administrator stamps no forged membership and no forged role")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto change = [&](core::UserId user) {
            return house.node.write([&](store::Transaction& transaction) {
                return change_user(transaction, PermitIssuer::for_command<core::Action::people_manage>(user),
                                   {.at = house.node.clock.now()}, 1, {.name = "Other Name"});
            });
        };
        CHECK(house.tamper("INSERT INTO access_team_member (team, user_id, added_at) VALUES (?, ?, 0)",
                           {house.other, house.mallory}) == 1);
        CHECK(change(house.mallory));
        CHECK_FALSE(house.is_on(house.mallory, house.other));
        CHECK(house.is_on(house.mallory, house.own));
        CHECK(house.tamper("UPDATE access_user SET role = 'administrator' WHERE id = ?", {house.medic}) == 1);
        CHECK(change(house.medic).error().code == "access/account_changed");
    }
}

TEST_CASE("who can write the database moves no person and no team to another organisation, and changes none")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto elsewhere = house.node.make_organisation("Elsewhere", OrganisationType::donor);
        CHECK(house.tamper("UPDATE access_user SET organisation = ? WHERE id = ?",
                           {elsewhere, house.mallory}) == 1);
        CHECK(house.browser.get("/api/session").status == 401);
        CHECK(house.tamper("UPDATE access_team SET organisation = ? WHERE id = ?",
                           {elsewhere, house.other}) == 1);
        const auto reach = house.node.database->read(
            [&](store::Reader& reader) { return team_ids_of(reader, elsewhere).size(); });
        CHECK(reach == 0);
        CHECK(house.tamper("UPDATE access_organisation SET type = 'NGO' WHERE id = ?", {elsewhere}) == 1);
        const auto type = house.node.database->read(
            [&](store::Reader& reader) { return organisation(reader, elsewhere)->type; });
        CHECK(type == OrganisationType::donor);
        CHECK(house.tamper("UPDATE access_organisation SET type = 'LawEnforcement' WHERE id = ?",
                           {house.node.organisation}) == 1);
        CHECK(house.browser.sign_in("lead").status == 401);
    }
}

namespace {

/// A column and what somebody writes into it: for a stamped one an expression in which it is another value.
struct Column {
    const char* name;
    const char* forged;
};

struct Stamped {
    const char* table;
    const char* row; ///< of Mallory
    std::vector<Column> columns;
    /// The row's key is in the stamp and cannot be changed alone; of the others README.md says what they are.
    std::set<std::string> others;
};

#define PANOH_OF_LEAD(COLUMN) "(SELECT " COLUMN " FROM access_user WHERE user_name = 'lead')"
#define PANOH_OF_ELSEWHERE(COLUMN) "(SELECT " COLUMN " FROM access_organisation WHERE name = 'Elsewhere')"

const std::vector<Stamped> stamped_tables = {
    {"access_user",
     "user_name LIKE 'mallory%'",
     {{"organisation", PANOH_OF_ELSEWHERE("id")},
      {"user_name", "user_name || 'x'"},
      {"name", PANOH_OF_LEAD("name")},
      {"role", PANOH_OF_LEAD("role")},
      {"active", "1 - active"},
      {"ends_at", "ends_at + 4000000000000"},
      {"version", "version + 1"},
      {"turn", "turn + 1"},
      {"stamp", PANOH_OF_LEAD("stamp")}},
     {"id", "made_at", "failed", "travelling_at", "password_salt", "password_passes", "password_memory",
      "password_verifier", "secrets", "recovery", "totp_secret", "totp_confirmed", "totp_step",
      "activation_hash", "activation_expires_at"}},
    {"access_team",
     "name LIKE 'Own%'",
     {{"organisation", PANOH_OF_ELSEWHERE("id")},
      {"name", "name || 'x'"},
      {"stamp", "(SELECT stamp FROM access_team WHERE name = 'Other')"}},
     {"id", "made_at"}},
    {"access_team_member",
     "user_id = (SELECT id FROM access_user WHERE user_name = 'mallory')",
     {{"stamp", "(SELECT m.stamp FROM access_team_member m JOIN access_team t ON t.id = m.team WHERE "
                "t.name = 'Own' AND m.user_id = " PANOH_OF_LEAD("id") ")"}},
     {"team", "user_id", "added_at"}},
    {"access_organisation",
     "name = 'Open Door'",
     {{"type", PANOH_OF_ELSEWHERE("type")}, {"stamp", PANOH_OF_ELSEWHERE("stamp")}},
     {"id", "name", "country"}},
};

} // namespace

TEST_CASE(
    "of every column of a stamped row it is known whether it counts, and one that does is missed at once")
{
    for (const auto engine : engines()) {
        House house(engine);
        (void)house.node.make_organisation("Elsewhere", OrganisationType::law_enforcement);
        const auto counts = [&] {
            const auto answer = house.browser.get("/api/session");
            return answer.status == 200 && answer.json().at("teams").as_array().size() == 1 &&
                   house.who(house.mallory).stamped && house.is_on(house.mallory, house.own);
        };
        for (const auto& [table, row, columns, others] : stamped_tables) {
            std::set<std::string> seen;
            house.node.database->read([&](store::Reader& reader) {
                store::read_rows(reader, table, [&](const store::CopiedRow& stored) {
                    for (int i = 0; i < stored.columns(); ++i)
                        seen.emplace(stored.column_name(i));
                });
            });
            std::set<std::string> known = others;
            const auto kept = std::string("kept_") + table;
            house.tamper("CREATE TABLE " + kept + " AS SELECT * FROM " + table + " WHERE " + row);
            for (const auto& [column, forged] : columns) {
                CAPTURE(table);
                CAPTURE(column);
                known.insert(column);
                const std::string set = "UPDATE " + std::string(table) + " SET " + column + " = ";
                REQUIRE(counts());
                CHECK(house.tamper(set + forged + " WHERE " + row) == 1);
                CHECK_FALSE(counts());
                house.tamper(set + "(SELECT " + column + " FROM " + kept + ") WHERE " + row);
            }
            CHECK(seen == known);
        }
        CHECK(counts());
    }
}

TEST_CASE("what somebody wrote into a stamped row is told of in the record, once, by ids")
{
    for (const auto engine : engines()) {
        House house(engine);
        StampWatch watch;
        const auto look = [&] {
            return *watch.look(*house.node.database.operator->(), house.node.clock.now());
        };
        const auto told = [&](const std::string& detail) {
            static constexpr store::Sql find{
                "SELECT count(*) FROM audit_row WHERE detail = ? AND outcome = 'failed'"};
            return *house.node.database->read([&](store::Reader& reader) {
                return reader.first(find, {detail}, [](const store::Row& row) { return row.integer(0); });
            });
        };
        CHECK(look() == 0);
        house.tamper("UPDATE access_user SET name = 'Lead Person' WHERE id = ?", {house.mallory});
        house.tamper("UPDATE access_team SET name = 'Theirs' WHERE id = ?", {house.other});
        house.tamper("INSERT INTO access_team_member (team, user_id, added_at) VALUES (?, ?, 0)",
                     {house.other, house.mallory});
        const auto elsewhere = house.node.make_organisation("Elsewhere", OrganisationType::donor);
        house.tamper("UPDATE access_organisation SET type = 'NGO' WHERE id = ?", {elsewhere});
        CHECK(look() == 4);
        CHECK(look() == 0);
        CHECK(told("stamp:person") == 1);
        CHECK(told("stamp:team") == 1);
        CHECK(told("stamp:member:" + core::to_string(house.mallory)) == 1);
        CHECK(told("stamp:organisation") == 1);
    }
}

TEST_CASE("a password that is put onto another's row opens nothing")
{
    for (const auto engine : engines()) {
        House house(engine);
        house.tamper("CREATE TABLE kept AS SELECT * FROM access_user WHERE user_name = 'mallory'");
        for (const char* column : {"password_salt", "password_passes", "password_memory", "password_verifier",
                                   "secrets", "recovery", "totp_secret", "totp_confirmed", "totp_step"})
            CHECK(house.tamper("UPDATE access_user SET " + std::string(column) + " = (SELECT " + column +
                               " FROM kept) WHERE user_name = 'lead'") == 1);
        CHECK(house.browser.sign_in("lead").status != 201);
        CHECK(house.browser.sign_in("mallory").status == 201);
    }
}

TEST_CASE("a database from before stamps is believed once, and never one that has some")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto believe = [&] {
            CHECK(house.node.write([](store::Transaction& transaction) -> core::Done {
                stamp_all(transaction);
                return {};
            }));
        };
        CHECK(house.tamper("UPDATE access_user SET stamp = NULL WHERE id = ?", {house.mallory}) == 1);
        believe();
        CHECK(house.browser.get("/api/session").status == 401);
        for (const char* table : {"access_user", "access_team", "access_team_member", "access_organisation"})
            house.tamper("UPDATE " + std::string(table) + " SET stamp = NULL", {});
        believe();
        CHECK(house.browser.get("/api/session").status == 200);
        CHECK(house.is_on(house.mallory, house.own));
    }
}

} // namespace panoh::access
