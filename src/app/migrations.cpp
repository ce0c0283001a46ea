#include "app/migrations.h"

#include <algorithm>

#include "access/migrations.h"
#include "audit/migrations.h"
#include "bulletin/editions_migration.h"
#include "bulletin/pictures_migration.h"
#include "bulletin/subscribers_migration.h"
#include "cases/migrations.h"
#include "directory/migrations.h"
#include "drafts/migrations.h"
#include "emergency/migrations.h"
#include "outreach/migrations.h"
#include "records/migrations.h"
#include "recovery/migrations.h"
#include "release/migrations.h"
#include "release/releases_migration.h"
#include "vault/migrations.h"

namespace panoh::app {

namespace {
constexpr store::Migration own[] = {{7, "node", R"sql(
CREATE TABLE node_fact (
    name {{text}} NOT NULL PRIMARY KEY,
    value {{text}} NOT NULL
) {{strict}};
)sql"}};
} // namespace

std::vector<store::Migration> all_migrations()
{
    std::vector<store::Migration> all(std::begin(own), std::end(own));
    for (const auto& slice :
         {audit::migrations, vault::migrations, access::migrations, directory::migrations,
          recovery::migrations, cases::migrations, emergency::migrations, outreach::migrations,
          bulletin::editions_migration, records::migrations, release::migrations, drafts::migrations})
        all.insert(all.end(), slice.begin(), slice.end());
    all.push_back(bulletin::pictures_migration);
    all.push_back(bulletin::subscribers_migration);
    all.push_back(release::releases_migration);
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

std::string node_fact(store::Reader& reader, std::string_view name)
{
    static constexpr store::Sql sql{"SELECT value FROM node_fact WHERE name = ?"};
    return reader.first(sql, {name}, [](const store::Row& row) { return std::string(row.text(0)); })
        .value_or("");
}

void set_node_fact(store::Transaction& transaction, std::string_view name, std::string_view value)
{
    static constexpr store::Sql sql{"INSERT INTO node_fact (name, value) VALUES (?, ?) "
                                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};
    transaction.run(sql, {name, value});
}

} // namespace panoh::app
