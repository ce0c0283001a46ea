#include "store/copy.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace panoh::store {

namespace {

constexpr std::string_view own_table = "schema_migration";

constexpr Sql sqlite_tables{"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                            "'sqlite@_%' ESCAPE '@' ORDER BY rowid"};
constexpr Sql postgres_tables{"SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                              "to_regnamespace(current_schema()::text) ORDER BY oid"};
constexpr Sql sqlite_columns{"SELECT name FROM pragma_table_info(?)"};
constexpr Sql postgres_columns{"SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) "
                               "AND attnum > 0 AND NOT attisdropped"};
constexpr Sql postgres_anything{
    "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') "
    "AND relnamespace = to_regnamespace(current_schema()::text)"};
constexpr Sql all_applied{"SELECT id, sql_text FROM schema_migration ORDER BY id"};
constexpr Sql analyze_all{"ANALYZE"};

/// The drivers keep statements by the place of their text, so a text that was made at run time stays for
/// ever; there are three for each table. This is the one door for names that come from a database or a file.
const Sql& kept(std::string text, Rows rows = Rows::few)
{
    struct Kept {
        std::string text;
        Sql sql;
    };
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<Kept>, std::less<>> all;
    const std::lock_guard lock(mutex);
    auto& found = all[text];
    if (!found) {
        found = std::make_unique<Kept>(Kept{std::move(text), {nullptr}});
        found->sql = Sql{found->text.c_str(), rows};
    }
    return found->sql;
}

std::string quoted(std::string_view name)
{
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    };
    if (name.empty() || name.size() > 60 || !std::ranges::all_of(name, fits))
        throw std::logic_error("store: not the name of a table or column");
    return '"' + std::string(name) + '"';
}

std::vector<std::string> every_table(Reader& reader)
{
    std::vector<std::string> names;
    reader.each(reader.engine() == Engine::sqlite ? sqlite_tables : postgres_tables, {},
                [&](const Row& row) { names.emplace_back(row.text(0)); });
    return names;
}

} // namespace

std::vector<AppliedMigration> applied_migrations(Reader& reader)
{
    std::vector<AppliedMigration> applied;
    const auto tables = every_table(reader);
    if (std::ranges::find(tables, own_table) == tables.end()) return applied;
    reader.each(all_applied, {}, [&](const Row& row) {
        applied.push_back({static_cast<int>(row.integer(0)), std::string(row.text(1))});
    });
    return applied;
}

bool is_blank(Reader& reader)
{
    if (reader.engine() == Engine::sqlite) return every_table(reader).empty();
    return reader.first(postgres_anything, {}, [](const Row& row) { return row.integer(0); }).value_or(1) ==
           0;
}

std::vector<std::string> table_names(Reader& reader)
{
    auto names = every_table(reader);
    std::erase(names, own_table);
    return names;
}

std::vector<std::string> column_names(Reader& reader, std::string_view table)
{
    std::vector<std::string> names;
    const std::string name = reader.engine() == Engine::sqlite ? std::string(table) : quoted(table);
    reader.each(reader.engine() == Engine::sqlite ? sqlite_columns : postgres_columns, {name},
                [&](const Row& row) { names.emplace_back(row.text(0)); });
    return names;
}

std::int64_t count_rows(Reader& reader, std::string_view table)
{
    return reader
        .first(kept("SELECT count(*) FROM " + quoted(table)), {},
               [](const Row& row) { return row.integer(0); })
        .value_or(0);
}

void read_rows(Reader& reader, std::string_view table, const std::function<void(const CopiedRow&)>& on_row)
{
    // Both engines give rows of this kind.
    reader.each(kept("SELECT * FROM " + quoted(table), Rows::many), {},
                [&](const Row& row) { on_row(static_cast<const CopiedRow&>(row)); });
}

void clear_tables(Transaction& transaction, std::span<const std::string> tables)
{
    for (auto table = tables.rbegin(); table != tables.rend(); ++table)
        transaction.run(kept("DELETE FROM " + quoted(*table)), {});
}

void write_rows(Transaction& transaction, std::string_view table, std::span<const std::string> columns,
                Values values)
{
    std::string names;
    std::string places;
    for (const auto& column : columns) {
        names += (names.empty() ? "" : ", ") + quoted(column);
        places += places.empty() ? "?" : ", ?";
    }
    transaction.run_many(kept("INSERT INTO " + quoted(table) + " (" + names + ") VALUES (" + places + ")"),
                         static_cast<int>(columns.size()), values);
}

void analyze(Transaction& transaction)
{
    transaction.run(analyze_all, {});
}

} // namespace panoh::store
