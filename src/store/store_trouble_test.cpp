#include <doctest/doctest.h>

#include <csignal>

#include <sys/resource.h>

#include "store/test_database.h"

// Disks that are full and networks that fall silent: what is told of them, and that they end.

using namespace panoh;
using namespace panoh::store;
using store::testing::engines;
using store::testing::FreshDatabase;

namespace {

constexpr Migration pages[] = {
    {1, "pages", "CREATE TABLE page (id {{int}} PRIMARY KEY, bytes {{blob}}) {{strict}}"},
};
constexpr Sql insert{"INSERT INTO page (id, bytes) VALUES (?, ?)"};

core::Done put(FreshDatabase& database, std::int64_t id, std::size_t size)
{
    const core::Bytes bytes(size, 7);
    return database->write([&](Transaction& transaction) {
        transaction.run(insert, {id, bytes});
        return core::Done();
    });
}

/// Files of this process grow to this size and no further, as on a full disk.
class NoMoreThan {
public:
    explicit NoMoreThan(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // NOLINT(cert-err33-c)
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small = {.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~NoMoreThan() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    NoMoreThan(const NoMoreThan&) = delete;
    NoMoreThan& operator=(const NoMoreThan&) = delete;

private:
    rlimit before_ = {};
};

} // namespace

TEST_CASE("a write that finds no room fails, is remembered as failed, and the next that finds some ends it")
{
    FreshDatabase database(Engine::sqlite);
    REQUIRE(database->migrate(pages));
    CHECK_FALSE(database->last_write_failed());
    {
        const NoMoreThan full(64UL * 1024);
        CHECK_THROWS_AS(static_cast<void>(put(database, 1, 1024UL * 1024)), BrokenStore);
        CHECK(database->last_write_failed());
    }
    CHECK(put(database, 2, 10));
    CHECK_FALSE(database->last_write_failed());
}

TEST_CASE("a refused job and a taken key say nothing of the store")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(pages));
        REQUIRE(put(database, 1, 10));
        CHECK_THROWS_AS(static_cast<void>(put(database, 1, 10)), ConstraintFailed);
        CHECK_FALSE(database->last_write_failed());
        const auto refused = database->write(
            [](Transaction&) -> core::Done { return core::fail(core::ErrorKind::conflict, "store/in_use"); });
        CHECK_FALSE(refused);
        CHECK_FALSE(database->last_write_failed());
    }
}

TEST_CASE("what a broken store tells: nothing was saved, or nobody knows, or no room")
{
    CHECK(BrokenStore("x").told().code == "store/unavailable");
    CHECK(UnknownOutcome("x").told().code == "store/outcome_unknown");
    CHECK(NoRoom("x").told().code == "store/no_room");
    CHECK(ConstraintFailed("x").told().code == "http/broken");
    CHECK(BrokenStore("x").told().retry_after > 0);
    CHECK(UnknownOutcome("x").told().retry_after > 0);
}

TEST_CASE("PostgreSQL is told to end a session whose network fell silent within a minute")
{
    if (engines().size() == 1) return;
    static constexpr Sql set{"SELECT count(*) FROM pg_settings WHERE source = 'session' AND name IN "
                             "('tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', "
                             "'tcp_user_timeout')"};
    // Over the machine's own socket all of them read 0, whatever was set.
    static constexpr Sql seconds{"SELECT CASE WHEN inet_server_addr() IS NULL THEN 60 ELSE "
                                 "CAST(current_setting('tcp_keepalives_idle') AS BIGINT) + "
                                 "CAST(current_setting('tcp_keepalives_interval') AS BIGINT) * "
                                 "CAST(current_setting('tcp_keepalives_count') AS BIGINT) END"};
    const auto number = [](Reader& reader, const Sql& sql) {
        return reader.first(sql, {}, [](const Row& row) { return row.integer(0); }).value_or(-1);
    };
    const auto check = [&](Reader& session) {
        CHECK(number(session, set) == 4);
        CHECK(number(session, seconds) == 60);
    };
    FreshDatabase database(Engine::postgres);
    database->read([&](Reader& reader) { check(reader); });
    CHECK(database->write([&](Transaction& writer) {
        check(writer);
        return core::Done();
    }));
}
