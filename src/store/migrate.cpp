#include "store/migrate.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <vector>

#include "core/log.h"
#include "store/sql_text.h"

namespace panoh::store {

namespace {

using core::ErrorKind;
using core::fail;

// The whole text is kept, so that "changed" needs no hash and a person can read what was once applied.
constexpr std::string_view make_table =
    "CREATE TABLE IF NOT EXISTS schema_migration (id {{int}} PRIMARY KEY, name {{text}} NOT NULL, "
    "sql_text {{text}} NOT NULL, applied_at {{int}} NOT NULL) {{strict}}";
constexpr Sql all_applied{"SELECT id, sql_text FROM schema_migration ORDER BY id"};
constexpr Sql record{"INSERT INTO schema_migration (id, name, sql_text, applied_at) VALUES (?, ?, ?, ?)"};

// Whoever only reads may come before the first start.
constexpr Sql sqlite_has_table{"SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'"};
constexpr Sql postgres_has_table{"SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migration')"};

using Applied = std::map<int, std::string>;

std::vector<Migration> in_order(std::span<const Migration> migrations)
{
    std::vector<Migration> sorted(migrations.begin(), migrations.end());
    std::ranges::sort(sorted, {}, &Migration::number);
    if (std::ranges::adjacent_find(sorted, {}, &Migration::number) != sorted.end())
        throw std::logic_error("store: two migrations have the same number");
    return sorted;
}

Applied read_applied(Reader& reader)
{
    Applied applied;
    reader.each(all_applied, {},
                [&](const Row& row) { applied.emplace(static_cast<int>(row.integer(0)), row.text(1)); });
    return applied;
}

core::Done check(const Applied& applied, const std::vector<Migration>& known)
{
    for (const auto& [number, text] : applied) {
        const auto found = std::ranges::find(known, number, &Migration::number);
        if (found == known.end()) {
            core::log(core::LogLevel::error, "newer_database", {{"migration", number}});
            return fail(ErrorKind::conflict, "store/newer_than_program");
        }
        if (text != found->sql) {
            core::log(core::LogLevel::error, "migration_changed", {{"migration", number}});
            return fail(ErrorKind::conflict, "store/migration_changed");
        }
    }
    return {};
}

void apply(WriterConnection& connection, Engine engine, const Migration& migration)
{
    for (const auto& statement : split_statements(expand_macros(migration.sql, engine)))
        connection.execute(statement);
    connection.run(record, {migration.number, migration.name, migration.sql, core::SystemClock().now()});
}

} // namespace

core::Done apply_migrations(GroupCommit& writer, Engine engine, std::span<const Migration> migrations)
{
    const auto known = in_order(migrations);
    Applied applied;
    writer.run_on_connection([&](WriterConnection& connection) {
        connection.execute(expand_macros(make_table, engine));
        applied = read_applied(connection);
    });
    PANOH_CHECK(check(applied, known));
    for (const auto& migration : known) {
        if (applied.contains(migration.number)) continue;
        writer.run_on_connection([&](WriterConnection& connection) { apply(connection, engine, migration); });
    }
    return {};
}

core::Done compare_migrations(Reader& reader, std::span<const Migration> migrations)
{
    const auto known = in_order(migrations);
    const Sql& has_table = reader.engine() == Engine::sqlite ? sqlite_has_table : postgres_has_table;
    const auto tables = reader.first(has_table, {}, [](const Row& row) { return row.integer(0); });
    const auto applied = tables.value_or(0) > 0 ? read_applied(reader) : Applied{};
    PANOH_CHECK(check(applied, known));
    if (applied.size() < known.size()) return fail(ErrorKind::conflict, "store/older_than_program");
    return {};
}

} // namespace panoh::store
