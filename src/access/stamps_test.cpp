// Who can write the database and nothing else gains no access.

#include <doctest/doctest.h>

#include "access/session.h"
#include "access/stamps.h"
#include "access/teams.h"
#include "access/test_node.h"

namespace panoh::access {

namespace {

using test::Browser;
using test::engines;
using test::TestNode;

constexpr auto for_teams = core::Action::team_manage;

/// A demonstration, so that a password is enough: two people, a team of each, a file of an administrator's
/// reach.
struct House {
    explicit House(store::Engine engine) : node(engine, true)
    {
        asel = node.add_ready("asel", Role::administrator);
        lead = node.add_ready("lead", Role::supervisor);
        medic = node.add_ready("medic", Role::clinician);
        mallory = node.add_ready("mallory", Role::caseworker);
        own = make_team("Own", {lead, medic, mallory});
        other = make_team("Other", {lead, medic});
        CHECK(browser.sign_in("mallory").status == 201);
        CHECK(browser.get("/api/session").status == 200);
    }
    core::TeamId make_team(const std::string& name, std::vector<core::UserId> members)
    {
        return *node.write([&](store::Transaction& transaction) {
            return access::make_team(transaction, PermitIssuer::for_command<for_teams>(node.organisation),
                                     {.at = node.clock.now()},
                                     {*node.access->secret().registrar(), nullptr, node.clock.now()},
                                     {name, node.organisation, std::move(members)});
        });
    }
    std::int64_t tamper(std::string sql, std::initializer_list<store::Value> values)
    {
        return node.database.tamper(std::move(sql), values);
    }
    bool is_on(core::UserId user, core::TeamId team)
    {
        return node.database->read([&](store::Reader& reader) { return is_member(reader, user, team); });
    }
    Person who(core::UserId user)
    {
        return *node.database->read([&](store::Reader& reader) { return person(reader, user); });
    }
    void leave(core::UserId user, core::TeamId team)
    {
        CHECK(node.write([&](store::Transaction& transaction) {
            return remove_member(transaction, PermitIssuer::for_command<for_teams>(team),
                                 {.at = node.clock.now()}, user);
        }));
    }

    TestNode node;
    Browser browser{node};
    core::UserId asel, lead, medic, mallory;
    core::TeamId own, other;
};

} // namespace

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

TEST_CASE("an account that ended is refused at once and shut by upkeep, but for the last administrator")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto end_at = [&](core::UserId user, core::Instant at) {
            return house.node.write([&](store::Transaction& transaction) {
                return change_user(
                    transaction, PermitIssuer::for_command<core::Action::people_manage>(user),
                    {.at = house.node.clock.now()},
                    house.node.database->read([&](store::Reader& r) { return user_view(r, user)->version; }),
                    {.ends_at = at});
            });
        };
        const auto soon = house.node.clock.now() + core::minute_ms;
        CHECK(end_at(house.mallory, house.node.clock.now()).error().code == "access/end_passed");
        CHECK(end_at(house.mallory, soon));
        CHECK(end_at(house.asel, soon));
        CHECK(house.browser.get("/api/session").status == 200);
        house.node.clock.advance(core::minute_ms);
        CHECK(house.browser.get("/api/session").status == 401);
        const auto refused = house.browser.sign_in("mallory");
        CHECK(refused.status == 403);
        CHECK(refused.code() == "access/account_ended");
        CHECK(house.browser.sign_in("asel").status == 201);
        const auto shut =
            house.node.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
                return end_accounts(transaction, house.node.clock.now());
            });
        CHECK(*shut == 1);
        CHECK_FALSE(house.who(house.mallory).active);
        CHECK(house.who(house.asel).active);
        const auto holds = house.node.database->read([&](store::Reader& reader) {
            return vault::holds_team_key(reader, house.mallory, house.own, core::Compartment::identity);
        });
        CHECK_FALSE(holds);
        CHECK(house.browser.get("/api/session").status == 200);
    }
}

TEST_CASE("who goes on a journey lays the team keys down, never the last, and a colleague gives them back")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto travel = [&](core::UserId user) {
            return house.node.write([&](store::Transaction& transaction) {
                return lay_down_keys(transaction,
                                     PermitIssuer::for_command<core::Action::keys_lay_down>(user),
                                     {.actor = user, .at = house.node.clock.now()}, {});
            });
        };
        const auto holds = [&] {
            return house.node.database->read([&](store::Reader& reader) {
                return vault::holds_team_key(reader, house.mallory, house.own, core::Compartment::identity);
            });
        };
        CHECK(travel(house.lead).error().code == "access/last_key_holder");
        CHECK(holds());
        CHECK(travel(house.mallory));
        CHECK_FALSE(holds());
        CHECK(house.browser.get("/api/session").status == 401);
        Browser lead(house.node);
        CHECK(lead.sign_in("lead").status == 201);
        const auto subject =
            house.node.database->read([&](store::Reader& reader) { return *subject_of(reader, house.lead); });
        const auto waiting = [&] {
            return house.node.database->read(
                [&](store::Reader& reader) { return waiting_for_keys(reader, subject); });
        };
        REQUIRE(waiting().size() == 1);
        CHECK(waiting()[0].travelling);
        const auto path = "/api/teams/" + core::to_string(house.own) + "/members/" +
                          core::to_string(house.mallory) + "/keys";
        CHECK(lead.post(path).status == 204);
        CHECK(holds());
        CHECK(waiting().empty());
        CHECK(house.who(house.mallory).travelling_at == core::Instant{});
    }
}

} // namespace panoh::access
