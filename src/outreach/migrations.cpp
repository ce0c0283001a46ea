#include "outreach/migrations.h"

#include <array>

namespace panoh::outreach {

namespace {

constexpr const char* items = R"(
CREATE TABLE outreach_item (
  id {{blob}} NOT NULL PRIMARY KEY,
  kind {{text}} NOT NULL,
  organisation {{blob}} NOT NULL,
  title {{text}} NOT NULL,
  title_folded {{text}} NOT NULL,
  starts_on {{text}} NOT NULL,
  ends_on {{text}} NOT NULL,
  last_on {{text}} NOT NULL,
  countries {{text}} NOT NULL,
  document {{text}} NOT NULL,
  closed {{blob}},
  version {{int}} NOT NULL,
  changed_at {{int}} NOT NULL,
  changed_by {{blob}} NOT NULL,
  removed {{int}} NOT NULL
) {{strict}};
CREATE INDEX outreach_item_list ON outreach_item (kind, removed, starts_on, id);
CREATE TABLE outreach_link (
  item {{blob}} NOT NULL,
  refers_to {{blob}} NOT NULL,
  PRIMARY KEY (item, refers_to)
) {{strict}};
CREATE INDEX outreach_link_to ON outreach_link (refers_to, item);
CREATE TABLE outreach_item_was (
  item {{blob}} NOT NULL,
  version {{int}} NOT NULL,
  document {{text}} NOT NULL,
  closed {{blob}},
  changed_at {{int}} NOT NULL,
  changed_by {{blob}} NOT NULL,
  PRIMARY KEY (item, version)
) {{strict}};
)";

constexpr std::array<store::Migration, 1> all = {{{29, "outreach", items}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::outreach
