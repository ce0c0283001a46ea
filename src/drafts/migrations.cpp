#include "drafts/migrations.h"

#include <array>

namespace panoh::drafts {

namespace {

constexpr std::array<store::Migration, 1> all = {{{
    .number = 11,
    .name = "drafts",
    .sql = R"(
CREATE TABLE draft_form (
    writer {{blob}} NOT NULL,
    draft_key {{text}} NOT NULL,
    sitting {{blob}} NOT NULL,
    counted {{int}} NOT NULL,
    version {{int}} NOT NULL,
    begun_at {{int}} NOT NULL,
    kept_at {{int}} NOT NULL,
    sealed_for {{blob}} NOT NULL,
    sealed {{blob}} NOT NULL,
    PRIMARY KEY (writer, draft_key)
) {{strict}};
)",
}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::drafts
