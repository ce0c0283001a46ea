#pragma once

// All SQL of the slice; private to it.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "release/ctdc_file.h"
#include "release/dataset.h"
#include "release/statistics.h"
#include "store/store.h"

namespace panoh::release {

/// Begins a dataset that nobody can read yet; sets its number.
void insert_dataset(store::Transaction& transaction, Dataset& dataset);
/// Adds records; the first one has the place `first` (from 0) in its dataset.
void insert_records(store::Transaction& transaction, std::int64_t dataset, std::int64_t first,
                    const std::vector<CtdcLine>& lines);
void insert_statistics(store::Transaction& transaction, std::int64_t dataset, const Statistics& statistics);
/// From here on it can be read.
void make_readable(store::Transaction& transaction, std::int64_t dataset);

/// Datasets of imports that did not come to their end.
[[nodiscard]] std::vector<std::int64_t> unfinished(store::Reader& reader);
/// Takes at most `most` records of an unfinished dataset away, and with the last of them the dataset; whether
/// all is gone.
[[nodiscard]] bool remove_some(store::Transaction& transaction, std::int64_t dataset, std::int64_t most);

/// Of the readable ones. Names differ.
[[nodiscard]] std::optional<Dataset> find_dataset(store::Reader& reader, core::DatasetId id);
[[nodiscard]] bool name_taken(store::Reader& reader, std::string_view name);
/// Newest first.
[[nodiscard]] std::vector<Dataset> all_datasets(store::Reader& reader);
[[nodiscard]] std::vector<Table> read_tables(store::Reader& reader, std::int64_t dataset, View view);
/// Appends the source lines of up to `most` records from place `first`; how many there were.
[[nodiscard]] std::int64_t read_lines(store::Reader& reader, std::int64_t dataset, std::int64_t first,
                                      std::int64_t most, std::string& out);

} // namespace panoh::release
