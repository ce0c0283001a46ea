#pragma once

// A whole database as rows, for backups: what is in it, out of one snapshot, and into an empty one whose
// tables the same migrations have made. The two engines give the same rows.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/copied_row.h"

namespace panoh::store {

/// One migration that was applied, with the text that was.
struct AppliedMigration {
    int number = 0;
    std::string text = {};
};
/// By number; none in a database without a first start.
[[nodiscard]] std::vector<AppliedMigration> applied_migrations(Reader& reader);

/// Whether there is no table at all, ours or anybody's.
[[nodiscard]] bool is_blank(Reader& reader);

/// Every table but that of migrations, in the order of making, so that a table comes after those it refers
/// to.
[[nodiscard]] std::vector<std::string> table_names(Reader& reader);
/// `table` is one of `table_names`, here and below; std::logic_error for what cannot be a name.
[[nodiscard]] std::int64_t count_rows(Reader& reader, std::string_view table);
/// All rows, as they come.
void read_rows(Reader& reader, std::string_view table, const std::function<void(const CopiedRow&)>& on_row);

/// Takes out what migrations put into fresh tables; the last table first.
void clear_tables(Transaction& transaction, std::span<const std::string> tables);
/// Of a table that is there.
[[nodiscard]] std::vector<std::string> column_names(Reader& reader, std::string_view table);
/// Writes rows of `columns`, laid end to end. Throws ConstraintFailed or BrokenStore for a column that is not
/// there or a value of another kind, at the latest when the transaction ends.
void write_rows(Transaction& transaction, std::string_view table, std::span<const std::string> columns,
                Values values);
/// Lets the engine look at what is in the tables now.
void analyze(Transaction& transaction);

} // namespace panoh::store
