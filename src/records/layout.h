#pragma once

// The one table in which cases go out and come in: a line of headings, then for each case as many lines as
// its longest list has items. The first columns are the 84 fields of HTCDS 2.0 under their own names and in
// their own order; what the standard has no place for follows under names of ours.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/htcds_fields.h"
#include "records/leaf.h"
#include "records/record.h"

namespace panoh::records {

/// A column of that table.
struct Column {
    std::string_view name;   ///< "prs_Gender", "panoh_Reference"
    std::string_view member; ///< in a record; empty for the column that holds exact codes
};
[[nodiscard]] std::span<const Column> columns();

/// The lines of a record; every line has a cell for every column. `exact` of a cell stands in the last column
/// as well.
[[nodiscard]] std::vector<std::vector<CellText>> lines_of(const Record& record);

/// Something wrong with one cell.
struct CellFault {
    std::int64_t row = 0;   ///< as a person sees it beside the row
    std::size_t column = 0; ///< of the table that came, from 0
    std::string code = {};  ///< "records/code_unknown"
    bool operator==(const CellFault&) const = default;
};

/// One line of a table that came.
struct Line {
    std::int64_t row = 0;
    std::vector<std::string> cells = {};
};

/// Reads records out of lines, by the headings of the table that came.
class LineReader {
public:
    /// Headings that are no column of ours are passed over, see `unknown`; two of one name are a fault of the
    /// second ("records/heading_twice").
    explicit LineReader(std::span<const std::string> headings);
    /// Headings that no column has.
    [[nodiscard]] const std::vector<std::string>& unknown() const { return unknown_; }
    [[nodiscard]] const std::vector<CellFault>& heading_faults() const { return faults_; }
    /// Whether the table has any column of HTCDS at all.
    [[nodiscard]] bool knows_any() const { return known_ > 0; }
    /// Whether a line belongs to the record that the line before it belongs to: it has the same reference,
    /// which is not blank.
    [[nodiscard]] bool continues(const Line& before, const Line& line) const;
    /// The record of such lines. Every cell that cannot be understood is a fault, and the others are read.
    [[nodiscard]] Record read(std::span<const Line> lines, std::vector<CellFault>& faults) const;

private:
    struct Known {
        std::size_t at = 0; ///< in the table that came
        const Column* column = nullptr;
    };
    [[nodiscard]] std::string_view cell(const Line& line, std::size_t at) const;

    std::vector<Known> columns_;
    std::vector<std::string> unknown_;
    std::vector<CellFault> faults_;
    std::size_t known_ = 0;
    std::ptrdiff_t reference_ = -1;
    std::ptrdiff_t exact_ = -1;
};

} // namespace panoh::records
