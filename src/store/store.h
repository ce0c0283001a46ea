#pragma once

// One small interface over two engines. SQL is written once for both: see README.md for the rules.

#include <any>
#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/broken.h"
#include "core/bytes.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"

namespace panoh::store {

enum class Engine { sqlite, postgres };

/// How many rows a query gives. `many`: PostgreSQL hands them over one at a time instead of collecting all of
/// them in memory, and no other statement may run on that reader until the last row was seen. SQLite always
/// does so.
enum class Rows { few, many };

/// SQL written in the source, `?` for each parameter. The address of its text is the cache key of the
/// prepared statement, so it must have static storage: `static constexpr Sql find{"SELECT ..."};`
struct Sql {
    const char* text;
    Rows rows = Rows::few;
};

/// A bound parameter. Text and bytes are borrowed until the call returns. Text is UTF-8 without NUL: both
/// engines refuse a NUL in text with BrokenStore, because PostgreSQL cannot store one. Bytes may hold
/// anything.
class Value {
public:
    Value() = default;                                                 ///< NULL
    Value(std::nullptr_t) {}                                           // NOLINT(google-explicit-constructor)
    Value(std::nullopt_t) {}                                           // NOLINT(google-explicit-constructor)
    Value(std::int64_t number) : value_(number) {}                     // NOLINT(google-explicit-constructor)
    Value(int number) : value_(static_cast<std::int64_t>(number)) {}   // NOLINT(google-explicit-constructor)
    Value(double number) : value_(number) {}                           // NOLINT(google-explicit-constructor)
    Value(std::string_view text) : value_(text) {}                     // NOLINT(google-explicit-constructor)
    Value(const std::string& text) : value_(std::string_view(text)) {} // NOLINT(google-explicit-constructor)
    Value(const char* text) : value_(std::string_view(text)) {}        // NOLINT(google-explicit-constructor)
    Value(core::ByteView bytes) : value_(bytes) {}                     // NOLINT(google-explicit-constructor)
    Value(const core::Bytes& bytes) : value_(core::ByteView(bytes)) {} // NOLINT(google-explicit-constructor)
    template <std::size_t N>
    Value(const std::array<std::uint8_t, N>& bytes) : value_(core::ByteView(bytes))
    {
    }                                                              // NOLINT(google-explicit-constructor)
    Value(core::Instant instant) : value_(instant.milliseconds) {} // NOLINT(google-explicit-constructor)
    template <typename Tag>
    Value(const core::Id<Tag>& id) : value_(core::ByteView(id.bytes))
    {
    } // NOLINT(google-explicit-constructor)
    template <typename T>
    Value(const std::optional<T>& maybe) : Value(maybe ? Value(*maybe) : Value())
    {
    } // NOLINT(google-explicit-constructor)

    using Variant = std::variant<std::monostate, std::int64_t, double, std::string_view, core::ByteView>;
    [[nodiscard]] const Variant& get() const { return value_; }

private:
    Variant value_;
};

/// The current row of a query; text and bytes are valid until the next row. NULL reads as 0, "" and no bytes.
class Row {
public:
    virtual ~Row() = default;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual core::ByteView bytes(int column) const = 0;

    template <typename IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return core::id_from_bytes<IdType>(bytes(column));
    }
    [[nodiscard]] core::Instant instant(int column) const { return {integer(column)}; }
    [[nodiscard]] std::optional<std::string> maybe_text(int column) const
    {
        if (is_null(column)) return std::nullopt;
        return std::string(text(column));
    }
    [[nodiscard]] std::optional<std::int64_t> maybe_integer(int column) const
    {
        if (is_null(column)) return std::nullopt;
        return integer(column);
    }
};

using Values = std::span<const Value>;
using OnRow = std::function<void(const Row&)>;

