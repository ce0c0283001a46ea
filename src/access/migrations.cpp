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

constexpr std::array<store::Migration, 1> all = {{{3, "access", people}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::access
