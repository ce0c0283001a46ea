#pragma once

#include <memory>
#include <string>

#include <sqlite3.h>

#include "store/sql_cache.h"
#include "store/store.h"

namespace panoh::store {

struct CloseSqlite {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
struct FinalizeSqlite {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using SqliteStatement = std::unique_ptr<sqlite3_stmt, FinalizeSqlite>;

/// One connection to one file, for one thread at a time, with the settings of the house. Every failure is a
/// BrokenStore; what SQLite says about it never holds a stored value.
class SqliteConnection {
public:
    enum class Role { reader, writer };
    SqliteConnection(const std::string& path, Role role);

    void each(const Sql& sql, Values values, const OnRow& on_row);
    /// Rows changed.
    std::int64_t run(const Sql& sql, Values values);
    void run_many(const Sql& sql, int columns, Values values);
    /// Runs one statement that is not worth caching.
    void execute(const std::string& statement);
    /// Runs a statement without parameters and returns SQLite's extended result code instead of throwing.
    [[nodiscard]] int try_run(const Sql& sql) noexcept;

    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

private:
    [[nodiscard]] SqliteStatement prepare(const char* text);
    [[nodiscard]] sqlite3_stmt* cached(const Sql& sql);
    [[noreturn]] void raise() const;
    void step_to_end(sqlite3_stmt* statement);

    std::unique_ptr<sqlite3, CloseSqlite> handle_;
    SqlCache<SqliteStatement> statements_;
};

} // namespace panoh::store
