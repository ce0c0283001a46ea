#include <doctest/doctest.h>

#include "access/session.h"
#include "access/test_node.h"
#include "access/throttle.h"

// What a clock that is turned back must not do: sessions, activation codes, waits.

using namespace panoh;
using access::Role;
using test::Browser;
using test::TestNode;

TEST_CASE("a session does not live longer because the clock was turned back")
{
    for (const auto engine : store::testing::engines()) {
        TestNode node(engine, true);
        (void)node.add_ready("ayana", Role::caseworker);
        Browser browser(node);
        REQUIRE(browser.sign_in("ayana").status == 201);
        node.clock.advance(-30 * core::second_ms); // the machine's clock was a little fast
        CHECK(browser.get("/api/session").status == 200);
        node.clock.advance(-31 * core::second_ms);
        CHECK(browser.get("/api/session").code() == "access/no_session");
        CHECK(browser.get("/api/users").code() == "access/no_session");
        const auto sweep = [&] {
            return *node.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
                return access::end_expired_sessions(transaction, node.clock.now());
            });
        };
        CHECK(sweep() == 1);
        node.clock.advance(core::minute_ms);
        CHECK(browser.get("/api/session").code() == "access/no_session");
    }
}

TEST_CASE("when the clock was turned back all sessions of everybody end")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    (void)node.add_ready("daniyar", Role::supervisor);
    Browser first(node);
    Browser second(node);
    REQUIRE(first.sign_in("ayana").status == 201);
    REQUIRE(second.sign_in("daniyar").status == 201);
    CHECK(*node.write([](store::Transaction& transaction) -> core::Result<std::int64_t> {
        return access::end_all_sessions(transaction);
    }) == 2);
    CHECK(first.get("/api/session").status == 401);
    CHECK(second.get("/api/session").status == 401);
}

TEST_CASE("an activation code that has more than all of its time left was made in a time to come")
{
    TestNode node;
    const auto ayana = node.add("ayana", Role::caseworker);
    Browser browser(node);
    node.clock.advance(-365 * core::day_ms);
    CHECK(browser.activate("ayana", ayana.activation_code).code() == "access/activation_wrong");
    node.clock.advance(365 * core::day_ms);
    CHECK(browser.activate("ayana", ayana.activation_code).status == 201);
}

TEST_CASE("nobody waits longer for a clock that was turned back than the longest wait")
{
    access::Throttle throttle;
    core::Instant now{1'795'000'000'000};
    const access::Source source{.account = "ayana", .network = "192.0.2.0/24"};
    while (throttle.begin(source, "password", now)) {
    }
    now = now + -365 * core::day_ms;
    const auto slowed = throttle.begin(source, "password", now);
    REQUIRE_FALSE(slowed);
    CHECK(slowed.error().retry_after <= 15 * 60);
    CHECK(throttle.begin(source, "password", now + 15 * core::minute_ms));
}
