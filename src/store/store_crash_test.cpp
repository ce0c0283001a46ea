#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

#include "store/test_database.h"

using namespace panoh;
using namespace panoh::store;
using store::testing::engines;
using store::testing::FreshDatabase;
using store::testing::FreshPlace;

namespace {

constexpr Migration entries[] = {
    {1, "entries", "CREATE TABLE entry (id {{int}} PRIMARY KEY, data {{blob}}) {{strict}}"},
};
constexpr Sql insert{"INSERT INTO entry (id, data) VALUES (?, ?)"};
constexpr Sql has{"SELECT count(*) FROM entry WHERE id = ?"};

core::Done put(Database& database, std::int64_t id, std::size_t size = 100)
{
    const core::Bytes data(size, 0xA5);
    return database.write([&](Transaction& transaction) {
        transaction.run(insert, {id, data});
        return core::Done();
    });
}
bool is_there(Database& database, std::int64_t id)
{
    return database.read([&](Reader& reader) {
        return reader.first(has, {id}, [](const Row& row) { return row.integer(0); }) == 1;
    });
}

/// Writes from four threads and says the id of every acknowledged row on `pipe`, until it is killed.
[[noreturn]] void write_for_ever(const std::string& address, int pipe, std::int64_t first)
{
    auto database = Database::open({.address = address});
    if (!database || !(*database)->migrate(entries)) ::_exit(1);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (std::int64_t id = first + thread;; id += 4) {
                if (!put(**database, id)) ::_exit(1);
                if (::write(pipe, &id, sizeof id) != sizeof id) ::_exit(1);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    ::_exit(0);
}

/// The ids that a writer acknowledged, before and while kill -9 hit it after `enough` of them.
std::vector<std::int64_t> storm(const std::string& address, std::int64_t first, std::size_t enough)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) write_for_ever(address, ends[1], first);
    ::close(ends[1]);
    std::vector<std::int64_t> acknowledged;
    std::int64_t id = 0;
    while (::read(ends[0], &id, sizeof id) == sizeof id) {
        acknowledged.push_back(id);
        if (acknowledged.size() == enough) ::kill(child, SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    CHECK(WIFSIGNALED(status));
    return acknowledged;
}

} // namespace

TEST_CASE("after kill -9 every acknowledged row is there")
{
    for (const auto engine : engines()) {
        const FreshPlace place(engine);
        std::vector<std::int64_t> acknowledged;
        for (int round = 0; round < 4; ++round) {
            const auto more =
                storm(place.address(), round * 1'000'000, static_cast<std::size_t>(50 + round * 37));
            acknowledged.insert(acknowledged.end(), more.begin(), more.end());
        }
        auto database = Database::open({.address = place.address()});
        REQUIRE(database);
        std::size_t missing = 0;
        for (const auto id : acknowledged)
            if (!is_there(**database, id)) ++missing;
        CHECK(missing == 0);
    }
}

TEST_CASE("a disk that takes no more fails the write, keeps what was acknowledged and works again after")
{
    const FreshPlace place(Engine::sqlite);
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        auto database = Database::open({.address = place.address()});
        if (!database || !(*database)->migrate(entries)) ::_exit(1);
        rlimit limit = {};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        const rlimit small = {2'000'000, limit.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        int id = 0;
        try {
            for (;; ++id)
                if (!put(**database, id, 50'000)) ::_exit(2);
        } catch (const BrokenStore&) {
            // expected once the file may not grow
        }
        if (id == 0 || id > 100) ::_exit(3);
        for (int i = 0; i < id; ++i)
            if (!is_there(**database, i)) ::_exit(4);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        if (!put(**database, 1000, 50'000) || !is_there(**database, 1000)) ::_exit(5);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a serialisation failure runs the whole group again from its start")
{
    if (FreshPlace::server().empty()) return;
    static constexpr Sql give_up{"DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"};
    FreshDatabase database(Engine::postgres);
    REQUIRE(database->migrate(entries));
    int runs = 0;
    REQUIRE(database->write([&](Transaction& transaction) {
        transaction.run(insert, {1, nullptr});
        if (++runs < 3) transaction.run(give_up, {});
        return core::Done();
    }));
    CHECK(runs == 3);
    CHECK(is_there(*database.database, 1));
    // One that never stops asking is given up, alone.
    CHECK_THROWS_AS(static_cast<void>(database->write([&](Transaction& transaction) {
                        transaction.run(give_up, {});
                        return core::Done();
                    })),
                    BrokenStore);
    REQUIRE(put(*database.database, 2));
}

TEST_CASE("a PostgreSQL connection that is cut comes back by itself, for readers and for the writer")
{
    if (FreshPlace::server().empty()) return;
    static constexpr Sql cut_others{"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                    "WHERE pid <> pg_backend_pid() AND application_name = 'panoh' "
                                    "AND datname = current_database()"};
    static constexpr Sql cut_self{"SELECT pg_terminate_backend(pg_backend_pid())"};
    FreshDatabase database(Engine::postgres);
    REQUIRE(database->migrate(entries));
    for (int id = 0; id < 3; ++id) {
        REQUIRE(put(*database.database, id));
        CHECK(is_there(*database.database, id));
        // The reader cuts the writer, then the writer cuts the reader.
        database->read([](Reader& reader) { reader.each(cut_others, {}, [](const Row&) {}); });
        REQUIRE(put(*database.database, 100 + id));
        REQUIRE(database->write([](Transaction& transaction) {
            transaction.each(cut_others, {}, [](const Row&) {});
            return core::Done();
        }));
        CHECK(is_there(*database.database, 100 + id));
    }
    // In the middle of a job: nothing was committed, so the group is run again.
    int runs = 0;
    REQUIRE(database->write([&](Transaction& transaction) {
        transaction.run(insert, {500, nullptr});
        if (++runs == 1) transaction.each(cut_self, {}, [](const Row&) {});
        return core::Done();
    }));
    CHECK(runs == 2);
    CHECK(is_there(*database.database, 500));
}

TEST_CASE("a connection cut while committing is an unknown outcome, never a success")
{
    if (FreshPlace::server().empty()) return;
    // A deferred trigger runs inside COMMIT.
    static constexpr Sql function{"CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                                  "$$ BEGIN IF NEW.id = 666 THEN PERFORM "
                                  "pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$"};
    static constexpr Sql trigger{
        "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION cut()"};
    FreshDatabase database(Engine::postgres);
    REQUIRE(database->migrate(entries));
    REQUIRE(database->write([](Transaction& transaction) {
        transaction.run(function, {});
        transaction.run(trigger, {});
        return core::Done();
    }));
    CHECK_THROWS_AS(static_cast<void>(put(*database.database, 666)), UnknownOutcome);
    REQUIRE(put(*database.database, 667));
    CHECK(is_there(*database.database, 667));
}
