#pragma once

// What the two drivers give to the parts that know no engine: group_commit, reader_pool, database.

#include <functional>
#include <memory>
#include <string>

#include "store/store.h"

namespace panoh::store {

/// This transaction is lost, and running it again from its start may succeed: a serialisation failure, a
/// deadlock, a connection that broke before the commit was sent.
class Restart : public BrokenStore {
public:
    using BrokenStore::BrokenStore;
};

/// Another process writes to this database.
class InUse : public BrokenStore {
public:
    using BrokenStore::BrokenStore;
};

/// One connection of the reader pool.
class ReaderConnection : public Reader {
public:
    /// The next statements see one snapshot, until `close_snapshot`.
    virtual void open_snapshot() = 0;
    virtual void close_snapshot() noexcept = 0;
};

/// The one connection that writes. One thread at a time calls it, not always the same.
class WriterConnection : public Transaction {
public:
    /// Starts a transaction; connects again when the connection was lost.
    virtual void begin() = 0;
    /// Durable on return, with all that jobs put. Throws ConstraintFailed when one of these was refused,
    /// Restart or BrokenStore when nothing was written, UnknownOutcome when nobody knows.
    virtual void commit() = 0;
    /// Ends the transaction, if any, without its writes.
    virtual void rollback() noexcept = 0;
    /// Returns once everything that the job put is in the transaction; throws what that refused.
    virtual void finish_job() {}
    /// Starts the part of the transaction that `undo` takes back and `release` keeps.
    virtual void savepoint() = 0;
    virtual void release() = 0;
    virtual void undo() = 0;
    /// Whether the transaction still stands; some errors end it in the engine.
    [[nodiscard]] virtual bool in_transaction() const = 0;
    /// Whether a statement failed since `begin`, `savepoint` or `undo`.
    [[nodiscard]] virtual bool failed() const = 0;
    /// Runs one statement that is not worth caching, such as a line of a migration.
    virtual void execute(const std::string& statement) = 0;
};

struct Connections {
    /// Nothing when opened read-only.
    std::unique_ptr<WriterConnection> writer;
    std::function<std::unique_ptr<ReaderConnection>()> make_reader;
};

/// `path` is a file of the local disk. Throws BrokenStore, InUse.
[[nodiscard]] Connections open_sqlite(const std::string& path, const Options& options);
/// The address is a libpq connection string. Throws BrokenStore, InUse.
[[nodiscard]] Connections open_postgres(const Options& options);

} // namespace panoh::store
