#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <latch>
#include <numeric>
#include <thread>

#include "store/test_database.h"

using namespace panoh;
using namespace panoh::store;
using store::testing::engines;
using store::testing::FreshDatabase;

namespace {

constexpr Migration entries[] = {
    {1, "entries", "CREATE TABLE entry (id {{int}} PRIMARY KEY, words {{text}} UNIQUE) {{strict}}"},
};
constexpr Sql insert{"INSERT INTO entry (id, words) VALUES (?, ?)"};
constexpr Sql count_sql{"SELECT count(*) FROM entry"};
constexpr Sql ids{"SELECT id FROM entry ORDER BY id"};

core::Done put(Database& database, std::int64_t id)
{
    return database.write([&](Transaction& transaction) {
        transaction.run(insert, {id, std::to_string(id)});
        return core::Done();
    });
}
std::int64_t count(Reader& reader)
{
    return reader.first(count_sql, {}, [](const Row& row) { return row.integer(0); }).value();
}
std::int64_t count(FreshDatabase& database)
{
    return database->read([](Reader& reader) { return count(reader); });
}
std::string all_ids(FreshDatabase& database)
{
    std::string all;
    database->read([&](Reader& reader) {
        reader.each(ids, {}, [&](const Row& row) { all += std::to_string(row.integer(0)) + " "; });
    });
    return all;
}

/// Holds the writer in one job until the others wait, so that they form one group.
template <typename Jobs>
void in_one_group(FreshDatabase& database, const Jobs& jobs)
{
    std::promise<void> open_gate;
    std::promise<void> holding;
    std::thread holder([&] {
        static_cast<void>(database->write([&, first = true](Transaction&) mutable {
            if (std::exchange(first, false)) {
                holding.set_value();
                open_gate.get_future().wait();
            }
            return core::Done();
        }));
    });
    holding.get_future().wait();
    std::vector<std::thread> threads;
    for (const auto& job : jobs)
        threads.emplace_back(job);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    open_gate.set_value();
    for (auto& thread : threads)
        thread.join();
    holder.join();
}

using Job = std::function<void()>;

} // namespace

TEST_CASE("a refused, a failed and a throwing job of a group leave the others untouched")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        REQUIRE(put(*database.database, 1));
        std::atomic<int> seen = 0;
        in_one_group(database, std::vector<Job>{
                                   [&] { seen += put(*database.database, 7).has_value() ? 1 : 0; },
                                   [&] {
                                       const auto refused =
                                           database->write([&](Transaction& transaction) -> core::Done {
                                               transaction.run(insert, {2, "2"});
                                               CHECK(count(transaction) >= 2);
                                               return core::fail(core::ErrorKind::conflict, "test/refused");
                                           });
                                       seen += !refused && refused.error().code == "test/refused" ? 1 : 0;
                                   },
                                   [&] {
                                       try {
                                           static_cast<void>(put(*database.database, 1));
                                       } catch (const ConstraintFailed&) {
                                           ++seen;
                                       }
                                   },
                                   [&] {
                                       try {
                                           static_cast<void>(database->write([&](Transaction& transaction) {
                                               transaction.run(insert, {3, "3"});
                                               if (count(transaction) > 0) throw std::out_of_range("job");
                                               return core::Done();
                                           }));
                                       } catch (const std::out_of_range&) {
                                           ++seen;
                                       }
                                   },
                                   [&] { seen += put(*database.database, 4).has_value() ? 1 : 0; },
                               });
        CHECK(seen == 5);
        CHECK(all_ids(database) == "1 4 7 ");
    }
}

TEST_CASE("a first job that fails takes nothing with it")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        const auto refused = database->write([&](Transaction& transaction) -> core::Done {
            transaction.run(insert, {2, "2"});
            return core::fail(core::ErrorKind::conflict, "test/refused");
        });
        CHECK_FALSE(refused);
        CHECK(count(database) == 0);
        REQUIRE(put(*database.database, 3));
        CHECK(all_ids(database) == "3 ");
    }
}

TEST_CASE("a job may turn a failed constraint into a refusal, but cannot keep its writes after it")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        REQUIRE(put(*database.database, 1));
        const auto twice = [&](bool refuse) {
            return database->write([&](Transaction& transaction) -> core::Done {
                transaction.run(insert, {5, "5"});
                try {
                    transaction.run(insert, {1, "again"});
                } catch (const ConstraintFailed&) {
                    if (refuse) return core::fail(core::ErrorKind::conflict, "test/there_already");
                }
                return {};
            });
        };
        CHECK(twice(true).error().code == "test/there_already");
        CHECK_THROWS_AS(static_cast<void>(twice(false)), BrokenStore);
        CHECK(all_ids(database) == "1 ");
    }
}

TEST_CASE("a value of a kind that a column does not take is refused as by a constraint")
{
    const core::Bytes bytes = {1, 2, 3};
    for (const auto engine : engines())
        for (const Value& wrong : {Value(bytes), Value("one")}) {
            FreshDatabase database(engine);
            REQUIRE(database->migrate(entries));
            CHECK_THROWS_AS(static_cast<void>(database->write([&](Transaction& transaction) -> core::Done {
                                transaction.run(insert, {wrong, "1"});
                                return {};
                            })),
                            ConstraintFailed);
            CHECK(count(database) == 0);
        }
}

