#include "records/migrations.h"

namespace panoh::records {
namespace {

// Which cases came with which table, so that a whole import can be looked at again.
constexpr store::Migration all[] = {
    {13, "records", R"sql(
CREATE TABLE record_import (
    id {{blob}} NOT NULL PRIMARY KEY,
    team {{blob}} NOT NULL,
    name {{text}} NOT NULL,
    begun_by {{blob}} NOT NULL,
    begun_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX record_import_by_team ON record_import (team, begun_at);
CREATE TABLE record_import_case (
    import_id {{blob}} NOT NULL,
    case_id {{blob}} NOT NULL,
    PRIMARY KEY (import_id, case_id)
) {{strict}};
)sql"},
    // How an import went; how often each case had been written into when it came (cases/removal.h), so that
    // one that nobody touched since can be taken back. Mappings that a team keeps: headings and short words
    // of spreadsheets, no cell that may name somebody (saved_mappings.h).
    {14, "record_imports", R"sql(
ALTER TABLE record_import ADD COLUMN wanted {{int}} NOT NULL DEFAULT 0;
ALTER TABLE record_import ADD COLUMN ended_at {{int}};
ALTER TABLE record_import ADD COLUMN taken_back_at {{int}};
ALTER TABLE record_import ADD COLUMN taken_back_by {{blob}};
ALTER TABLE record_import_case ADD COLUMN writings {{int}};
CREATE TABLE record_mapping (
    id {{blob}} NOT NULL PRIMARY KEY,
    team {{blob}} NOT NULL,
    name {{text}} NOT NULL,
    version {{int}} NOT NULL,
    mapping {{text}} NOT NULL,
    saved_by {{blob}} NOT NULL,
    saved_at {{int}} NOT NULL,
    UNIQUE (team, name)
) {{strict}};
)sql"}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::records
