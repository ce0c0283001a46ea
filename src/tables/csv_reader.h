#pragma once

// RFC 4180, read one record at a time out of text that the caller holds: cells are views, nothing is copied
// except quoted cells with doubled quotes inside.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace panoh::tables {

struct CsvLimits {
    std::size_t cell_bytes = 64 * 1024;
    std::size_t cells = 1024;
};

/// One record. Its views live until the next call of `next()`, and `raw` as long as the text.
struct CsvRecord {
    std::int64_t line = 1;          ///< where it begins, counted from 1
    std::string_view raw = {};      ///< as it stands, quotes and all, without its line break
    std::string_view line_end = {}; ///< "\n", "\r\n", or "" at the end of the text
    std::span<const std::string_view> cells = {};
};

/// Why the text cannot be read any further.
struct CsvFault {
    std::string_view code; ///< "tables/quote_unclosed", ...
    std::int64_t line = 1; ///< of the fault itself, which in a quoted cell may be below the record's first
    int column = 1;        ///< number of the cell, from 1
};

enum class CsvStep { record, end, fault };

/// Reads CSV text. A byte order mark at the start is passed over; records end with LF or CRLF; an empty line
/// is a record of one empty cell. Faults: tables/quote_unclosed, tables/quote_misplaced (a quote inside an
/// unquoted cell, or text after a closing one), tables/line_break_invalid (CR without LF),
/// tables/cell_too_long, tables/too_many_cells. After a fault no record follows, because where the next one
/// begins is a guess. Beside the text it needs memory for one cell's limit and one record's views.
class CsvReader {
public:
    explicit CsvReader(std::string_view text, CsvLimits limits = {}, char delimiter = ',');
    /// Moves to the next record.
    [[nodiscard]] CsvStep next();
    [[nodiscard]] const CsvRecord& record() const { return record_; }
    [[nodiscard]] const CsvFault& fault() const { return fault_; }
    [[nodiscard]] bool has_byte_order_mark() const { return has_mark_; }
    /// Bytes passed so far, for progress.
    [[nodiscard]] std::size_t position() const { return at_; }

private:
    struct Unquoted {
        std::size_t cell;
        std::size_t offset;
        std::size_t size;
    };
    [[nodiscard]] bool read_cell();
    [[nodiscard]] bool read_plain();
    [[nodiscard]] bool read_quoted();
    /// `meant`: its size once doubled quotes are undone, which is what the limit is about.
    [[nodiscard]] bool close_quoted(std::string_view cell, std::size_t meant);
    [[nodiscard]] bool keep(std::string_view cell);
    bool stop(std::string_view code);
    void finish_record(std::size_t begin);

    std::string_view text_;
    CsvLimits limits_;
    char delimiter_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
    bool has_mark_ = false;
    bool faulty_ = false;
    std::vector<std::string_view> cells_;
    std::string scratch_;            ///< cells whose doubled quotes were undone
    std::vector<Unquoted> unquoted_; ///< which cells those are; views are set once `scratch_` stands still
    CsvRecord record_;
    CsvFault fault_;
};

} // namespace panoh::tables
