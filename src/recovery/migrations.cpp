#include "recovery/migrations.h"

#include <array>

namespace panoh::recovery {

namespace {

constexpr std::array<store::Migration, 1> all = {{{
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
}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::recovery
