#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "core/log.h"
#include "store/engine.h"
#include "store/postgres_row.h"
#include "store/sql_cache.h"

namespace panoh::store {

struct FinishPostgres {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};

/// The connection broke; what was sent last may or may not have happened.
class ConnectionLost : public Restart {
public:
    using Restart::Restart;
};

/// What stands in the log of why there is no connection: the words of libpq hold those of the server, and
/// cannot.
[[nodiscard]] core::LogValue reason_of(std::string_view libpq_said);

/// One libpq connection, always in pipeline mode: statements are prepared, run and answered in as few round
/// trips as their meaning allows. What an error says is its SQLSTATE and never a stored value.
class PostgresConnection {
public:
    /// `set_up`: SQL run once after each connect.
    PostgresConnection(std::string address, const char* set_up);

    /// Drops what was, and connects. Throws BrokenStore.
    void connect();
    [[nodiscard]] bool connected() const { return connection_ != nullptr; }
    void disconnect() { connection_.reset(); }
    /// A truth value from a statement outside the pipeline, right after `connect`.
    [[nodiscard]] bool ask(const char* sql);

    /// `command` travels with the next statement and costs no round trip. An error of it is an error of that
    /// one.
    void later(const Sql& command) { later_.push_back(&command); }
    /// Takes the newest `later` back when it is `command` and has not left yet.
    bool not_yet_sent(const Sql& command);
    void forget_later() { later_.clear(); }

    /// Runs one statement with all that waits before it. Throws ConnectionLost, Restart, ConstraintFailed,
    /// BrokenStore.
    PostgresResult query(const Sql& sql, Values values);
    void each(const Sql& sql, Values values, const OnRow& on_row);
    /// Sends one statement whose answer comes with that of a later one; so does its error.
    void put(const Sql& sql, Values values);
    void run_many(const Sql& sql, int columns, Values values);
    /// Waits for the answers to all that was put. Throws as `query`.
    void finish();
    /// The same, and nobody asks what they are; for who is about to take the writes back.
    void drop_answers();
    /// Sends a command whose answer the next statement looks at.
    void send_only(const Sql& command);
    /// Runs one statement that is not worth caching.
    void execute(const std::string& statement);

private:
    struct Statement {
        std::string text;
        std::string name;
        std::vector<Oid> types; ///< 0 until a value that is not NULL has shown it
        bool ready = false;
    };
    struct Sent {
        Statement* prepares; ///< the statement that this asks the server to prepare, if it does
    };

    [[nodiscard]] Statement& statement(const Sql& sql);
    static void learn_types(Statement& statement, std::size_t columns, Values values);
    void encode(Values values);
    void send(Statement& statement, Values values);
    void send_later();
    void sync();
    void settle();
    void limit_flight();
    [[nodiscard]] PostgresResult answer();
    [[nodiscard]] PostgresResult collect();
    void collect_rows(const OnRow& on_row);
    static void note(PostgresResult& result, const Sent& sent, PostgresResult& first_failure);
    void must(int accepted);
    [[noreturn]] void lost();
    [[noreturn]] void raise(const PGresult* result);

    std::string address_;
    const char* set_up_;
    std::unique_ptr<PGconn, FinishPostgres> connection_;
    SqlCache<Statement> statements_;
    int names_ = 0;
    std::vector<const Sql*> later_;
    std::vector<Sent> sent_; ///< not answered yet
    bool synced_ = false;    ///< the server was asked to answer what was sent
    bool streaming_ = false; ///< between the rows of a Rows::many query
    bool said_why_ = false;  ///< the log has the reason why there is no connection

    // The parameters of one statement as libpq wants them; kept to save allocations.
    std::vector<std::uint64_t> numbers_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

} // namespace panoh::store
