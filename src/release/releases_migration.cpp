#include "release/releases_migration.h"

namespace panoh::release {

// The view is all that this slice may know of a case (README.md): coded answers, nobody's id, no day. A year
// is counted from the days since 1970 as from a first of March, so that the leap day comes last. The
// organisation is there to ask by; it goes nowhere. Who refused that what was answered is kept for figures is
// not in it.
const store::Migration releases_migration = {33, "releases", R"sql(
CREATE TABLE release_lineage (
    id {{blob}} NOT NULL PRIMARY KEY,
    organisation {{blob}} NOT NULL,
    name {{text}} NOT NULL,
    title {{text}} NOT NULL,
    sealed_key {{blob}} NOT NULL,
    version {{int}} NOT NULL,
    schema_number {{int}} NOT NULL,
    created_at {{int}} NOT NULL,
    created_by {{blob}} NOT NULL,
    changed_at {{int}} NOT NULL,
    changed_by {{blob}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX release_lineage_by_name ON release_lineage (organisation, name);
CREATE TABLE release_schema (
    lineage {{blob}} NOT NULL,
    number {{int}} NOT NULL,
    document {{text}} NOT NULL,
    hash {{text}} NOT NULL,
    written_at {{int}} NOT NULL,
    written_by {{blob}} NOT NULL,
    PRIMARY KEY (lineage, number)
) {{strict}};
CREATE TABLE release_ledger (
    lineage {{blob}} NOT NULL,
    line {{int}} NOT NULL,
    content {{text}} NOT NULL,
    PRIMARY KEY (lineage, line)
) {{strict}};
CREATE TABLE release_plan (
    id {{blob}} NOT NULL PRIMARY KEY,
    organisation {{blob}} NOT NULL,
    lineage {{blob}} NOT NULL,
    document {{text}} NOT NULL,
    state {{text}} NOT NULL,
    version {{int}} NOT NULL,
    schema_number {{int}} NOT NULL,
    created_at {{int}} NOT NULL,
    created_by {{blob}} NOT NULL,
    written_by {{blob}} NOT NULL,
    changed_at {{int}} NOT NULL,
    changed_by {{blob}} NOT NULL,
    proposed_by {{blob}},
    approved_by {{blob}},
    published_by {{blob}},
    note {{text}} NOT NULL,
    note_by {{blob}},
    failure {{text}} NOT NULL,
    manifest {{text}} NOT NULL,
    epsilon_after {{int}} NOT NULL,
    made_at {{int}},
    published_at {{int}},
    withdrawn_at {{int}}
) {{strict}};
CREATE INDEX release_plan_list ON release_plan (organisation, created_at, id);
CREATE INDEX release_plan_by_state ON release_plan (state, changed_at, id);
CREATE TABLE release_file (
    release {{blob}} NOT NULL,
    position {{int}} NOT NULL,
    name {{text}} NOT NULL,
    sha256 {{text}} NOT NULL,
    size {{int}} NOT NULL,
    PRIMARY KEY (release, position)
) {{strict}};
CREATE UNIQUE INDEX release_file_by_name ON release_file (release, name);
CREATE TABLE release_file_part (
    release {{blob}} NOT NULL,
    position {{int}} NOT NULL,
    part {{int}} NOT NULL,
    content {{blob}} NOT NULL,
    PRIMARY KEY (release, position, part)
) {{strict}};
CREATE VIEW release_cases AS
SELECT organisation,
       era * 400 + year_of_era + CASE WHEN day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100) >= 306
                                      THEN 1 ELSE 0 END AS year,
       country, gender, age_band, citizenship, country_of_exploitation, trafficking_status, exploitation,
       sexual_exploitation, labour_industry, methods_of_control, recruitment_method, relationship_to_trafficker
FROM (SELECT organisation, era, day_of_era,
             (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365 AS year_of_era,
             country, gender, age_band, citizenship, country_of_exploitation, trafficking_status, exploitation,
             sexual_exploitation, labour_industry, methods_of_control, recruitment_method, relationship_to_trafficker
      FROM (SELECT organisation,
                   (opened_at / 86400000 + 719468) / 146097 AS era,
                   (opened_at / 86400000 + 719468) % 146097 AS day_of_era,
                   country, gender, age_band, citizenship, country_of_exploitation, trafficking_status, exploitation,
                   sexual_exploitation, labour_industry, methods_of_control, recruitment_method,
                   relationship_to_trafficker
            FROM case_file
            WHERE data_agreement IS NULL OR data_agreement NOT IN ('no', '~refused')) AS day_known) AS year_known;
)sql"};

} // namespace panoh::release
