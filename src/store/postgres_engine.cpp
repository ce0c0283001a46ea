#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

#include "store/engine.h"
#include "store/postgres_connection.h"

namespace panoh::store {

namespace {

constexpr Sql begin_read{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
constexpr Sql begin_write{"BEGIN"};
constexpr Sql commit_sql{"COMMIT"};
constexpr Sql rollback_sql{"ROLLBACK"};
constexpr Sql savepoint_sql{"SAVEPOINT job"};
constexpr Sql release_sql{"RELEASE job"};
constexpr Sql undo_sql{"ROLLBACK TO job"};

// The server must notice that we are gone as soon as we notice that it is: its default waits two hours, and
// so long a dead session would keep the lock of the writer, and everybody else out. Over a socket of the
// machine these do nothing.
#define PANOH_NOTICE_SILENCE                                                                                 \
    "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;"          \
    "SET tcp_user_timeout = '30s';"
constexpr const char* reader_set_up =
    PANOH_NOTICE_SILENCE "SET jit = off; SET idle_in_transaction_session_timeout = 0";
// Durable means on disk, whatever the server's own default; stricter settings for standbys stay.
constexpr const char* writer_set_up = PANOH_NOTICE_SILENCE
    "SET jit = off; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10s';"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = "
    "'off'";
/// Belongs to the session, so the server lets go of it when the process or its connection ends.
constexpr const char* take_ownership =
    "SELECT pg_try_advisory_lock(hashtextextended('panoh ' || coalesce(current_schema(), ''), 0))";

class PostgresReader final : public ReaderConnection {
public:
    explicit PostgresReader(const std::string& address) : connection_(address, reader_set_up)
    {
        connection_.connect();
    }

    void each(const Sql& sql, Values values, const OnRow& on_row) override
    {
        if (std::exchange(fresh_, false))
            first_each(sql, values, on_row);
        else
            connection_.each(sql, values, on_row);
    }
    [[nodiscard]] Engine engine() const override { return Engine::postgres; }
    void open_snapshot() override { fresh_ = true; }
    void close_snapshot() noexcept override
    {
        if (fresh_ || connection_.not_yet_sent(begin_read) || !connection_.connected()) return;
        try {
            connection_.send_only(commit_sql);
        } catch (const std::exception&) {
            connection_.disconnect();
        }
    }

private:
    /// The snapshot begins with its first statement, in one round trip. A connection that broke while it
    /// waited in the pool is replaced here: no row of the snapshot was seen yet.
    void first_each(const Sql& sql, Values values, const OnRow& on_row)
    {
        bool seen = false;
        const auto run = [&] {
            connection_.later(begin_read);
            connection_.each(sql, values, [&](const Row& row) {
                seen = true;
                on_row(row);
            });
        };
        try {
            run();
        } catch (const ConnectionLost&) {
            if (seen) throw;
            connection_.connect();
            run();
        }
    }

    PostgresConnection connection_;
    bool fresh_ = true; ///< no statement of this snapshot yet
};

class PostgresWriter final : public WriterConnection {
public:
    explicit PostgresWriter(const std::string& address) : connection_(address, writer_set_up) { connect(); }

    void each(const Sql& sql, Values values, const OnRow& on_row) override
    {
        watch([&] { connection_.each(sql, values, on_row); });
    }
    std::int64_t run(const Sql& sql, Values values) override
    {
        std::int64_t changed = 0;
        watch([&] {
            const auto result = connection_.query(sql, values);
            changed = std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
        });
        return changed;
    }
    void put(const Sql& sql, Values values) override
    {
        watch([&] { connection_.put(sql, values); });
    }
    void run_many(const Sql& sql, int columns, Values values) override
    {
        watch([&] { connection_.run_many(sql, columns, values); });
    }
    void finish_job() override
    {
        watch([&] { connection_.finish(); });
    }
    void execute(const std::string& statement) override
    {
        watch([&] { connection_.execute(statement); });
    }
    [[nodiscard]] Engine engine() const override { return Engine::postgres; }

    void begin() override
    {
        if (!connection_.connected()) connect();
        connection_.later(begin_write);
        failed_ = false;
    }
    void commit() override;
    void rollback() noexcept override
    {
        if (connection_.not_yet_sent(begin_write) || !connection_.connected()) return;
        try {
            connection_.forget_later();
            connection_.drop_answers();
            connection_.send_only(rollback_sql);
        } catch (const std::exception&) {
            connection_.disconnect();
        }
    }
    void savepoint() override
    {
        connection_.later(savepoint_sql);
        failed_ = false;
    }
    void release() override
    {
        if (!connection_.not_yet_sent(savepoint_sql)) connection_.later(release_sql);
    }
    void undo() override
    {
        failed_ = false;
        if (connection_.not_yet_sent(savepoint_sql)) return;
        connection_.drop_answers();
        connection_.later(undo_sql);
        connection_.later(release_sql);
    }
    [[nodiscard]] bool in_transaction() const override { return connection_.connected(); }
    [[nodiscard]] bool failed() const override { return failed_; }

private:
    void connect();
    template <typename Work>
    void watch(Work&& work)
    {
        try {
            work();
        } catch (const BrokenStore&) {
            failed_ = true;
            throw;
        }
    }

    PostgresConnection connection_;
    bool failed_ = false;
};

void PostgresWriter::connect()
{
    using namespace std::chrono_literals;
    connection_.connect();
    // The server may still be ending the session of a process that has just died.
    for (int tries = 0; tries < 20; ++tries) {
        if (connection_.ask(take_ownership)) return;
        std::this_thread::sleep_for(50ms);
    }
    connection_.disconnect();
    throw InUse("postgres: in use");
}

void PostgresWriter::commit()
{
    // Nobody wrote or read anything.
    if (connection_.not_yet_sent(begin_write)) return;
    try {
        const auto result = connection_.query(commit_sql, {});
        if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") return;
    } catch (const ConnectionLost&) {
        throw UnknownOutcome("postgres: connection lost while committing");
    }
    throw BrokenStore("postgres: the transaction was rolled back");
}

} // namespace

Connections open_postgres(const Options& options)
{
    Connections connections;
    const std::string address = options.address;
    if (!options.read_only) connections.writer = std::make_unique<PostgresWriter>(address);
    connections.make_reader = [address] { return std::make_unique<PostgresReader>(address); };
    // So that a missing server is told at once.
    if (options.read_only) static_cast<void>(connections.make_reader());
    return connections;
}

} // namespace panoh::store
