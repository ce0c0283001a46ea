#include "bulletin/subscribers_migration.h"

namespace panoh::bulletin {

const store::Migration subscribers_migration = {32, "bulletin_subscribers", R"(
CREATE TABLE bulletin_subscriber (
  id {{blob}} NOT NULL PRIMARY KEY,
  address_hash {{blob}} NOT NULL,
  sealed {{blob}},
  state {{text}} NOT NULL,
  language {{text}} NOT NULL,
  countries {{text}} NOT NULL,
  token_hash {{blob}},
  token_until {{int}} NOT NULL,
  asked_at {{int}} NOT NULL,
  asked_times {{int}} NOT NULL,
  confirmed_at {{int}},
  left_at {{int}},
  letter_due_at {{int}},
  letter_tries {{int}} NOT NULL,
  refused_in_row {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX bulletin_subscriber_address ON bulletin_subscriber (address_hash);
CREATE INDEX bulletin_subscriber_token ON bulletin_subscriber (token_hash);
CREATE INDEX bulletin_subscriber_due ON bulletin_subscriber (letter_due_at, id);
CREATE INDEX bulletin_subscriber_state ON bulletin_subscriber (state, language, id);
CREATE TABLE bulletin_sending (
  id {{blob}} NOT NULL PRIMARY KEY,
  edition {{blob}} NOT NULL,
  organisation {{blob}} NOT NULL,
  languages {{text}} NOT NULL,
  state {{text}} NOT NULL,
  total {{int}} NOT NULL,
  started_at {{int}} NOT NULL,
  started_by {{blob}} NOT NULL,
  ended_at {{int}}
) {{strict}};
CREATE INDEX bulletin_sending_edition ON bulletin_sending (edition, started_at, id);
CREATE INDEX bulletin_sending_state ON bulletin_sending (state, started_at, id);
CREATE TABLE bulletin_delivery (
  sending {{blob}} NOT NULL,
  subscriber {{blob}} NOT NULL,
  state {{text}} NOT NULL,
  tries {{int}} NOT NULL,
  next_at {{int}} NOT NULL,
  ended_at {{int}},
  PRIMARY KEY (sending, subscriber)
) {{strict}};
CREATE INDEX bulletin_delivery_state ON bulletin_delivery (sending, state, subscriber);
CREATE INDEX bulletin_delivery_subscriber ON bulletin_delivery (subscriber, sending);
)"};

} // namespace panoh::bulletin
