#include "release/migrations.h"

namespace panoh::release {
namespace {

// A dataset has a small number besides its id, and a record the place number * 2^32 + its line in the table:
// one integer key per record instead of an id and an index over it, and a dataset is one range of places.
// `source` is the record as it stood, with its line break; the columns after it are derived. In the columns
// that end in _yes and _no, bit n stands for the code that dataset_code lists at n; neither bit: not
// recorded.
constexpr store::Migration all[] = {{6, "datasets", R"sql(
CREATE TABLE dataset (
    id {{blob}} NOT NULL PRIMARY KEY,
    number {{int}} NOT NULL UNIQUE,
    name {{text}} NOT NULL,
    source {{text}} NOT NULL,
    citation {{text}} NOT NULL,
    header {{text}} NOT NULL,
    record_count {{int}} NOT NULL,
    small_cell {{int}} NOT NULL,
    readable {{int}} NOT NULL,
    imported_at {{int}} NOT NULL,
    imported_by {{blob}}
) {{strict}};
CREATE TABLE dataset_record (
    place {{int}} NOT NULL PRIMARY KEY,
    source {{text}} NOT NULL,
    year {{int}},
    gender {{text}},
    age_band {{text}},
    citizenship {{text}},
    country_of_exploitation {{text}},
    control_yes {{int}} NOT NULL,
    control_no {{int}} NOT NULL,
    exploitation_yes {{int}} NOT NULL,
    exploitation_no {{int}} NOT NULL,
    industry_yes {{int}} NOT NULL,
    industry_no {{int}} NOT NULL,
    sexual_yes {{int}} NOT NULL,
    sexual_no {{int}} NOT NULL,
    relationship_yes {{int}} NOT NULL,
    relationship_no {{int}} NOT NULL
) {{strict}};
CREATE TABLE dataset_code (
    dataset {{int}} NOT NULL,
    list {{text}} NOT NULL,
    bit {{int}} NOT NULL,
    code {{text}} NOT NULL,
    PRIMARY KEY (dataset, list, bit)
) {{strict}};
CREATE TABLE dataset_table (
    dataset {{int}} NOT NULL,
    shown {{text}} NOT NULL,
    position {{int}} NOT NULL,
    name {{text}} NOT NULL,
    dimension_1 {{text}} NOT NULL,
    dimension_2 {{text}},
    total {{int}},
    people_can_repeat {{int}} NOT NULL,
    withheld {{int}} NOT NULL,
    PRIMARY KEY (dataset, shown, position)
) {{strict}};
CREATE TABLE dataset_cell (
    dataset {{int}} NOT NULL,
    shown {{text}} NOT NULL,
    table_position {{int}} NOT NULL,
    position {{int}} NOT NULL,
    key_1 {{text}} NOT NULL,
    key_2 {{text}},
    people {{int}},
    PRIMARY KEY (dataset, shown, table_position, position)
) {{strict}};
)sql"}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::release