TEST_CASE("what a job puts is there when it ends, and what that refuses fails this job alone")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        const auto put_all = [&](const std::vector<int>& numbers, const core::Done& end) {
            return database->write([&](Transaction& transaction) -> core::Done {
                for (const int id : numbers)
                    transaction.put(insert, {id, std::to_string(id)});
                return end;
            });
        };
        std::atomic<int> seen = 0;
        in_one_group(database, std::vector<Job>{[&] {
                                                    seen += put_all({1, 2, 3}, {}).has_value() ? 1 : 0;
                                                },
                                                [&] {
                                                    try {
                                                        static_cast<void>(put_all({4, 4, 5}, {}));
                                                    } catch (const ConstraintFailed&) {
                                                        ++seen;
                                                    }
                                                },
                                                [&] {
                                                    const auto end =
                                                        core::fail(core::ErrorKind::conflict, "test/refused");
                                                    seen += put_all({6, 7}, end).has_value() ? 0 : 1;
                                                },
                                                [&] { seen += put_all({8}, {}).has_value() ? 1 : 0; }});
        CHECK(seen == 4);
        CHECK(all_ids(database) == "1 2 3 8 ");
        // More than travel at once.
        std::vector<int> many(1000);
        std::iota(many.begin(), many.end(), 100);
        CHECK(put_all(many, {}));
        CHECK(count(database) == 1004);
    }
}

TEST_CASE("a read sees one snapshot however long it takes")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        REQUIRE(put(*database.database, 1));
        database->read([&](Reader& reader) {
            CHECK(count(reader) == 1);
            REQUIRE(put(*database.database, 2));
            CHECK(count(reader) == 1);
        });
        CHECK(count(database) == 2);
    }
}

TEST_CASE("32 threads write at once and every acknowledged row is there at once")
{
    constexpr int threads = 32;
    constexpr int each = 25;
    for (const auto engine : engines()) {
        FreshDatabase database(engine, 8);
        REQUIRE(database->migrate(entries));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> all;
        for (int thread = 0; thread < threads; ++thread) {
            all.emplace_back([&, thread] {
                static constexpr Sql own{"SELECT count(*) FROM entry WHERE id >= ? AND id < ?"};
                for (int i = 0; i < each; ++i) {
                    const int first = thread * 1000;
                    if (!put(*database.database, first + i)) ++wrong;
                    const auto mine = database->read([&](Reader& reader) {
                        return reader.first(own, {first, first + 1000},
                                            [](const Row& row) { return row.integer(0); });
                    });
                    if (mine != i + 1) ++wrong;
                }
            });
        }
        for (auto& thread : all)
            thread.join();
        CHECK(wrong == 0);
        CHECK(count(database) == threads * each);
    }
}

TEST_CASE("a write job that waits for another write job is told instead of waiting for ever")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        CHECK_THROWS_AS(
            static_cast<void>(database->write([&](Transaction&) { return put(*database.database, 1); })),
            std::logic_error);
    }
}

TEST_CASE("an error in the SQL text is a broken store and names no value")
{
    static constexpr Sql wrong{"SELECT nothing_like_it FROM entry WHERE words = ?"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        REQUIRE(put(*database.database, 7));
        try {
            database->read([](Reader& reader) { reader.each(wrong, {"Айбек"}, [](const Row&) {}); });
            FAIL("no exception");
        } catch (const BrokenStore& broken) {
            CHECK(std::string(broken.what()).find("nothing_like_it") != std::string::npos);
        }
        try {
            static_cast<void>(database->write([](Transaction& transaction) {
                transaction.run(insert, {7, "Айбек"});
                return core::Done();
            }));
            FAIL("no exception");
        } catch (const ConstraintFailed& failed) {
            CHECK(std::string(failed.what()).find("Айбек") == std::string::npos);
        }
        CHECK(count(database) == 1);
    }
}

TEST_CASE("readers cannot write")
{
    static constexpr Sql write{"INSERT INTO entry (id) VALUES (1) RETURNING id"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(entries));
        CHECK_THROWS_AS(database->read([](Reader& reader) { reader.each(write, {}, [](const Row&) {}); }),
                        BrokenStore);
        CHECK(count(database) == 0);
    }
}

TEST_CASE("SQLite opens no other file and lets nobody change a setting")
{
    static constexpr Sql attach{"ATTACH DATABASE '/tmp/other.db' AS other"};
    static constexpr Sql pragma{"PRAGMA synchronous = OFF"};
    static constexpr Sql quoted{"SELECT \"no such column\" FROM entry"};
    FreshDatabase database(Engine::sqlite);
    REQUIRE(database->migrate(entries));
    for (const auto* sql : {&attach, &pragma, &quoted}) {
        CHECK_THROWS_AS(static_cast<void>(database->write([&](Transaction& transaction) {
                            transaction.run(*sql, {});
                            return core::Done();
                        })),
                        BrokenStore);
    }
}