/// The database broke (disk, connection, corrupt file): not an expected refusal, so an exception.
/// Nothing was written.
class BrokenStore : public core::Broken {
public:
    using core::Broken::Broken;
    [[nodiscard]] core::Error told() const override
    {
        return {.kind = core::ErrorKind::busy, .code = "store/unavailable", .retry_after = 5};
    }
};

/// There is no room on the disk. Nothing was written.
class NoRoom : public BrokenStore {
public:
    using BrokenStore::BrokenStore;
    [[nodiscard]] core::Error told() const override
    {
        return {.kind = core::ErrorKind::busy, .code = "store/no_room", .retry_after = 60};
    }
};

/// A row was refused by a constraint (unique, foreign key, check, not null) or for a value that a column
/// cannot hold. Inside a job it may be caught to return a refusal, but the writes of that job cannot be kept
/// any more: prefer ON CONFLICT.
class ConstraintFailed : public BrokenStore {
public:
    using BrokenStore::BrokenStore;
    /// Trying again would not help: a mistake of the program.
    [[nodiscard]] core::Error told() const override { return {.code = "http/broken"}; }
};

/// The database did not say whether it committed: the writes may be there or not. Ask before doing them
/// again.
class UnknownOutcome : public BrokenStore {
public:
    using BrokenStore::BrokenStore;
    [[nodiscard]] core::Error told() const override
    {
        return {.kind = core::ErrorKind::busy, .code = "store/outcome_unknown", .retry_after = 5};
    }
};

/// What only who holds a secret that is not in the database can do with a row (access/stamps.h).
class Stamper {
public:
    virtual ~Stamper() = default;
    /// The stamp of its facts.
    [[nodiscard]] virtual std::array<std::uint8_t, 32> stamp(core::ByteView facts) const = 0;
    /// Words that nobody reads who has the database alone. `place` names row and version: elsewhere they do
    /// not open.
    [[nodiscard]] virtual core::Bytes close(core::ByteView place, std::string_view words) const = 0;
    /// Nothing where a bit differs, or the place.
    [[nodiscard]] virtual std::optional<std::string> open(core::ByteView place,
                                                          core::ByteView closed) const = 0;
};

/// A consistent view for reading: one snapshot for its lifetime.
class Reader {
public:
    virtual ~Reader() = default;
    /// Of the database it reads; null where nobody brought the secret: then no stamp fits.
    [[nodiscard]] const Stamper* stamper() const { return stamper_; }
    /// Calls `on_row` for every row, in order. `on_row` may run other statements on the same reader (see
    /// Rows).
    virtual void each(const Sql& sql, Values values, const OnRow& on_row) = 0;
    void each(const Sql& sql, std::initializer_list<Value> values, const OnRow& on_row)
    {
        each(sql, Values(values.begin(), values.size()), on_row);
    }
    /// The first row as `make(row)`, or nothing.
    template <typename Make>
    auto first(const Sql& sql, std::initializer_list<Value> values, Make&& make)
        -> std::optional<std::invoke_result_t<Make, const Row&>>
    {
        std::optional<std::invoke_result_t<Make, const Row&>> found;
        each(sql, values, [&](const Row& row) {
            if (!found) found.emplace(make(row));
        });
        return found;
    }
    [[nodiscard]] virtual Engine engine() const = 0;

private:
    friend class Database;
    const Stamper* stamper_ = nullptr;
};

/// What a write may do; reads inside see its own writes.
class Transaction : public Reader {
public:
    /// Runs one statement; returns the number of rows it changed.
    virtual std::int64_t run(const Sql& sql, Values values) = 0;
    std::int64_t run(const Sql& sql, std::initializer_list<Value> values)
    {
        return run(sql, Values(values.begin(), values.size()));
    }
    /// The same where nobody asks how many: PostgreSQL lets it travel with the next statement. What it
    /// refuses is thrown by that one, at the latest when the job ends, so a job cannot answer to it.
    virtual void put(const Sql& sql, Values values) { run(sql, values); }
    void put(const Sql& sql, std::initializer_list<Value> values)
    {
        put(sql, Values(values.begin(), values.size()));
    }
    /// One statement for many rows of `columns` values each, laid end to end; refuses as `put` does.
    virtual void run_many(const Sql& sql, int columns, Values values) = 0;
    /// Room for one value made from rows of this transaction, so that the next job need not read them: empty
    /// when it begins and whenever a part of it is taken back. The audit chain keeps its head here.
    [[nodiscard]] std::any& memo() { return memo_; }

private:
    std::any memo_;
};

