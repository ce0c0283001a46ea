// Accounts that end, and keys that are laid down before a journey.

#include <algorithm>

#include <doctest/doctest.h>

#include "access/test_house.h"
#include "vault/rotation.h"

namespace panoh::access {

using panoh::test::engines;
using test::Browser;
using test::House;

TEST_CASE("an account that ended is refused at once and shut by upkeep, but for the last administrator")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto soon = house.node.clock.now() + core::minute_ms;
        CHECK(house.end_at(house.mallory, house.node.clock.now()).error().code == "access/end_passed");
        CHECK(house.end_at(house.mallory, soon));
        CHECK(house.end_at(house.asel, soon));
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
        const auto due =
            house.node.database->read([&](store::Reader& reader) { return vault::rotations_due(reader); });
        CHECK(std::ranges::any_of(due, [&](const auto& each) { return each.team == house.own; }));
        CHECK(house.browser.get("/api/session").status == 200);
    }
}

TEST_CASE("no end is set that leaves a key to nobody, and who ended holds nothing for others")
{
    for (const auto engine : engines()) {
        House house(engine);
        const auto now = house.node.clock.now();
        // Alone with three of the four kinds of keys.
        CHECK(house.end_at(house.lead, now + core::day_ms).error().code == "access/last_key_holder");
        const auto second = house.node.add_ready("second", Role::supervisor);
        const auto third = house.make_team("Third", {second, house.lead, house.medic});
        CHECK(house.end_at(second, now + 2 * core::day_ms));
        const auto may_leave = [&](core::Instant until) {
            return house.node.database->read([&](store::Reader& reader) {
                return keep_key_holder(reader, house.lead, third, until).has_value();
            });
        };
        CHECK(may_leave(now));
        CHECK_FALSE(may_leave(now + 2 * core::day_ms));
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
