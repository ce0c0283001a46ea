#include "directory/migrations.h"

#include <array>

namespace panoh::directory {

namespace {

constexpr const char* organisations = R"(
CREATE TABLE directory_organisation (
  id {{blob}} NOT NULL PRIMARY KEY,
  name {{text}} NOT NULL,
  name_folded {{text}} NOT NULL UNIQUE,
  alternate_name {{text}} NOT NULL,
  description {{text}} NOT NULL,
  email {{text}} NOT NULL,
  website {{text}} NOT NULL,
  phone {{text}} NOT NULL,
  city {{text}} NOT NULL,
  country {{text}} NOT NULL,
  type {{text}} NOT NULL,
  version {{int}} NOT NULL,
  changed_at {{int}} NOT NULL
) {{strict}};
)";

constexpr const char* address = R"(
ALTER TABLE directory_organisation ADD COLUMN street {{text}} NOT NULL DEFAULT '';
ALTER TABLE directory_organisation ADD COLUMN state {{text}} NOT NULL DEFAULT '';
ALTER TABLE directory_organisation ADD COLUMN postal_code {{text}} NOT NULL DEFAULT '';
ALTER TABLE directory_organisation ADD COLUMN latitude {{real}};
ALTER TABLE directory_organisation ADD COLUMN longitude {{real}};
)";

constexpr std::array<store::Migration, 2> all = {
    {{4, "directory", organisations}, {10, "directory_address", address}}};

} // namespace

const std::span<const store::Migration> migrations = all;

} // namespace panoh::directory
