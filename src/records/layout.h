#pragma once

// The one table in which cases go out and come in: a line of headings, then for each case as many lines as
// its longest list has items. The first columns are the 84 fields of HTCDS 2.0 under their own names and in
// their own order; what the standard has no place for follows under names of ours.

#include <cstdint>
#include <map>
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

/// What a value of a column means: a code of ours, a reason why there is none, or nothing when `code` is
/// empty.
struct ValueChoice {
    std::string value = {};
    std::string code = {};
};
PANOH_JSON(ValueChoice, value, code)

/// What one column of somebody's table is. `column` is a name of `columns()`, "panoh_FullName" (family name,
/// given name and the rest in one cell) or "panoh_FullNameGivenFirst"; empty: the column is left out.
struct ColumnChoice {
    std::string heading = {};
    std::string column = {};
    std::vector<ValueChoice> values = {};
};
PANOH_JSON(ColumnChoice, heading, column, values)

/// How a table that is not Panoh's own is read.
struct Mapping {
    std::vector<ColumnChoice> columns = {};
    /// 04/05/2021 is the fourth of May unless the month comes first.
    bool month_first = false;
};
PANOH_JSON(Mapping, columns, month_first)

/// Something wrong with one cell.
struct CellFault {
    std::int64_t row = 0;   ///< as a person sees it beside the row
    std::size_t column = 0; ///< of the table that came, from 0
    std::string code = {};  ///< "records/code_unknown"
    std::string value = {}; ///< of the cell, where it should have been a code
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
    /// By somebody's choice. "records/column_unknown" for a column that is none of ours,
    /// "records/heading_twice" when two columns of the table are the same of ours.
    LineReader(std::span<const std::string> headings, const Mapping& mapping);
    /// Headings that no column has.
    [[nodiscard]] const std::vector<std::string>& unknown() const { return unknown_; }
    [[nodiscard]] const std::vector<CellFault>& heading_faults() const { return faults_; }
    /// Whether the table has any column of HTCDS at all.
    [[nodiscard]] bool knows_any() const { return known_ > 0; }
    /// Where a member of a record came from: its column in the table that came. A member of something that
    /// has no column of its own ("identity.names") is found by its beginning.
    [[nodiscard]] std::optional<std::size_t> column_of(std::string_view member) const;
    /// Whether a line belongs to the record that the line before it belongs to: it has the same reference,
    /// which is not blank.
    [[nodiscard]] bool continues(const Line& before, const Line& line) const;
    /// The record of such lines. Every cell that cannot be understood is a fault, and the others are read.
    [[nodiscard]] Record read(std::span<const Line> lines, std::vector<CellFault>& faults) const;

private:
    struct Known {
        std::size_t at = 0; ///< in the table that came
        const Column* column = nullptr;
        std::map<std::string, std::string> values = {}; ///< folded, to codes
    };
    void take(std::size_t at, const Column& column, std::span<const ValueChoice> values);
    [[nodiscard]] Fault set_cell(Record& record, const Known& known, std::size_t line,
                                 std::string_view text) const;
    [[nodiscard]] std::string_view cell(const Line& line, std::size_t at) const;

    std::vector<Known> columns_;
    std::vector<std::string> unknown_;
    std::vector<CellFault> faults_;
    std::size_t known_ = 0;
    std::ptrdiff_t reference_ = -1;
    std::ptrdiff_t exact_ = -1;
    bool month_first_ = false;
};

} // namespace panoh::records
