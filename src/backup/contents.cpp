#include "backup/contents.h"

#include <algorithm>
#include <bit>
#include <deque>
#include <map>

#include "store/copy.h"

namespace panoh::backup {
namespace {

using Kind = store::CopiedRow::Kind;

// What comes next in the stream.
constexpr std::uint64_t table_follows = 1;
constexpr std::uint64_t row_follows = 2;
constexpr std::uint64_t end_follows = 3;

constexpr std::size_t longest_name = 60;
constexpr std::uint64_t most_columns = 500;
constexpr std::size_t longest_cell = 256UL * 1024 * 1024;
// Rows that are sent to the engine at once.
constexpr std::size_t rows_at_once = 200;

auto damaged()
{
    return core::fail(core::ErrorKind::invalid, "restore/damaged", "from");
}

void write_cell(StreamWriter& stream, const store::CopiedRow& row, int column)
{
    const Kind kind = row.kind(column);
    stream.number(static_cast<std::uint64_t>(kind), 1);
    switch (kind) {
    case Kind::null:
        return;
    case Kind::integer:
        return stream.number(static_cast<std::uint64_t>(row.integer(column)), 8);
    case Kind::real:
        return stream.number(std::bit_cast<std::uint64_t>(row.real(column)), 8);
    case Kind::text:
        return stream.text(row.text(column));
    case Kind::bytes:
        return stream.bytes(row.bytes(column));
    }
}

void write_table(store::Reader& reader, StreamWriter& stream, const std::string& table)
{
    bool named = false;
    store::read_rows(reader, table, [&](const store::CopiedRow& row) {
        if (!stream.fine()) return;
        const int columns = row.columns();
        if (!std::exchange(named, true)) {
            stream.number(table_follows, 1);
            stream.text(table);
            stream.number(static_cast<std::uint64_t>(columns), 2);
            for (int column = 0; column < columns; ++column)
                stream.text(row.column_name(column));
        }
        stream.number(row_follows, 1);
        for (int column = 0; column < columns; ++column)
            write_cell(stream, row, column);
    });
}

/// Gathers the rows of a table and sends them in portions. What a value is made of stays until it was sent.
class Filling {
public:
    Filling(store::Transaction& transaction, StreamReader& stream)
        : transaction_(transaction), stream_(stream)
    {
    }
    /// The next table; false when it cannot be one of ours.
    [[nodiscard]] bool begin(const std::vector<std::string>& tables)
    {
        send();
        table_ = stream_.text(longest_name);
        const auto columns = stream_.number(2);
        if (columns == 0 || columns > most_columns) return false;
        columns_.clear();
        for (std::uint64_t i = 0; i < columns; ++i)
            columns_.push_back(stream_.text(longest_name));
        return stream_.fine() && std::ranges::find(tables, table_) != tables.end() &&
               !rows_.contains(table_) && has_columns();
    }
    [[nodiscard]] bool row()
    {
        if (table_.empty()) return false;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (!cell()) return false;
        ++rows_[table_];
        if (values_.size() >= rows_at_once * columns_.size()) send();
        return true;
    }
    void send()
    {
        if (!values_.empty()) store::write_rows(transaction_, table_, columns_, values_);
        values_.clear();
        held_.clear();
        texts_.clear();
    }
    [[nodiscard]] std::int64_t rows_of(const std::string& table) { return rows_[table]; }

private:
    [[nodiscard]] bool has_columns()
    {
        const auto there = store::column_names(transaction_, table_);
        return std::ranges::all_of(columns_, [&](const std::string& column) {
            return std::ranges::find(there, column) != there.end();
        });
    }
    [[nodiscard]] bool cell()
    {
        switch (static_cast<Kind>(stream_.number(1))) {
        case Kind::null:
            values_.emplace_back();
            break;
        case Kind::integer:
            values_.emplace_back(static_cast<std::int64_t>(stream_.number(8)));
            break;
        case Kind::real:
            values_.emplace_back(std::bit_cast<double>(stream_.number(8)));
            break;
        case Kind::text:
            values_.emplace_back(std::string_view(texts_.emplace_back(stream_.text(longest_cell))));
            break;
        case Kind::bytes:
            values_.emplace_back(held_.emplace_back(stream_.bytes(longest_cell)));
            break;
        default:
            return false;
        }
        return stream_.fine().has_value();
    }

    store::Transaction& transaction_;
    StreamReader& stream_;
    std::string table_;
    std::vector<std::string> columns_;
    std::deque<core::Bytes> held_;
    std::deque<std::string> texts_;
    std::vector<store::Value> values_;
    std::map<std::string, std::int64_t> rows_;
};

core::Done fill(store::Transaction& transaction, StreamReader& stream, const Manifest& manifest)
{
    const auto tables = store::table_names(transaction);
    store::clear_tables(transaction, tables);
    Filling filling(transaction, stream);
    for (;;) {
        const auto next = stream.number(1);
        PANOH_CHECK(stream.fine());
        if (next == end_follows) break;
        const bool good =
            next == table_follows ? filling.begin(tables) : next == row_follows && filling.row();
        PANOH_CHECK(stream.fine());
        if (!good) return damaged();
    }
    filling.send();
    for (const auto& table : manifest.tables)
        if (filling.rows_of(table.name) != table.rows) return damaged();
    return {};
}

} // namespace

Manifest write_database(store::Database& database, StreamWriter& stream, const std::string& program,
                        core::Instant made_at)
{
    return database.read([&](store::Reader& reader) {
        Manifest manifest = describe(reader, program, made_at);
        write_manifest(stream, manifest);
        for (const auto& table : manifest.tables)
            write_table(reader, stream, table.name);
        stream.number(end_follows, 1);
        return manifest;
    });
}

core::Done read_database(store::Database& database, StreamReader& stream, const Manifest& manifest,
                         const std::optional<crypto::Key>& seal)
{
    bool begun = false;
    try {
        return database.write([&](store::Transaction& transaction) -> core::Done {
            // A second time would come after the stream was read: something of it was refused.
            if (std::exchange(begun, true)) return damaged();
            PANOH_CHECK(fill(transaction, stream, manifest));
            PANOH_CHECK(stream.finish(seal));
            store::analyze(transaction);
            return {};
        });
    } catch (const store::ConstraintFailed&) {
        return damaged();
    } catch (const std::logic_error&) {
        return damaged(); // what cannot be the name of a column, or a column of two kinds
    }
}

} // namespace panoh::backup
