#include <doctest/doctest.h>

#include "store/test_database.h"

using namespace panoh;
using namespace panoh::store;
using store::testing::engines;
using store::testing::FreshDatabase;
using store::testing::FreshPlace;

namespace {

constexpr Migration first = {1, "first",
                             "CREATE TABLE one (id {{int}} PRIMARY KEY) {{strict}}; "
                             "INSERT INTO one (id) VALUES (1);"};
constexpr Migration second = {2, "second", "INSERT INTO one (id) VALUES (2)"};
constexpr Migration eleventh = {11, "eleventh", "INSERT INTO one (id) VALUES (11)"};
constexpr Migration second_changed = {2, "second", "INSERT INTO one (id) VALUES (3)"};
constexpr Migration broken = {3, "broken",
                              "INSERT INTO one (id) VALUES (30); INSERT INTO nowhere (id) VALUES (3)"};

std::string rows(FreshDatabase& database)
{
    static constexpr Sql all{"SELECT id FROM one ORDER BY id"};
    std::string found;
    database->read([&](Reader& reader) {
        reader.each(all, {}, [&](const Row& row) { found += std::to_string(row.integer(0)) + " "; });
    });
    return found;
}

} // namespace

TEST_CASE("migrations are applied once, in the order of their numbers, and a later start adds what is new")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(std::vector{eleventh, first}));
        CHECK(rows(database) == "1 11 ");
        database.open();
        REQUIRE(database->migrate(std::vector{first, second, eleventh}));
        REQUIRE(database->migrate(std::vector{first, second, eleventh}));
        CHECK(rows(database) == "1 2 11 ");
    }
}

TEST_CASE("a database with a changed or an unknown migration is refused and not touched")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        REQUIRE(database->migrate(std::vector{first, second}));
        CHECK(database->migrate(std::vector{first, second_changed, eleventh}).error().code ==
              "store/migration_changed");
        CHECK(database->migrate(std::vector{first, eleventh}).error().code == "store/newer_than_program");
        CHECK(rows(database) == "1 2 ");
        CHECK_THROWS_AS(static_cast<void>(database->migrate(std::vector{first, second, second})),
                        std::logic_error);
    }
}

TEST_CASE("a migration that fails half-way leaves nothing of itself")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        CHECK_THROWS_AS(static_cast<void>(database->migrate(std::vector{first, second, broken})),
                        BrokenStore);
        CHECK(rows(database) == "1 2 ");
        REQUIRE(database->migrate(std::vector{first, second}));
    }
}

TEST_CASE("a database opened read-only can be read beside its owner, and is only compared")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        static_cast<void>(database->write([](Transaction&) { return core::Done(); }));
        {
            auto early = Database::open({.address = database.place.address(), .read_only = true});
            REQUIRE(early);
            CHECK((*early)->migrate(std::vector{first}).error().code == "store/older_than_program");
        }
        REQUIRE(database->migrate(std::vector{first}));
        auto reader = Database::open({.address = database.place.address(), .read_only = true});
        REQUIRE(reader);
        CHECK((*reader)->migrate(std::vector{first}));
        CHECK((*reader)->migrate(std::vector{first, second}).error().code == "store/older_than_program");
        CHECK_THROWS_AS(static_cast<void>((*reader)->write([](Transaction&) { return core::Done(); })),
                        std::logic_error);
        database.database.reset();
        CHECK((*reader)->migrate(std::vector{first}));
    }
}

TEST_CASE("a database has one owner at a time")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        const auto second_owner = Database::open({.address = database.place.address()});
        REQUIRE_FALSE(second_owner);
        CHECK(second_owner.error().code == "store/in_use");
        database.open();
        CHECK(database->migrate(std::vector{first}));
    }
}

TEST_CASE("what cannot be opened is refused")
{
    const FreshPlace place(Engine::sqlite);
    const auto refusal = [](const std::string& address, bool read_only = false) {
        auto opened = Database::open({.address = address, .read_only = read_only});
        return opened ? "opened" : opened.error().code;
    };
    CHECK(refusal("sqlite:/no/such/folder/panoh.db") == "store/cannot_open");
    std::filesystem::create_directory(place.folder() / "folder");
    CHECK(refusal("sqlite:" + (place.folder() / "folder").string()) == "store/cannot_open");
    CHECK(refusal(place.address(), true) == "store/cannot_open");
    CHECK(refusal("panoh.db") == "store/cannot_open");
    CHECK(refusal("host=" + place.folder().string() + " user=nobody dbname=nothing") == "store/cannot_open");
}

TEST_CASE("the files of a SQLite database are readable by their owner only")
{
    FreshDatabase database(Engine::sqlite);
    REQUIRE(database->migrate(std::vector{first}));
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(database.place.folder())) {
        ++files;
        using std::filesystem::perms;
        CHECK((entry.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
    }
    CHECK(files == 4); // panoh.db, -wal, -shm and .lock
}
