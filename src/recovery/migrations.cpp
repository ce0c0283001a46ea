#include "recovery/migrations.h"

#include <array>

namespace panoh::recovery {

namespace {

constexpr store::Migration recovery = {
    .number = 22,
    .name = "recovery",
    .sql = R"(
CREATE TABLE recovery_root (
    organisation {{blob}} NOT NULL PRIMARY KEY,
    public_key {{blob}} NOT NULL,
    node_key {{blob}} NOT NULL,
    made_at {{int}} NOT NULL,
    ends_at {{int}} NOT NULL,
    signature {{blob}} NOT NULL,
    certificate {{blob}} NOT NULL
) {{strict}};
CREATE TABLE recovery_refusal (
    organisation {{blob}} NOT NULL PRIMARY KEY,
    refused_by {{blob}} NOT NULL,
    refused_at {{int}} NOT NULL,
    reason {{text}} NOT NULL
) {{strict}};
CREATE TABLE recovery_request (
    id {{blob}} NOT NULL PRIMARY KEY,
    organisation {{blob}} NOT NULL,
    team {{blob}} NOT NULL,
    for_user {{blob}} NOT NULL,
    reason {{text}} NOT NULL,
    asked_by {{blob}} NOT NULL,
    asked_at {{int}} NOT NULL,
    done_by {{blob}},
    done_at {{int}}
) {{strict}};
CREATE INDEX recovery_request_by_organisation ON recovery_request (organisation, asked_at);
CREATE TABLE recovery_agreement (
    request {{blob}} NOT NULL,
    to_user {{blob}} NOT NULL,
    sealed {{blob}} NOT NULL,
    PRIMARY KEY (request, to_user)
) {{strict}};
)",
};

// What somebody wrote as a reason could name a person: of what is there, only that there was one stays. A
// root from before this was kept, as far as anybody knows.
constexpr store::Migration codes = {
    .number = 26,
    .name = "recovery_codes",
    .sql = R"(
UPDATE recovery_refusal SET reason = 'other';
UPDATE recovery_request SET reason = 'other';
ALTER TABLE recovery_root ADD COLUMN kept_at {{int}};
UPDATE recovery_root SET kept_at = made_at;
)",
};

constexpr std::array<store::Migration, 2> all = {recovery, codes};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::recovery
