#pragma once

// Reading what is loaded.

#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "release/dataset.h"
#include "release/statistics.h"
#include "store/store.h"

namespace panoh::release {

/// The whole list of datasets as the object of a permit.
struct AllDatasets {};

using MayReadAll = core::Permit<core::Action::dataset_read, AllDatasets>;
using MayRead = core::Permit<core::Action::dataset_read, core::DatasetId>;
using MayExport = core::Permit<core::Action::dataset_export, core::DatasetId>;

/// Newest first.
[[nodiscard]] std::vector<Dataset> list_datasets(store::Reader& reader, const MayReadAll& permit);

struct DatasetStatistics {
    Dataset dataset;
    std::vector<Table> tables;
};
/// The tables of one view as they were made at the import; "release/dataset_not_found" (404).
[[nodiscard]] core::Result<DatasetStatistics> read_statistics(store::Reader& reader, const MayRead& permit,
                                                              View view);

/// The source table byte for byte, a piece at a time. A dataset never changes, so that each piece may come
/// from a snapshot of its own and a slow reader holds no connection.
class Export {
public:
    /// Notes in the audit chain who takes it, before the first byte leaves; "release/dataset_not_found"
    /// (404).
    [[nodiscard]] static core::Result<Export> begin(store::Database& database, const MayExport& permit,
                                                    const audit::Act& act);
    /// Writes the next piece into `out`; false when nothing follows after it.
    [[nodiscard]] bool next(std::string& out);

private:
    Export(store::Database& database, Dataset dataset);
    store::Database* database_;
    Dataset dataset_;
    std::int64_t place_ = 0;
};

} // namespace panoh::release
