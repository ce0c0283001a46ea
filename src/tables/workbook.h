#pragma once

// What an XLSX says about itself: its sheets, how its days are counted, which formats are dates.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tables/archive.h"
#include "tables/limits.h"
#include "tables/number_text.h"

namespace panoh::tables {

/// A sheet with cells; charts and the like are left out.
struct WorkbookSheet {
    std::string name;
    bool hidden = false;
    const Part* part = nullptr;
};

struct Workbook {
    std::vector<WorkbookSheet> sheets = {};
    bool from_1904 = false;
    const Part* shared_texts = nullptr; ///< null where the file has none
    std::vector<NumberKind> kinds = {}; ///< of cells, by their style
};

/// Follows the relations from the root of the archive. Parts of `archive` are pointed at. Refuses:
/// tables/not_xlsx (another kind of document, XLSB too), tables/broken (something named is not there) and
/// what `read_xml` refuses; at "workbook" or "styles".
[[nodiscard]] core::Result<Workbook> read_workbook(const Archive& archive, const Limits& limits);

/// Where a relation of the part `source` points ("xl/workbook.xml", "../a.xml" is "a.xml").
[[nodiscard]] std::string resolve(std::string_view source, std::string_view target);

} // namespace panoh::tables
