#include "access/migrations.h"

#include <array>

namespace panoh::access {

namespace {

constexpr const char* people = R"(
CREATE TABLE access_organisation (
  id {{blob}} NOT NULL PRIMARY KEY,
  name {{text}} NOT NULL,
  type {{text}} NOT NULL,
  country {{text}} NOT NULL
) {{strict}};

CREATE TABLE access_user (
  id {{blob}} NOT NULL PRIMARY KEY,
  organisation {{blob}} NOT NULL REFERENCES access_organisation(id),
  user_name {{text}} NOT NULL UNIQUE,
  name {{text}} NOT NULL,
  role {{text}} NOT NULL,
  active {{int}} NOT NULL,
  version {{int}} NOT NULL,
  made_at {{int}} NOT NULL,
  failed {{int}} NOT NULL,
  password_salt {{blob}},
  password_passes {{int}},
  password_memory {{int}},
  password_verifier {{blob}},
  secrets {{blob}},
  recovery {{blob}},
  totp_secret {{blob}},
  totp_confirmed {{int}} NOT NULL,
  totp_step {{int}} NOT NULL,
  activation_hash {{blob}},
  activation_expires_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX access_user_by_organisation ON access_user(organisation, user_name);

CREATE TABLE access_team (
  id {{blob}} NOT NULL PRIMARY KEY,
  organisation {{blob}} NOT NULL REFERENCES access_organisation(id),
  name {{text}} NOT NULL,
  made_at {{int}} NOT NULL,
  UNIQUE (organisation, name)
) {{strict}};

CREATE TABLE access_team_member (
  team {{blob}} NOT NULL REFERENCES access_team(id),
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  added_at {{int}} NOT NULL,
  PRIMARY KEY (team, user_id)
) {{strict}};
CREATE INDEX access_team_member_by_user ON access_team_member(user_id);

CREATE TABLE access_session (
  id {{blob}} NOT NULL PRIMARY KEY,
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  stage {{text}} NOT NULL,
  secrets {{blob}} NOT NULL,
  made_at {{int}} NOT NULL,
  last_used_at {{int}} NOT NULL,
  expires_at {{int}} NOT NULL,
  failed {{int}} NOT NULL
) {{strict}};
CREATE INDEX access_session_by_user ON access_session(user_id);

CREATE TABLE access_device (
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  hash {{blob}} NOT NULL,
  last_used_at {{int}} NOT NULL,
  PRIMARY KEY (user_id, hash)
) {{strict}};
CREATE INDEX access_device_by_hash ON access_device(hash);

CREATE TABLE access_made (
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  key_hash {{blob}} NOT NULL,
  request_hash {{blob}} NOT NULL,
  made {{blob}} NOT NULL,
  made_at {{int}} NOT NULL,
  PRIMARY KEY (user_id, key_hash)
) {{strict}};
)";

/// Proofs of presence, security keys, spare codes, notices.
constexpr const char* factors = R"(
ALTER TABLE access_session ADD COLUMN origin {{blob}};
ALTER TABLE access_session ADD COLUMN step_up_until {{int}} NOT NULL DEFAULT 0;
ALTER TABLE access_session ADD COLUMN challenge {{blob}};
ALTER TABLE access_session ADD COLUMN challenge_for {{text}};
ALTER TABLE access_session ADD COLUMN challenge_until {{int}} NOT NULL DEFAULT 0;

CREATE TABLE access_security_key (
  id {{blob}} NOT NULL PRIMARY KEY,
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  name {{text}} NOT NULL,
  rp_id {{text}} NOT NULL,
  credential {{blob}} NOT NULL UNIQUE,
  algorithm {{int}} NOT NULL,
  public_key {{blob}} NOT NULL,
  mark {{blob}} NOT NULL,
  count {{int}} NOT NULL,
  made_at {{int}} NOT NULL,
  last_used_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX access_security_key_by_user ON access_security_key(user_id);

CREATE TABLE access_spare_code (
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  hash {{blob}} NOT NULL,
  PRIMARY KEY (user_id, hash)
) {{strict}};

CREATE TABLE access_notice (
  id {{blob}} NOT NULL PRIMARY KEY,
  user_id {{blob}} NOT NULL REFERENCES access_user(id),
  kind {{text}} NOT NULL,
  about {{blob}},
  made_at {{int}} NOT NULL,
  seen_at {{int}} NOT NULL
) {{strict}};
CREATE INDEX access_notice_by_user ON access_notice(user_id, made_at);
CREATE INDEX access_notice_by_time ON access_notice(made_at);
)";

/// Accounts that end, journeys, and stamps (stamps.h).
constexpr const char* stamps = R"(
ALTER TABLE access_user ADD COLUMN ends_at {{int}} NOT NULL DEFAULT 0;
ALTER TABLE access_user ADD COLUMN travelling_at {{int}} NOT NULL DEFAULT 0;
ALTER TABLE access_user ADD COLUMN turn {{int}} NOT NULL DEFAULT 0;
ALTER TABLE access_user ADD COLUMN stamp {{blob}};
ALTER TABLE access_organisation ADD COLUMN stamp {{blob}};
ALTER TABLE access_team ADD COLUMN stamp {{blob}};
ALTER TABLE access_team_member ADD COLUMN stamp {{blob}};
)";

constexpr std::array<store::Migration, 3> all = {
    {{3, "access", people}, {17, "access_factors", factors}, {23, "access_stamps", stamps}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::access
