#include "vault/migrations.h"

#include <array>

namespace panoh::vault {

namespace {

constexpr store::Migration keys = {
    .number = 2,
    .name = "vault",
    .sql = R"(
CREATE TABLE vault_user_key (
    user_id {{blob}} PRIMARY KEY NOT NULL,
    box_public {{blob}} NOT NULL,
    sign_public {{blob}} NOT NULL
) {{strict}};
CREATE TABLE vault_team_key (
    team_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    epoch {{int}} NOT NULL,
    public_key {{blob}} NOT NULL,
    PRIMARY KEY (team_id, compartment, epoch)
) {{strict}};
CREATE TABLE vault_team_member (
    team_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    epoch {{int}} NOT NULL,
    user_id {{blob}} NOT NULL,
    sealed {{blob}} NOT NULL,
    PRIMARY KEY (team_id, compartment, user_id, epoch)
) {{strict}};
CREATE INDEX vault_team_member_user ON vault_team_member (user_id);
CREATE TABLE vault_case_key (
    case_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    version {{int}} NOT NULL,
    team_id {{blob}} NOT NULL,
    quick {{blob}},
    sealed {{blob}} NOT NULL,
    PRIMARY KEY (case_id, compartment, team_id, version)
) {{strict}};
)",
};

constexpr store::Migration grants = {
    .number = 15,
    .name = "vault_grants",
    .sql = R"(
ALTER TABLE vault_user_key ADD COLUMN made_at {{int}} NOT NULL DEFAULT 0;
ALTER TABLE vault_user_key ADD COLUMN certificate {{blob}};
ALTER TABLE vault_team_key ADD COLUMN made_at {{int}} NOT NULL DEFAULT 0;
ALTER TABLE vault_team_key ADD COLUMN certificate {{blob}};
ALTER TABLE vault_team_member ADD COLUMN granted_by {{blob}};
ALTER TABLE vault_team_member ADD COLUMN granted_at {{int}} NOT NULL DEFAULT 0;
ALTER TABLE vault_team_member ADD COLUMN ends_at {{int}} NOT NULL DEFAULT 0;
ALTER TABLE vault_team_member ADD COLUMN signer {{blob}};
ALTER TABLE vault_team_member ADD COLUMN signature {{blob}};
ALTER TABLE vault_team_member ADD COLUMN certificate {{blob}};
ALTER TABLE vault_case_key ADD COLUMN epoch {{int}} NOT NULL DEFAULT 1;
CREATE TABLE vault_case_share (
    case_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    team_id {{blob}} NOT NULL,
    granted_by {{blob}} NOT NULL,
    granted_at {{int}} NOT NULL,
    signer {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    certificate {{blob}} NOT NULL,
    PRIMARY KEY (case_id, compartment, team_id)
) {{strict}};
CREATE TABLE vault_rotation (
    team_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    epoch {{int}} NOT NULL,
    due_at {{int}} NOT NULL,
    PRIMARY KEY (team_id, compartment)
) {{strict}};
)",
};

constexpr store::Migration escrow = {
    .number = 16,
    .name = "vault_escrow",
    .sql = R"(
CREATE TABLE vault_escrow_key (
    organisation {{blob}} NOT NULL PRIMARY KEY,
    epoch {{int}} NOT NULL,
    public_key {{blob}} NOT NULL,
    made_at {{int}} NOT NULL,
    certificate {{blob}} NOT NULL
) {{strict}};
CREATE TABLE vault_escrow_half (
    organisation {{blob}} NOT NULL,
    custodian {{blob}} NOT NULL,
    other {{blob}} NOT NULL,
    sealed {{blob}} NOT NULL,
    PRIMARY KEY (organisation, custodian, other)
) {{strict}};
CREATE TABLE vault_escrow_deposit (
    team_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    epoch {{int}} NOT NULL,
    organisation {{blob}} NOT NULL,
    escrow_epoch {{int}} NOT NULL,
    sealed {{blob}} NOT NULL,
    PRIMARY KEY (team_id, compartment, epoch)
) {{strict}};
CREATE INDEX vault_escrow_deposit_by_organisation ON vault_escrow_deposit (organisation, escrow_epoch);
)",
};

constexpr store::Migration left_out = {
    .number = 25,
    .name = "vault_left_out",
    .sql = R"(
CREATE TABLE vault_left_out (
    team_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    user_id {{blob}} NOT NULL,
    epoch {{int}} NOT NULL,
    at {{int}} NOT NULL,
    PRIMARY KEY (team_id, compartment, user_id)
) {{strict}};
)",
};

constexpr store::Migration standing = {
    .number = 27,
    .name = "vault_standing",
    .sql = R"(
CREATE TABLE vault_standing (
    team_id {{blob}} NOT NULL,
    compartment {{text}} NOT NULL,
    to_team {{blob}} NOT NULL,
    granted_by {{blob}},
    granted_at {{int}} NOT NULL,
    signer {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    certificate {{blob}} NOT NULL,
    through {{int}} NOT NULL,
    PRIMARY KEY (team_id, compartment, to_team)
) {{strict}};
)",
};

constexpr std::array<store::Migration, 5> all = {keys, grants, escrow, left_out, standing};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::vault
