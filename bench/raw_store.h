#pragma once

// The two client libraries with nothing around them, as far as raw.cpp needs them.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <libpq-fe.h>
#include <sqlite3.h>

namespace raw {

struct Blob {
    std::string bytes;
};
using Cell = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Cells = std::vector<Cell>;
struct Table {
    std::vector<std::string> columns;
    std::vector<Cells> rows;
};

[[noreturn]] inline void give_up(const char* what, const char* why)
{
    std::fprintf(stderr, "%s: %s\n", what, why);
    std::exit(1);
}

/// The client library with nothing around it. A statement is known by its number.
class Store {
public:
    virtual ~Store() = default;
    virtual Table select(const std::string& sql) = 0;
    virtual std::size_t prepare(const std::string& sql) = 0;
    virtual void begin() = 0;
    virtual void run(std::size_t statement, const Cells& cells) = 0;
    /// Returns when it is on disk.
    virtual void commit() = 0;
    [[nodiscard]] virtual std::string place(std::size_t number) const = 0;
};

class Sqlite final : public Store {
public:
    explicit Sqlite(const std::string& path)
    {
        must(sqlite3_open(path.c_str(), &handle_));
        // As the server's writer.
        must(sqlite3_exec(handle_,
                          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                          "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; "
                          "PRAGMA journal_size_limit = 67108864",
                          nullptr, nullptr, nullptr));
        begin_ = prepare("BEGIN IMMEDIATE");
        commit_ = prepare("COMMIT");
    }
    ~Sqlite() override
    {
        for (auto* statement : statements_)
            sqlite3_finalize(statement);
        sqlite3_close(handle_);
    }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;

