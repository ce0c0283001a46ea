#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <unistd.h>

#include "core/log.h"
#include "store/engine.h"
#include "store/sqlite_connection.h"

namespace panoh::store {

namespace {

constexpr Sql begin_read{"BEGIN"};
constexpr Sql begin_write{"BEGIN IMMEDIATE"};
constexpr Sql commit_sql{"COMMIT"};
constexpr Sql rollback_sql{"ROLLBACK"};
constexpr Sql savepoint_sql{"SAVEPOINT job"};
constexpr Sql release_sql{"RELEASE job"};
constexpr Sql undo_sql{"ROLLBACK TO job"};

/// A file descriptor that closes itself.
class File {
public:
    File(const std::string& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

/// Held for as long as the writer lives. The kernel lets go of it when the process dies, however it dies.
class Ownership {
public:
    explicit Ownership(const std::string& path) : file_(path + ".lock", O_RDWR | O_CREAT)
    {
        if (file_.get() < 0) {
            core::log(core::LogLevel::error, "store_open",
                      {{"reason", "cannot make the lock file"}, {"errno", errno}});
            throw BrokenStore("sqlite: cannot make the lock file");
        }
        if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) throw InUse("sqlite: in use");
    }

private:
    File file_;
};

/// Makes the file readable by its owner only and its name durable, which SQLite leaves to the system.
void make_private(const std::string& path)
{
    const File made(path, O_RDWR | O_CREAT | O_EXCL);
    if (made.get() < 0) return; // it stands already, or SQLite will say what is wrong
    const auto slash = path.rfind('/');
    const File folder(slash == std::string::npos ? "." : path.substr(0, slash + 1), O_RDONLY | O_DIRECTORY);
    if (folder.get() >= 0) ::fsync(folder.get());
}

/// Writes the log of the last run over itself. Where a sync failed then, the system may show bytes that the
/// disk never got and call them written: what is built on them would go with them when the power fails.
void write_log_again(const std::string& path)
{
    const File log(path + "-wal", O_RDWR);
    if (log.get() < 0) return; // the last run ended well, or SQLite will say what is wrong
    core::Bytes piece(1024UL * 1024);
    const auto refuse = [] {
        core::log(core::LogLevel::error, "store_open",
                  {{"reason", "cannot write the log again"}, {"errno", errno}});
        throw BrokenStore("sqlite: cannot write the log again");
    };
    for (off_t at = 0;;) {
        const ssize_t got = ::pread(log.get(), piece.data(), piece.size(), at);
        if (got < 0) refuse();
        if (got <= 0) break;
        // A short write leaves the rest for the next turn.
        const ssize_t put = ::pwrite(log.get(), piece.data(), static_cast<std::size_t>(got), at);
        if (put <= 0) refuse();
        at += put;
    }
    if (::fdatasync(log.get()) != 0) refuse();
}

/// What has to be so before the database is opened for writing; gives the path back.
const std::string& prepared(const std::string& path)
{
    make_private(path);
    write_log_again(path);
    return path;
}

class SqliteReader final : public ReaderConnection {
public:
    explicit SqliteReader(const std::string& path) : connection_(path, SqliteConnection::Role::reader) {}
    void each(const Sql& sql, Values values, const OnRow& on_row) override
    {
        connection_.each(sql, values, on_row);
    }
    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
    void open_snapshot() override { connection_.run(begin_read, {}); }
    void close_snapshot() noexcept override
    {
        if (connection_.in_transaction()) static_cast<void>(connection_.try_run(commit_sql));
    }

private:
    SqliteConnection connection_;
};

class SqliteWriter final : public WriterConnection {
public:
    explicit SqliteWriter(const std::string& path)
        : ownership_(path), connection_(prepared(path), SqliteConnection::Role::writer)
    {
    }

    void each(const Sql& sql, Values values, const OnRow& on_row) override
    {
        watch([&] { connection_.each(sql, values, on_row); });
    }
    std::int64_t run(const Sql& sql, Values values) override
    {
        std::int64_t changed = 0;
        watch([&] { changed = connection_.run(sql, values); });
        return changed;
    }
    void run_many(const Sql& sql, int columns, Values values) override
    {
        watch([&] { connection_.run_many(sql, columns, values); });
    }
    void execute(const std::string& statement) override
    {
        watch([&] { connection_.execute(statement); });
    }
    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

    void begin() override
    {
        if (stopped_) throw BrokenStore("sqlite: stopped, because the disk could not keep a write");
        connection_.run(begin_write, {});
        failed_ = false;
    }
    void commit() override;
    void rollback() noexcept override
    {
        if (connection_.in_transaction()) static_cast<void>(connection_.try_run(rollback_sql));
    }
    void savepoint() override
    {
        connection_.run(savepoint_sql, {});
        failed_ = false;
    }
    void release() override { connection_.run(release_sql, {}); }
    void undo() override
    {
        connection_.run(undo_sql, {});
        connection_.run(release_sql, {});
        failed_ = false;
    }
    [[nodiscard]] bool in_transaction() const override { return connection_.in_transaction(); }
    [[nodiscard]] bool failed() const override { return failed_; }

private:
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

    Ownership ownership_;
    SqliteConnection connection_;
    bool failed_ = false;
    bool stopped_ = false;
};

void SqliteWriter::commit()
{
    const int code = connection_.try_run(commit_sql);
    if (code == SQLITE_OK) return;
    rollback();
    if ((code & 0xff) == SQLITE_FULL) throw NoRoom("sqlite: commit: no room");
    if ((code & 0xff) != SQLITE_IOERR)
        throw BrokenStore(std::string("sqlite: commit: ") + sqlite3_errstr(code));
    // After a failed fsync the kernel may have dropped what it could not write and say "fine" the next time:
    // nothing more is promised until a restart has read the file back.
    stopped_ = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
    if (stopped_) core::log(core::LogLevel::error, "store_stopped", {{"reason", "a sync failed"}});
    throw UnknownOutcome("sqlite: commit: input or output failed");
}

/// Counting every allocation under one global lock costs readers on several threads more than it tells us.
void configure_once()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

} // namespace

Connections open_sqlite(const std::string& path, const Options& options)
{
    configure_once();
    Connections connections;
    if (!options.read_only) connections.writer = std::make_unique<SqliteWriter>(path);
    connections.make_reader = [path] { return std::make_unique<SqliteReader>(path); };
    // So that a missing file is told at once.
    if (options.read_only) static_cast<void>(connections.make_reader());
    return connections;
}

} // namespace panoh::store
