#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"

namespace panoh::microdata {

/// The contingency table of these columns, row by row: the way for few tables of any number of columns.
[[nodiscard]] std::vector<std::uint32_t> histogram(const Microdata& people,
                                                   std::span<const ColumnNumber> columns);

} // namespace panoh::microdata
