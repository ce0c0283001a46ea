#pragma once

// Takes a CTDC file in as a dataset, all of it or nothing.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "core/clock.h"
#include "core/permit.h"
#include "core/result.h"
#include "release/ctdc.h"
#include "release/dataset.h"
#include "store/store.h"

namespace panoh::release {

using MayImport = core::Permit<core::Action::dataset_import, core::ImportId>;

/// What became of a file: a dataset, or the reasons why not.
struct ImportResult {
    std::optional<core::DatasetId> dataset = {};
    std::int64_t rows = 0;
    std::vector<Refusal> refused = {}; ///< the first of them
    std::int64_t refused_total = 0;
};

/// Told now and then how many records are in, of how many; returns whether to go on.
using OnProgress = std::function<bool(std::int64_t done, std::int64_t of)>;

/// Whether a new dataset can have this name. 1 to 120 characters, no control characters, no two alike:
/// "release/name_missing", "release/name_too_long", "release/name_invalid", "release/name_taken" (409).
[[nodiscard]] core::Done check_name(store::Database& database, std::string_view name);

/// Checks every cell of `text` first and writes only when none is refused. Records are then written in
/// several short transactions, so that nobody else waits long for the writer, into a dataset that nobody can
/// see; the last transaction adds its tables and its audit row and makes it readable. Refuses with the faults
/// of `check_name` and, when `progress` said so, with "release/import_stopped". When it fails half-way, by a
/// refusal or an exception, it takes away what it wrote.
[[nodiscard]] core::Result<ImportResult> import_ctdc(store::Database& database, const MayImport& permit,
                                                     const audit::Act& act, std::string_view name,
                                                     std::string_view text, const OnProgress& progress);

/// Takes away what imports left that ended with the program. At the start, before any import.
void remove_unfinished(store::Database& database);

} // namespace panoh::release