    Table select(const std::string& sql) override
    {
        sqlite3_stmt* statement = statements_[prepare(sql)];
        Table table;
        const int count = sqlite3_column_count(statement);
        for (int i = 0; i < count; ++i)
            table.columns.emplace_back(sqlite3_column_name(statement, i));
        while (sqlite3_step(statement) == SQLITE_ROW) {
            auto& row = table.rows.emplace_back();
            for (int i = 0; i < count; ++i)
                row.push_back(cell(statement, i));
        }
        must(sqlite3_reset(statement));
        return table;
    }
    std::size_t prepare(const std::string& sql) override
    {
        sqlite3_stmt* statement = nullptr;
        must(sqlite3_prepare_v3(handle_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        statements_.push_back(statement);
        return statements_.size() - 1;
    }
    void begin() override { run(begin_, {}); }
    void commit() override { run(commit_, {}); }
    void run(std::size_t number, const Cells& cells) override
    {
        sqlite3_stmt* statement = statements_[number];
        for (std::size_t i = 0; i < cells.size(); ++i)
            bind(statement, static_cast<int>(i) + 1, cells[i]);
        if (sqlite3_step(statement) != SQLITE_DONE) must(sqlite3_errcode(handle_));
        sqlite3_reset(statement);
    }
    [[nodiscard]] std::string place(std::size_t /*number*/) const override { return "?"; }

private:
    void must(int code) const
    {
        if (code != SQLITE_OK) give_up("sqlite", sqlite3_errmsg(handle_));
    }
    static Cell cell(sqlite3_stmt* statement, int column)
    {
        const auto bytes = [&] {
            const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
            return std::string(data == nullptr ? "" : data,
                               static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        };
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return sqlite3_column_int64(statement, column);
        case SQLITE_TEXT:
            return bytes();
        case SQLITE_BLOB:
            return Blob{bytes()};
        default:
            return {};
        }
    }
    static void bind(sqlite3_stmt* statement, int at, const Cell& cell)
    {
        if (const auto* number = std::get_if<std::int64_t>(&cell))
            sqlite3_bind_int64(statement, at, *number);
        else if (const auto* text = std::get_if<std::string>(&cell))
            sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
        else if (const auto* blob = std::get_if<Blob>(&cell))
            sqlite3_bind_blob64(statement, at, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
        else
            sqlite3_bind_null(statement, at);
    }

    sqlite3* handle_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
    std::size_t begin_ = 0;
    std::size_t commit_ = 0;
};

/// Everything between `begin` and `commit` travels in one go.
class Postgres final : public Store {
public:
    explicit Postgres(const std::string& address) : handle_(PQconnectdb(address.c_str()))
    {
        PQclear(must(PQexec(handle_, "SET synchronous_commit = on")));
        begin_ = prepare("BEGIN");
        commit_ = prepare("COMMIT");
    }
    ~Postgres() override { PQfinish(handle_); }
    Postgres(const Postgres&) = delete;
    Postgres& operator=(const Postgres&) = delete;

    Table select(const std::string& sql) override
    {
        PGresult* result = must(PQexecParams(handle_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
        Table table;
        for (int i = 0; i < PQnfields(result); ++i)
            table.columns.emplace_back(PQfname(result, i));
        for (int row = 0; row < PQntuples(result); ++row) {
            auto& cells = table.rows.emplace_back();
            for (int i = 0; i < PQnfields(result); ++i)
                cells.push_back(cell(result, row, i));
        }
        PQclear(result);
        return table;
    }
    std::size_t prepare(const std::string& sql) override
    {
        const std::string name = "s" + std::to_string(names_.size());
        PQclear(must(PQprepare(handle_, name.c_str(), sql.c_str(), 0, nullptr)));
        names_.push_back(name);
        return names_.size() - 1;
    }
    void begin() override
    {
        if (PQenterPipelineMode(handle_) != 1) give_up("postgres", PQerrorMessage(handle_));
        run(begin_, {});
    }
    void commit() override
    {
        run(commit_, {});
        if (PQpipelineSync(handle_) != 1) give_up("postgres", PQerrorMessage(handle_));
        for (; sent_ > 0; --sent_) {
            PQclear(must(PQgetResult(handle_)));
            while (PGresult* more = PQgetResult(handle_))
                PQclear(more);
        }
        PQclear(PQgetResult(handle_));
        if (PQexitPipelineMode(handle_) != 1) give_up("postgres", PQerrorMessage(handle_));
    }
    void run(std::size_t statement, const Cells& cells) override
    {
        const std::size_t count = cells.size();
        numbers_.resize(count);
        pointers_.assign(count, nullptr);
        lengths_.assign(count, 0);
        formats_.assign(count, 1);
        for (std::size_t i = 0; i < count; ++i) {
            if (const auto* number = std::get_if<std::int64_t>(&cells[i])) {
                numbers_[i] = __builtin_bswap64(static_cast<std::uint64_t>(*number));
                pointers_[i] = reinterpret_cast<const char*>(&numbers_[i]);
                lengths_[i] = 8;
            } else if (const auto* text = std::get_if<std::string>(&cells[i])) {
                pointers_[i] = text->data();
                lengths_[i] = static_cast<int>(text->size());
            } else if (const auto* blob = std::get_if<Blob>(&cells[i])) {
                pointers_[i] = blob->bytes.data();
                lengths_[i] = static_cast<int>(blob->bytes.size());
            }
        }
        if (PQsendQueryPrepared(handle_, names_[statement].c_str(), static_cast<int>(count), pointers_.data(),
                                lengths_.data(), formats_.data(), 1) != 1)
            give_up("postgres", PQerrorMessage(handle_));
        ++sent_;
    }
    [[nodiscard]] std::string place(std::size_t number) const override
    {
        return "$" + std::to_string(number);
    }

private:
    PGresult* must(PGresult* result) const
    {
        const auto status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            give_up("postgres", PQerrorMessage(handle_));
        return result;
    }
    static Cell cell(const PGresult* result, int row, int column)
    {
        if (PQgetisnull(result, row, column) != 0) return {};
        const char* data = PQgetvalue(result, row, column);
        std::string bytes(data, static_cast<std::size_t>(PQgetlength(result, row, column)));
        constexpr Oid int8 = 20;
        constexpr Oid bytea = 17;
        if (PQftype(result, column) == bytea) return Blob{std::move(bytes)};
        if (PQftype(result, column) != int8) return bytes;
        std::uint64_t number = 0;
        for (const char byte : bytes)
            number = number << 8 | static_cast<unsigned char>(byte);
        return static_cast<std::int64_t>(number);
    }

    PGconn* handle_;
    std::vector<std::string> names_;
    std::vector<std::uint64_t> numbers_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::size_t begin_ = 0;
    std::size_t commit_ = 0;
    int sent_ = 0;
};

} // namespace raw
