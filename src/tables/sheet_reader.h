#pragma once

#include <functional>

#include "tables/shared_texts.h"
#include "tables/table.h"
#include "tables/workbook.h"

namespace panoh::tables {

/// Reads the rows of a sheet; see `Table::each_row`.
[[nodiscard]] core::Result<SheetRead> read_sheet(const Archive& archive, const Part& part,
                                                 const Workbook& workbook, const SharedTexts& texts,
                                                 const Limits& limits, const UseRow& use);

} // namespace panoh::tables
