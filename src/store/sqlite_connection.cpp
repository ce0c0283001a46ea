#include "store/sqlite_connection.h"

#include <cstring>
#include <stdexcept>

#include "core/log.h"
#include "store/copied_row.h"
#include "store/sql_text.h"

namespace panoh::store {

namespace {

// No mapping of the file: SQLite gives it up whenever somebody has written since a reader's last snapshot,
// and the page faults of mapping it again cost more than reading pages does. The caches stay small because
// every reader has its own, and the system caches the file anyway. Left off: cell_size_check doubles the time
// of a read. The one writer has more: what a transaction touches and does not fit goes to the WAL twice.
constexpr const char* settings_of_all = R"(
    PRAGMA trusted_schema = OFF;
    PRAGMA busy_timeout = 5000;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 0;
)";
constexpr const char* settings_of_reader = R"(
    PRAGMA query_only = ON;
    PRAGMA cache_size = -2000;
)";
constexpr const char* settings_of_writer = R"(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA cache_size = -32000;
    PRAGMA journal_size_limit = 67108864;
)";

/// Only what the drivers' own SQL needs: no other files, no change of settings. SQLite itself asks for the
/// two pragmas.
int authorize(void* /*unused*/, int action, const char* name, const char* /*value*/, const char* /*database*/,
              const char* /*trigger*/)
{
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH) return SQLITE_DENY;
    if (action != SQLITE_PRAGMA) return SQLITE_OK;
    // They only tell.
    const bool own = std::strcmp(name, "data_version") == 0 || std::strcmp(name, "quick_check") == 0 ||
                     std::strcmp(name, "table_info") == 0;
    return own ? SQLITE_OK : SQLITE_DENY;
}

int bind(sqlite3_stmt* statement, int index, const Value& value)
{
    return std::visit(
        [&](const auto& held) {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::monostate>)
                return sqlite3_bind_null(statement, index);
            else if constexpr (std::is_same_v<Held, std::int64_t>)
                return sqlite3_bind_int64(statement, index, held);
            else if constexpr (std::is_same_v<Held, double>)
                return sqlite3_bind_double(statement, index, held);
            else if constexpr (std::is_same_v<Held, std::string_view>) {
                if (held.find('\0') != std::string_view::npos) throw BrokenStore("store: NUL in text");
                // A null pointer would bind NULL.
                const char* text = held.empty() ? "" : held.data();
                return sqlite3_bind_text64(statement, index, text, held.size(), SQLITE_STATIC, SQLITE_UTF8);
            } else {
                const void* bytes = held.empty() ? "" : static_cast<const void*>(held.data());
                return sqlite3_bind_blob64(statement, index, bytes, held.size(), SQLITE_STATIC);
            }
        },
        value.get());
}

void bind_all(sqlite3_stmt* statement, Values values)
{
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != values.size())
        throw std::logic_error("store: wrong number of values for a statement");
    int index = 0;
    for (const auto& value : values)
        if (bind(statement, ++index, value) != SQLITE_OK) throw BrokenStore("sqlite: cannot bind");
}

class SqliteRow final : public CopiedRow {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    [[nodiscard]] int columns() const override { return sqlite3_column_count(statement_); }
    [[nodiscard]] std::string_view column_name(int column) const override
    {
        return sqlite3_column_name(statement_, column);
    }
    [[nodiscard]] Kind kind(int column) const override
    {
        switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER:
            return Kind::integer;
        case SQLITE_FLOAT:
            return Kind::real;
        case SQLITE_TEXT:
            return Kind::text;
        case SQLITE_BLOB:
            return Kind::bytes;
        default:
            return Kind::null;
        }
    }
    [[nodiscard]] bool is_null(int column) const override
    {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    [[nodiscard]] std::int64_t integer(int column) const override
    {
        return sqlite3_column_int64(statement_, column);
    }
    [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
    [[nodiscard]] std::string_view text(int column) const override
    {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return text == nullptr ? std::string_view() : std::string_view(text, length(column));
    }
    [[nodiscard]] core::ByteView bytes(int column) const override
    {
        const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
        return bytes == nullptr ? core::ByteView() : core::ByteView(bytes, length(column));
    }

private:
    [[nodiscard]] std::size_t length(int column) const
    {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }
    sqlite3_stmt* statement_;
};

/// Lets go of the statement's locks however its use ends. The values stay bound, and are bound anew before
/// every use.
struct Reset {
    sqlite3_stmt* statement;
    ~Reset() { sqlite3_reset(statement); }
};

} // namespace

