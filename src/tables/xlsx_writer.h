#pragma once

// XLSX as it goes out: rows are packed as they come, nothing touches the disk, and nothing in the file says
// which machine, program or hour made it. What shall be said stands in `About`.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tables/cell.h"
#include "tables/zip_writer.h"

namespace panoh::tables {

constexpr const char* xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A column of a sheet. `width` in letters; 0 takes it from the heading.
struct Column {
    std::string heading = {};
    int width = 0;
};

/// Who made this table, when and why: a sheet of labelled lines, a line at the foot of every printed page,
/// and properties of the document. All words come from the caller, in the reader's language. Without lines
/// there is no such sheet.
struct About {
    struct Line {
        std::string label = {};
        std::string text = {};
    };
    std::string sheet = {}; ///< its name
    /// Behind the others: for a table that is read again, which begins with the first sheet.
    bool last = false;
    std::vector<Line> lines = {};
    std::string page_foot = {}; ///< its first 235 letters
    // Properties of the document.
    std::string title = {};
    std::string creator = {};
    std::string description = {};
    std::string created_at = {}; ///< an instant, RFC 3339
};

/// `name` as a sheet may be called: at most 31 letters, none of []:*?/\ and no apostrophe at its ends, not
/// yet among `taken`, which Excel compares without case.
[[nodiscard]] std::string sheet_name(std::string_view name, std::span<const std::string> taken);

/// Writes one file: sheets in order, rows in order.
class XlsxWriter {
public:
    explicit XlsxWriter(const About& about = {});

    /// Begins a sheet: headings in bold, frozen, with a filter. `name` as `sheet_name` makes it. Refuses
    /// tables/too_many_cells, tables/cell_too_long.
    [[nodiscard]] core::Done begin_sheet(std::string_view name, std::span<const Column> columns);
    /// Adds a row. Refuses what a sheet cannot hold and would otherwise lose: tables/too_many_rows,
    /// tables/too_many_cells, tables/cell_too_long (32,767), at the cell. Nothing of a refused row is
    /// written.
    [[nodiscard]] core::Done add(std::span<const Cell> cells);
    /// Ends the file.
    void finish();
    /// The bytes made since the last time, for sending while it is written.
    [[nodiscard]] std::string take() { return zip_.take(); }

private:
    void open_sheet(std::string_view name, std::string_view columns, bool frozen);
    void close_sheet();
    [[nodiscard]] core::Done append_row(std::span<const Cell> cells, int text_style);
    void write_about();
    void write_part(std::string_view name, std::string_view text);
    void write_workbook();

    ZipWriter zip_;
    About about_;
    std::vector<std::string> names_;
    std::size_t width_ = 0; ///< columns of the sheet being written, for its filter; 0 for none
    std::int64_t rows_ = 0;
    bool open_ = false;
    std::string row_;
};

} // namespace panoh::tables
