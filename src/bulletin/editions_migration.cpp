#include "bulletin/editions_migration.h"

#include <array>

namespace panoh::bulletin {

namespace {

// bulletin_hand: who asked for the review, and who changed something since. bulletin_use: what of the
// programme the editions that are out refer to. bulletin_was: former values of editions and of stories.
constexpr const char* editions = R"(
CREATE TABLE bulletin_edition (
  id {{blob}} NOT NULL PRIMARY KEY,
  organisation {{blob}} NOT NULL,
  title {{text}} NOT NULL,
  day {{text}} NOT NULL,
  document {{text}} NOT NULL,
  state {{text}} NOT NULL,
  version {{int}} NOT NULL,
  changed_at {{int}} NOT NULL,
  changed_by {{blob}} NOT NULL,
  asked_by {{blob}} NOT NULL,
  approved_by {{blob}} NOT NULL,
  note {{text}} NOT NULL,
  note_by {{blob}} NOT NULL,
  last_release {{int}} NOT NULL,
  released {{int}} NOT NULL,
  slug {{text}} NOT NULL
) {{strict}};
CREATE INDEX bulletin_edition_list ON bulletin_edition (organisation, day, id);
CREATE INDEX bulletin_edition_slug ON bulletin_edition (slug);
CREATE TABLE bulletin_story (
  id {{blob}} NOT NULL PRIMARY KEY,
  edition {{blob}} NOT NULL,
  document {{text}} NOT NULL,
  version {{int}} NOT NULL,
  changed_at {{int}} NOT NULL,
  changed_by {{blob}} NOT NULL,
  removed {{int}} NOT NULL
) {{strict}};
CREATE INDEX bulletin_story_of ON bulletin_story (edition, removed, id);
CREATE TABLE bulletin_was (
  what {{blob}} NOT NULL,
  version {{int}} NOT NULL,
  document {{text}} NOT NULL,
  changed_at {{int}} NOT NULL,
  changed_by {{blob}} NOT NULL,
  PRIMARY KEY (what, version)
) {{strict}};
CREATE TABLE bulletin_release (
  edition {{blob}} NOT NULL,
  number {{int}} NOT NULL,
  document {{text}} NOT NULL,
  published_at {{int}} NOT NULL,
  published_by {{blob}} NOT NULL,
  approved_by {{blob}} NOT NULL,
  PRIMARY KEY (edition, number)
) {{strict}};
CREATE TABLE bulletin_hand (
  edition {{blob}} NOT NULL,
  person {{blob}} NOT NULL,
  PRIMARY KEY (edition, person)
) {{strict}};
CREATE TABLE bulletin_use (
  edition {{blob}} NOT NULL,
  item {{blob}} NOT NULL,
  PRIMARY KEY (edition, item)
) {{strict}};
CREATE TABLE bulletin_change (
  one {{int}} NOT NULL PRIMARY KEY,
  counter {{int}} NOT NULL
) {{strict}};
)";

constexpr std::array<store::Migration, 1> all = {{{30, "bulletin_editions", editions}}};

} // namespace

const std::span<const store::Migration> editions_migration = all;

} // namespace panoh::bulletin
