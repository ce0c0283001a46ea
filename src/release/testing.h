#pragma once

// For tests of this slice only.

#include <string>
#include <vector>

#include "access/gate.h"
#include "audit/migrations.h"
#include "crypto/crypto.h"
#include "release/datasets.h"
#include "release/importing.h"
#include "release/migrations.h"
#include "store/test_database.h"

namespace panoh::release::testing {

/// A database with the tables that imports need.
struct ReleaseDatabase : store::testing::FreshDatabase {
    explicit ReleaseDatabase(store::Engine engine) : FreshDatabase(engine)
    {
        std::vector<store::Migration> all(audit::migrations.begin(), audit::migrations.end());
        all.insert(all.end(), migrations.begin(), migrations.end());
        if (!database->migrate(all)) throw std::runtime_error("cannot migrate");
    }
    [[nodiscard]] std::vector<Dataset> datasets() const
    {
        const auto permit = access::PermitIssuer::for_command<core::Action::dataset_read>(AllDatasets{});
        return database->read([&](store::Reader& reader) { return list_datasets(reader, permit); });
    }
    [[nodiscard]] std::vector<Table> tables(core::DatasetId id, View view) const
    {
        const auto permit = access::PermitIssuer::for_command<core::Action::dataset_read>(id);
        auto found =
            database->read([&](store::Reader& reader) { return read_statistics(reader, permit, view); });
        if (!found) throw std::runtime_error(found.error().code);
        return std::move(found->tables);
    }
    [[nodiscard]] std::string exported(core::DatasetId id) const
    {
        const auto permit = access::PermitIssuer::for_command<core::Action::dataset_export>(id);
        auto source = Export::begin(*database, permit, {.at = {1}});
        if (!source) throw std::runtime_error(source.error().code);
        std::string text;
        while (source->next(text)) {
        }
        return text;
    }
    [[nodiscard]] std::int64_t count(const store::Sql& sql) const
    {
        return database->read([&](store::Reader& reader) {
            return reader.first(sql, {}, [](const store::Row& row) { return row.integer(0); }).value_or(-1);
        });
    }
};

inline MayImport may_import()
{
    return access::PermitIssuer::for_command<core::Action::dataset_import>(
        crypto::random_id<core::ImportId>());
}

} // namespace panoh::release::testing