SqliteConnection::SqliteConnection(const std::string& path, Role role)
{
    const int access =
        role == Role::reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* handle = nullptr;
    int code =
        sqlite3_open_v2(path.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    handle_.reset(handle);
    const auto set = [&](const char* sql) {
        if (code == SQLITE_OK) code = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
    };
    set(settings_of_all);
    set(role == Role::reader ? settings_of_reader : settings_of_writer);
    if (code != SQLITE_OK) {
        core::log(core::LogLevel::error, "store_open",
                  {{"reason", core::LogValue::word(sqlite3_errstr(code))}});
        throw BrokenStore(std::string("sqlite: ") + sqlite3_errstr(code));
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_set_authorizer(handle, authorize, nullptr);
}

void SqliteConnection::raise() const
{
    const int code = sqlite3_extended_errcode(handle_.get());
    const std::string text = std::string("sqlite: ") + sqlite3_errmsg(handle_.get());
    // A mismatch is what a row number says of a value that is no number; other columns call it a constraint.
    if ((code & 0xff) == SQLITE_CONSTRAINT || (code & 0xff) == SQLITE_MISMATCH) throw ConstraintFailed(text);
    if ((code & 0xff) == SQLITE_FULL) throw NoRoom(text);
    throw BrokenStore(text);
}

SqliteStatement SqliteConnection::prepare(const char* text)
{
    const std::string expanded = expand_macros(text, Engine::sqlite);
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const auto size = static_cast<int>(expanded.size() + 1);
    if (sqlite3_prepare_v3(handle_.get(), expanded.c_str(), size, SQLITE_PREPARE_PERSISTENT, &statement,
                           &rest) != SQLITE_OK)
        raise();
    SqliteStatement prepared(statement);
    if (!statement || !split_statements(rest).empty())
        throw std::logic_error("store: not exactly one statement in an SQL text");
    return prepared;
}

sqlite3_stmt* SqliteConnection::cached(const Sql& sql)
{
    return statements_.find(sql, [this](const Sql& made) { return prepare(made.text); }).get();
}

void SqliteConnection::each(const Sql& sql, Values values, const OnRow& on_row)
{
    sqlite3_stmt* statement = cached(sql);
    SqliteStatement second;
    if (sqlite3_stmt_busy(statement) != 0) {
        // The same query inside its own rows.
        second = prepare(sql.text);
        statement = second.get();
    }
    const Reset reset{statement};
    bind_all(statement, values);
    const SqliteRow row(statement);
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement))
        on_row(row);
    if (code != SQLITE_DONE) raise();
}

void SqliteConnection::step_to_end(sqlite3_stmt* statement)
{
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    if (code != SQLITE_DONE) raise();
}

std::int64_t SqliteConnection::run(const Sql& sql, Values values)
{
    sqlite3_stmt* statement = cached(sql);
    const Reset reset{statement};
    bind_all(statement, values);
    // sqlite3_changes still tells of the statement before when this one was no insert, update or delete.
    const auto before = sqlite3_total_changes64(handle_.get());
    step_to_end(statement);
    return sqlite3_total_changes64(handle_.get()) == before ? 0 : sqlite3_changes64(handle_.get());
}

void SqliteConnection::run_many(const Sql& sql, int columns, Values values)
{
    sqlite3_stmt* statement = cached(sql);
    const auto width = static_cast<std::size_t>(columns);
    for (std::size_t at = 0; at < values.size(); at += width) {
        const Reset reset{statement};
        bind_all(statement, values.subspan(at, width));
        step_to_end(statement);
    }
}

void SqliteConnection::execute(const std::string& statement)
{
    const auto prepared = prepare(statement.c_str());
    step_to_end(prepared.get());
}

int SqliteConnection::try_run(const Sql& sql) noexcept
{
    try {
        sqlite3_stmt* statement = cached(sql);
        const Reset reset{statement};
        const int code = sqlite3_step(statement);
        return code == SQLITE_DONE ? SQLITE_OK : code;
    } catch (...) {
        return SQLITE_NOMEM;
    }
}

} // namespace panoh::store
