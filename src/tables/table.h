#pragma once

// Any spreadsheet that people have, as rows of text: CSV in the alphabets and delimiters of our region, XLSX
// of any writer.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tables/limits.h"
#include "tables/place.h"
#include "tables/text_encoding.h"

namespace panoh::tables {

enum class TableKind { csv, xlsx };

/// What a person may say about a CSV file where the guess is wrong.
struct CsvChoice {
    std::optional<Encoding> encoding = {};
    std::optional<char> delimiter = {};
    /// The file is Panoh's own export: the formula guard is taken off (`without_guard`).
    bool guarded = false;
};

/// A sheet of a table; a CSV file has one without a name.
struct Sheet {
    std::string name = {};
    bool hidden = false;
};

/// One row. Its cells live until `use` returns.
struct Row {
    /// As a person sees it beside the row in their spreadsheet, from 1. Rows without any text are counted and
    /// not handed out.
    std::int64_t number = 1;
    /// Valid UTF-8 without NUL; none behind the last that has text. Merged cells have theirs in the first.
    std::span<const std::string_view> cells = {};
};
/// Returns false when no more rows are wanted.
using UseRow = std::function<bool(const Row&)>;

/// What a reading saw.
struct SheetRead {
    std::int64_t rows = 0; ///< handed out
    /// Formulas whose result the file does not have, because the program that wrote it never computed them:
    /// their cells came as empty. The first of them, to tell people.
    std::int64_t without_result = 0;
    std::optional<CellPlace> first_without_result = {};
};

/// A table in memory. Reading changes nothing in it and may be done again, by several threads too.
class Table {
public:
    [[nodiscard]] TableKind kind() const;
    [[nodiscard]] std::span<const Sheet> sheets() const;
    /// Which were taken, for CSV; what a person may correct with `CsvChoice`.
    [[nodiscard]] Encoding encoding() const;
    [[nodiscard]] char delimiter() const;
    /// The text of a CSV file as UTF-8, from its first row on, for whoever reads it faster than row by row;
    /// nothing for other tables, and where a guard is to be taken off.
    [[nodiscard]] std::optional<std::string_view> csv_text() const;

    /// Hands out the rows of a sheet in order, in memory that does not grow with them. Numbers come as text
    /// (`stored_number_text`), dates as ISO text (`serial_text`), truth as TRUE or FALSE, formulas as the
    /// result that was stored with them.
    ///
    /// Refuses at the cell or row: what `Limits` names, the faults of `CsvReader`, tables/broken; whoever
    /// called must then throw away the rows that came before. Only a reading to the end proves the checksum
    /// of an XLSX. An unknown sheet: tables/sheet_unknown.
    [[nodiscard]] core::Result<SheetRead> each_row(std::size_t sheet, const UseRow& use) const;

private:
    friend core::Result<Table> open_table(std::string bytes, const Limits& limits, const CsvChoice& choice);
    struct Content;
    [[nodiscard]] static core::Done open_xlsx(Content& content);
    [[nodiscard]] static core::Done open_csv(Content& content, const CsvChoice& choice);
    explicit Table(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
    std::shared_ptr<const Content> content_;
};

/// Takes the bytes of a file over and finds out what it is. Refuses: tables/file_too_large, tables/empty,
/// tables/old_excel (.xls), tables/encrypted (a password), tables/not_xlsx (another kind of document in a
/// ZIP), tables/not_a_table (neither text nor a spreadsheet), tables/encoding_unknown, and what
/// `Archive::open`, `read_workbook` and `read_shared_texts` refuse. Nothing is written to disk.
[[nodiscard]] core::Result<Table> open_table(std::string bytes, const Limits& limits = {},
                                             const CsvChoice& choice = {});

} // namespace panoh::tables
