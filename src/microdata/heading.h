#pragma once

// The first row of a table, under a schema.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "microdata/microdata.h"

namespace panoh::microdata {

/// What each column of a table is.
struct Heading {
    /// For each column of the table the column of the schema; none where it is left out or is the person.
    std::vector<std::optional<ColumnNumber>> columns;
    /// Which column of the table says who the person is.
    std::optional<std::size_t> person;
};

/// Names every fault: "microdata/column_missing", "microdata/column_undeclared", "microdata/column_twice",
/// with the column's name, or its place ("C1") where it has none.
[[nodiscard]] core::Result<Heading> read_heading(std::span<const std::string_view> cells, std::int64_t row,
                                                 const Schema& schema);

} // namespace panoh::microdata
