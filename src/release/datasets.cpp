#include "release/datasets.h"

#include <utility>

#include "release/datasets_store.h"

namespace panoh::release {

namespace {

/// Records in one piece: some 300 KB.
constexpr std::int64_t piece = 2000;

core::Result<Dataset> readable(store::Reader& reader, core::DatasetId id)
{
    auto found = find_dataset(reader, id);
    if (!found) return core::fail(core::ErrorKind::not_found, "release/dataset_not_found");
    return std::move(*found);
}

} // namespace

std::vector<Dataset> list_datasets(store::Reader& reader, const MayReadAll&)
{
    return all_datasets(reader);
}

core::Result<DatasetStatistics> read_statistics(store::Reader& reader, const MayRead& permit, View view)
{
    PANOH_TRY(Dataset dataset, readable(reader, permit.object()));
    auto tables = read_tables(reader, dataset.number, view);
    return DatasetStatistics{std::move(dataset), std::move(tables)};
}

Export::Export(store::Database& database, Dataset dataset)
    : database_(&database), dataset_(std::move(dataset))
{
}

core::Result<Export> Export::begin(store::Database& database, const MayExport& permit, const audit::Act& act)
{
    PANOH_TRY(Dataset dataset, database.write([&](store::Transaction& transaction) -> core::Result<Dataset> {
        PANOH_TRY(Dataset found, readable(transaction, permit.object()));
        audit::append(
            transaction, act,
            {.action = core::Action::dataset_export, .object = found.id.bytes, .detail = "source_cells"});
        return found;
    }));
    return Export(database, std::move(dataset));
}

bool Export::next(std::string& out)
{
    if (place_ == 0) out.append(dataset_.header);
    const std::int64_t found = database_->read(
        [&](store::Reader& reader) { return read_lines(reader, dataset_.number, place_, piece, out); });
    place_ += found;
    if (found == 0 && place_ < dataset_.records) throw store::BrokenStore("records of a dataset are missing");
    return place_ < dataset_.records;
}

} // namespace panoh::release
