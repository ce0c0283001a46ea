#include "cases/migrations.h"

namespace panoh::cases {
namespace {

// The three list orders have an index each that also holds what lists are filtered by, so that a page walks
// the index and touches only the rows it shows. case_tally tells beforehand how many rows a filter has: see
// case_list_store.cpp. The short text of the identity (find_key.h), sealed, and the wrap of its key stand in
// the row itself: a page of names reads no page of the disk more than a page of codes.
constexpr store::Migration all[] = {
    {5, "cases", R"sql(
CREATE TABLE case_file (
    id {{blob}} NOT NULL PRIMARY KEY,
    reference {{text}} NOT NULL UNIQUE,
    version {{int}} NOT NULL,
    organisation {{blob}} NOT NULL,
    team {{blob}} NOT NULL,
    assigned_to {{blob}},
    opened_by {{blob}} NOT NULL,
    updated_by {{blob}} NOT NULL,
    state {{text}} NOT NULL,
    country {{text}} NOT NULL,
    opened_at {{int}} NOT NULL,
    updated_at {{int}} NOT NULL,
    due_sort {{text}} NOT NULL,
    age_band {{text}} NOT NULL,
    birth_year_known {{int}} NOT NULL,
    consent_given {{int}} NOT NULL,
    consent_mode {{text}},
    consent_exception {{text}},
    gender {{text}},
    citizenship {{text}},
    primary_language {{text}},
    marital_status {{text}},
    education {{text}},
    number_of_children {{int}},
    trafficking_status {{text}},
    status_decided_by {{text}},
    referral_source {{text}},
    recruitment_method {{text}},
    relationship_to_trafficker {{text}},
    methods_of_control {{text}},
    exploitation {{text}},
    labour_industry {{text}},
    sexual_exploitation {{text}},
    country_of_exploitation {{text}},
    exploitation_from {{text}},
    exploitation_to {{text}},
    age_when_trafficked {{int}},
    risk_level {{text}},
    next_step {{text}},
    due_on {{text}},
    closure_reason {{text}},
    short_version {{int}},
    short_sealed {{blob}},
    short_wrap {{blob}}
) {{strict}};
CREATE INDEX case_by_opened ON case_file (team, opened_at, id, state, country, assigned_to, opened_by);
CREATE INDEX case_by_updated ON case_file (team, updated_at, id, state, country, assigned_to, opened_by);
CREATE INDEX case_by_due ON case_file (team, due_sort, id, state, country, assigned_to, opened_by);
CREATE INDEX case_by_country ON case_file (team, country, opened_at, id, state, assigned_to, opened_by);
CREATE INDEX case_by_state ON case_file (team, state, country, opened_at, id, updated_at, due_sort, assigned_to, opened_by);
CREATE INDEX case_by_worker ON case_file (assigned_to, team, due_sort, state);
CREATE INDEX case_by_opener ON case_file (opened_by, team);
CREATE TABLE case_tally (
    team {{blob}} NOT NULL,
    state {{text}} NOT NULL,
    country {{text}} NOT NULL,
    total {{int}} NOT NULL,
    PRIMARY KEY (team, state, country)
) {{strict}};
CREATE TABLE case_load (
    worker {{blob}} NOT NULL PRIMARY KEY,
    total {{int}} NOT NULL
) {{strict}};
CREATE TABLE case_identity (
    case_id {{blob}} NOT NULL PRIMARY KEY,
    version {{int}} NOT NULL,
    sealed {{blob}} NOT NULL,
    updated_at {{int}} NOT NULL
) {{strict}};
CREATE TABLE case_whereabouts (
    case_id {{blob}} NOT NULL PRIMARY KEY,
    version {{int}} NOT NULL,
    sealed {{blob}} NOT NULL,
    updated_at {{int}} NOT NULL
) {{strict}};
CREATE TABLE case_note (
    id {{blob}} NOT NULL PRIMARY KEY,
    case_id {{blob}} NOT NULL,
    kind {{text}} NOT NULL,
    written_by {{blob}} NOT NULL,
    written_at {{int}} NOT NULL,
    sealed {{blob}} NOT NULL
) {{strict}};
CREATE INDEX case_note_by_case ON case_note (case_id, written_at);
)sql"},
    // What finds a case for other teams (search.h), and what they ask its team.
    {8, "finding", R"sql(
CREATE TABLE case_finding (
    case_id {{blob}} NOT NULL PRIMARY KEY,
    team {{blob}} NOT NULL,
    version {{int}} NOT NULL,
    epoch {{int}} NOT NULL,
    sealed {{blob}} NOT NULL
) {{strict}};
CREATE INDEX case_finding_by_team ON case_finding (team, epoch);
CREATE TABLE case_ask (
    id {{blob}} NOT NULL PRIMARY KEY,
    case_id {{blob}} NOT NULL,
    team {{blob}} NOT NULL,
    asked_by {{blob}} NOT NULL,
    asked_at {{int}} NOT NULL,
    purpose {{text}} NOT NULL,
    answer {{text}},
    answered_by {{blob}},
    answered_at {{int}}
) {{strict}};
CREATE INDEX case_ask_by_team ON case_ask (team, answer, asked_at, id);
CREATE INDEX case_ask_by_asker ON case_ask (asked_by, asked_at, id);
)sql"},
    // The rest of HTCDS; what was answered before, field by field; and each
    // sealed part as it stood before it was written again.
    {9, "record", R"sql(
ALTER TABLE case_file ADD COLUMN recruitment_websites {{text}};
ALTER TABLE case_file ADD COLUMN exploitation_websites {{text}};
ALTER TABLE case_file ADD COLUMN secondary_language {{text}};
ALTER TABLE case_file ADD COLUMN deceased {{text}};
ALTER TABLE case_file ADD COLUMN data_agreement {{text}};
ALTER TABLE case_file ADD COLUMN vulnerabilities {{text}};
ALTER TABLE case_file ADD COLUMN further_episodes {{text}};
ALTER TABLE case_file ADD COLUMN referred_in_on {{text}};
ALTER TABLE case_file ADD COLUMN referred_in_because {{text}};
ALTER TABLE case_file ADD COLUMN referred_out_on {{text}};
ALTER TABLE case_file ADD COLUMN referred_out_because {{text}};
CREATE TABLE case_story (
    case_id {{blob}} NOT NULL PRIMARY KEY,
    version {{int}} NOT NULL,
    sealed {{blob}} NOT NULL,
    updated_at {{int}} NOT NULL
) {{strict}};
CREATE TABLE case_answer_before (
    case_id {{blob}} NOT NULL,
    field {{text}} NOT NULL,
    version {{int}} NOT NULL,
    value {{text}} NOT NULL,
    changed_by {{blob}} NOT NULL,
    changed_at {{int}} NOT NULL,
    PRIMARY KEY (case_id, field, version)
) {{strict}};
CREATE TABLE case_sealed_before (
    case_id {{blob}} NOT NULL,
    part {{text}} NOT NULL,
    version {{int}} NOT NULL,
    sealed {{blob}} NOT NULL,
    changed_by {{blob}} NOT NULL,
    changed_at {{int}} NOT NULL,
    PRIMARY KEY (case_id, part, version)
) {{strict}};
)sql"}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::cases
