#include "vault/migrations.h"

#include <array>

namespace panoh::vault {

namespace {

constexpr std::array<store::Migration, 1> all = {{{
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
}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::vault
