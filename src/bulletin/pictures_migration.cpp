#include "bulletin/pictures_migration.h"

namespace panoh::bulletin {

const store::Migration pictures_migration = {31, "bulletin_pictures", R"(
CREATE TABLE bulletin_picture (
  id {{blob}} NOT NULL PRIMARY KEY,
  organisation {{blob}} NOT NULL,
  added_at {{int}} NOT NULL,
  added_by {{blob}} NOT NULL,
  changed_at {{int}} NOT NULL,
  changed_by {{blob}} NOT NULL,
  width {{int}} NOT NULL,
  height {{int}} NOT NULL,
  original {{blob}} NOT NULL,
  description {{text}} NOT NULL,
  version {{int}} NOT NULL,
  withdrawn_on {{text}} NOT NULL,
  removed {{int}} NOT NULL
) {{strict}};
CREATE INDEX bulletin_picture_list ON bulletin_picture (organisation, removed, added_at, id);
CREATE INDEX bulletin_picture_original ON bulletin_picture (organisation, original);
CREATE TABLE bulletin_picture_bytes (
  picture {{blob}} NOT NULL,
  size {{int}} NOT NULL,
  jpeg {{blob}} NOT NULL,
  PRIMARY KEY (picture, size)
) {{strict}};
)"};

} // namespace panoh::bulletin
