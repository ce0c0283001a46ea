#include "audit/migrations.h"

#include <array>

namespace panoh::audit {

namespace {

constexpr std::array<store::Migration, 2> all = {{{
                                                      .number = 1,
                                                      .name = "audit",
                                                      .sql = R"(
CREATE TABLE audit_row (
    seq {{int}} PRIMARY KEY,
    at {{int}} NOT NULL,
    actor {{blob}} NOT NULL,
    session_hash {{blob}} NOT NULL,
    action {{text}} NOT NULL,
    outcome {{text}} NOT NULL,
    object {{blob}},
    cases {{blob}} NOT NULL,
    purpose {{text}} NOT NULL,
    detail {{text}} NOT NULL,
    hash {{blob}} NOT NULL
) {{strict}};
CREATE TABLE audit_case (
    case_id {{blob}} NOT NULL,
    seq {{int}} NOT NULL,
    PRIMARY KEY (case_id, seq)
) {{strict}};
CREATE TABLE audit_pending (
    seq {{int}} PRIMARY KEY
) {{strict}};
CREATE TABLE audit_head (
    id {{int}} PRIMARY KEY,
    seq {{int}} NOT NULL,
    hash {{blob}} NOT NULL
) {{strict}};
)",
                                                  },
                                                  {
                                                      .number = 18,
                                                      .name = "audit_checkpoints",
                                                      .sql = R"(
CREATE TABLE audit_checkpoint (
    seq {{int}} PRIMARY KEY,
    at {{int}} NOT NULL,
    note {{text}} NOT NULL
) {{strict}};
)",
                                                  }}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::audit
