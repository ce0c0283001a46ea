#pragma once

// Rows on their way to people: states column by column, what nobody declared, and who the rows are of.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "microdata/codebook.h"
#include "microdata/heading.h"
#include "microdata/read_microdata.h"
#include "tables/table.h"

namespace panoh::microdata {

/// Cells of one column that nobody declared.
struct Unknown {
    std::int64_t cells = 0;
    std::vector<std::string> texts = {};
    /// Counts one more, and keeps its text if it is among the first few different ones.
    void add(std::string_view text);
    /// What stands further down in the table.
    void add(const Unknown& later);
};

/// All rows of a table, coded.
struct CodedRows {
    std::vector<std::vector<std::uint8_t>> states = {}; ///< a list for each column of the schema
    std::vector<Unknown> unknown = {};                  ///< the same
    std::vector<std::string> persons = {}; ///< a text for each row, where the schema names a column
    std::int64_t rows = 0;
};

[[nodiscard]] std::vector<Codebook> codebooks_of(const Schema& schema);

/// Reads any table, row after row: the reference for every other way.
[[nodiscard]] core::Result<CodedRows> code_rows(const tables::Table& table, const Schema& schema);

/// Rows of one person become one.
[[nodiscard]] ReadMicrodata people_of(CodedRows rows, const Schema& schema);

} // namespace panoh::microdata
