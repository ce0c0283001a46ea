#include "emergency/migrations.h"

#include <array>

namespace panoh::emergency {

namespace {

constexpr std::array<store::Migration, 1> all = {{{
    .number = 28,
    .name = "emergency",
    .sql = R"(
CREATE TABLE emergency_opening (
    id {{blob}} NOT NULL PRIMARY KEY,
    case_id {{blob}} NOT NULL,
    reference {{text}} NOT NULL,
    team {{blob}} NOT NULL,
    officer {{blob}} NOT NULL,
    reason {{text}} NOT NULL,
    why {{blob}} NOT NULL,
    opened_at {{int}} NOT NULL,
    ends_at {{int}} NOT NULL,
    reviewed_by {{blob}},
    reviewed_at {{int}},
    verdict {{text}}
) {{strict}};
CREATE INDEX emergency_opening_by_officer ON emergency_opening (officer, opened_at);
CREATE INDEX emergency_opening_by_team ON emergency_opening (team, reviewed_at);
)",
}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::emergency
