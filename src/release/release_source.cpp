#include "release/release_source.h"

#include "access/gate.h"
#include "release/own_cases.h"

namespace panoh::release {

namespace {

core::Result<std::string> read_dataset(store::Database& database, core::DatasetId dataset,
                                       const audit::Act& act)
{
    const auto permit = access::PermitIssuer::for_command<core::Action::dataset_export>(dataset);
    PANOH_TRY(Export source, Export::begin(database, permit, act));
    std::string table;
    while (source.next(table)) {
    }
    return table;
}

} // namespace

core::Result<std::string> read_source(store::Database& database, core::OrganisationId organisation,
                                      const ReleaseSource& source, const audit::Act& act)
{
    if (source.kind == SourceKind::dataset)
        return read_dataset(database, source.dataset.value_or(core::DatasetId{}), act);
    PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
        audit::append(transaction, act,
                      {.action = core::Action::release_make,
                       .object = organisation.bytes,
                       .detail = "release:own_cases"});
        return {};
    }));
    return database.read([&](store::Reader& reader) { return own_cases_csv(reader, organisation); });
}

} // namespace panoh::release