struct Options {
    /// "sqlite:/path/to/panoh.db" or a libpq connection string ("postgresql://...").
    std::string address;
    int readers = 4;
    /// Group commit: how many jobs share one commit at the most.
    int group = 64;
    /// For commands beside a running server: takes no lock, cannot write, and `migrate` only compares.
    bool read_only = false;
};

/// One migration: numbered, named, never changed once released. `sql` uses {{int}} {{real}} {{blob}} {{text}}
/// {{strict}} (see README.md).
struct Migration {
    int number;
    const char* name;
    const char* sql;
};

/// The database of the node: many readers, one writer that commits in groups. Safe to use from every thread.
class Database {
public:
    /// Opens or makes the database. Refuses with "store/cannot_open" (the log says the reason) and, because
    /// the audit chain has one writer, with "store/in_use" while another process has the database open for
    /// writing.
    static core::Result<std::unique_ptr<Database>> open(const Options& options);
    virtual ~Database() = default;

    /// Applies what is missing, each in a transaction of its own. Refuses with "store/newer_than_program"
    /// when the database knows a migration that the program does not, "store/migration_changed" when a text
    /// differs, and, opened read-only, "store/older_than_program" when one is missing.
    virtual core::Done migrate(std::span<const Migration> migrations) = 0;

    /// What its rows are stamped with from now on. Before anybody else uses it.
    void stamp_with(std::shared_ptr<const Stamper> stamper) { stamper_ = std::move(stamper); }

    /// Runs `job(Reader&)` on a reader of the pool, in one snapshot, and returns what it returns. Not from
    /// within another read job of the same thread: the pool could be empty.
    template <typename Job>
    auto read(Job&& job) -> std::invoke_result_t<Job, Reader&>
    {
        using Out = std::invoke_result_t<Job, Reader&>;
        if constexpr (std::is_void_v<Out>) {
            read_job([&](Reader& reader) { job(with_stamper(reader)); });
        } else {
            std::optional<Out> out;
            read_job([&](Reader& reader) { out.emplace(job(with_stamper(reader))); });
            return std::move(*out);
        }
    }

    /// Runs `job(Transaction&)` on the writer and returns once it is durable. `job` returns a Result: an
    /// error rolls its own writes back and nobody else's. It may run again from the start, because a job
    /// beside it failed or the engine asks for it (serialisation), so it must have no effect outside the
    /// transaction besides its result.
    template <typename Job>
    auto write(Job&& job) -> std::invoke_result_t<Job, Transaction&>
    {
        using Out = std::invoke_result_t<Job, Transaction&>;
        std::optional<Out> out;
        write_job([&](Transaction& transaction) {
            out.emplace(job(with_stamper(transaction)));
            return out->has_value();
        });
        return std::move(*out);
    }

    [[nodiscard]] virtual Engine engine() const = 0;
    /// Whether the newest commit did not reach the disk, or one of its jobs broke; a commit that does reach
    /// it makes it false again.
    [[nodiscard]] virtual bool last_write_failed() const = 0;

protected:
    virtual void read_job(const std::function<void(Reader&)>& job) = 0;
    /// `job` returns whether to keep its writes.
    virtual void write_job(const std::function<bool(Transaction&)>& job) = 0;

private:
    template <typename R>
    R& with_stamper(R& reader) const
    {
        static_cast<Reader&>(reader).stamper_ = stamper_.get();
        return reader;
    }
    std::shared_ptr<const Stamper> stamper_;
};

} // namespace panoh::store
