#include "records/migrations.h"

namespace panoh::records {
namespace {

// Which cases came with which table, so that a whole import can be looked at again.
constexpr store::Migration all[] = {{13, "records", R"sql(
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
)sql"}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::records
