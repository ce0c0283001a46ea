#pragma once

// What the owner of the machine does without a browser: `panoh import ctdc FILE`, `panoh export dataset`.

#include <filesystem>
#include <ostream>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"
#include "release/importing.h"
#include "store/store.h"

namespace panoh::release {

/// A table's file of at most 64 MiB, as over HTTP: "release/file_not_readable", "release/file_too_large".
[[nodiscard]] core::Result<std::string> read_table_file(const std::filesystem::path& file);

/// Imports a CTDC file (CSV, unpacked, up to 64 MiB) under a name. `progress` as in `import_ctdc`. Refuses
/// besides with "release/file_not_readable" and "release/file_too_large".
[[nodiscard]] core::Result<ImportResult> import_ctdc_file(store::Database& database, const core::Clock& clock,
                                                          const std::filesystem::path& file,
                                                          std::string_view name, const OnProgress& progress);

/// Writes the source table of the dataset of that name to `out`, byte for byte; "release/dataset_not_found".
[[nodiscard]] core::Done export_dataset(store::Database& database, const core::Clock& clock,
                                        std::string_view name, std::ostream& out);

} // namespace panoh::release
