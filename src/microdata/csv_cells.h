#pragma once

// Coded rows out of the text of a CSV file on all processors, where nothing in it is unusual.

#include <optional>

#include "microdata/coded_rows.h"

namespace panoh::microdata {

/// The same answer as `code_rows`, or none: where the table is no CSV, has a quote in it, or anything that
/// `code_rows` would refuse. Who asks then takes `code_rows`, which says what is wrong.
[[nodiscard]] std::optional<CodedRows> code_csv(const tables::Table& table, const Schema& schema,
                                                unsigned threads);

} // namespace panoh::microdata
