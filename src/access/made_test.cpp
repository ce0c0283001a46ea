#include <doctest/doctest.h>

#include "access/test_node.h"

using namespace panoh;
using access::Role;
using test::TestNode;

TEST_CASE("what an Idempotency-Key made is forgotten after a week, and not before")
{
    for (const auto engine : test::engines()) {
        TestNode node(engine);
        const auto user = node.add("ayana", Role::caseworker).id;
        const core::Instant now = node.clock.now();
        const auto remember = [&](core::Instant at) {
            static constexpr store::Sql insert{
                "INSERT INTO access_made (user_id, key_hash, request_hash, made, made_at) "
                "VALUES (?, ?, ?, ?, ?)"};
            const auto id = crypto::random_id<core::CaseId>();
            (void)node.write([&](store::Transaction& transaction) -> core::Done {
                transaction.run(insert, {user, id, id, id, at});
                return {};
            });
        };
        const auto forgotten = [&](core::Instant at) {
            return *node.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
                return access::forget_made(transaction, at);
            });
        };
        remember(now + -8 * core::day_ms);
        remember(now + -6 * core::day_ms);
        CHECK(forgotten(now) == 1);
        CHECK(forgotten(now) == 0);
        CHECK(forgotten(now + 2 * core::day_ms) == 1);
    }
}
