#pragma once

// For tests only: fresh databases on every engine that is there. SQLite always, PostgreSQL when the
// environment's PANOH_TEST_POSTGRES holds a connection string (a schema of its own is made in it and dropped
// again).

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "store/store.h"

namespace panoh::store::testing {

/// An address nobody else uses; everything behind it is gone with the object.
class FreshPlace {
public:
    explicit FreshPlace(Engine engine) : engine_(engine)
    {
        static int counter = 0;
        name_ = "panoh_test_" + std::to_string(::getpid()) + "_" + std::to_string(++counter);
        if (engine == Engine::sqlite) {
            folder_ = std::filesystem::temp_directory_path() / name_;
            std::filesystem::create_directory(folder_);
            address_ = "sqlite:" + (folder_ / "panoh.db").string();
        } else {
            in_server("CREATE SCHEMA " + name_);
            address_ = with_schema(server(), name_);
        }
    }
    ~FreshPlace()
    {
        std::error_code ignored;
        if (engine_ == Engine::sqlite)
            std::filesystem::remove_all(folder_, ignored);
        else
            in_server("DROP SCHEMA " + name_ + " CASCADE");
    }
    FreshPlace(const FreshPlace&) = delete;
    FreshPlace& operator=(const FreshPlace&) = delete;

    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] Engine engine() const { return engine_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; } ///< SQLite only

    /// The connection string of the test server; empty when there is none.
    [[nodiscard]] static std::string server()
    {
        const char* set = std::getenv("PANOH_TEST_POSTGRES");
        return set == nullptr ? std::string() : std::string(set);
    }

private:
    static std::string with_schema(const std::string& address, const std::string& schema)
    {
        if (address.find("://") == std::string::npos)
            return address + " options='-c search_path=" + schema + "'";
        const char* joint = address.find('?') == std::string::npos ? "?" : "&";
        return address + joint + "options=-csearch_path%3D" + schema;
    }
    static void in_server(const std::string& sql)
    {
        // Test programs that run side by side meet here for a moment.
        for (int tries = 0; tries < 20; ++tries) {
            auto database = Database::open({.address = server(), .readers = 1});
            if (!database) continue;
            static_cast<void>((*database)->write([&](Transaction& transaction) {
                transaction.run(Sql{sql.c_str()}, {});
                return core::Done();
            }));
            return;
        }
        std::cerr << "cannot open the PostgreSQL of PANOH_TEST_POSTGRES\n";
        std::abort();
    }

    Engine engine_;
    std::string name_;
    std::filesystem::path folder_;
    std::string address_;
};

/// SQLite, and PostgreSQL where the environment gives one; says once when it does not.
inline std::vector<Engine> engines()
{
    if (!FreshPlace::server().empty()) return {Engine::sqlite, Engine::postgres};
    static const bool said = [] {
        std::cout << "skipped on PostgreSQL: PANOH_TEST_POSTGRES is not set\n";
        return true;
    }();
    static_cast<void>(said);
    return {Engine::sqlite};
}

/// A database just made in a fresh place. A refusal to open ends the test with an exception.
struct FreshDatabase {
    explicit FreshDatabase(Engine engine, int group = 64) : place(engine), group_size(group) { open(); }
    void open()
    {
        database.reset();
        auto opened = Database::open({.address = place.address(), .readers = 4, .group = group_size});
        if (!opened) throw std::runtime_error(opened.error().code);
        database = std::move(*opened);
    }
    Database* operator->() const { return database.get(); }

    FreshPlace place;
    int group_size;
    std::unique_ptr<Database> database;
};

} // namespace panoh::store::testing
