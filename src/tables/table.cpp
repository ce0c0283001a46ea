#include "tables/table.h"

#include <algorithm>

#include "tables/csv_guess.h"
#include "tables/csv_writer.h"
#include "tables/refusal.h"
#include "tables/sheet_reader.h"

namespace panoh::tables {

struct Table::Content {
    TableKind kind = TableKind::csv;
    Limits limits = {};
    std::string bytes = {}; ///< of the file, or the text in UTF-8
    std::vector<Sheet> sheets = {};

    Encoding encoding = Encoding::utf8;
    char delimiter = ',';
    std::string_view rows = {}; ///< in `bytes`, behind a "sep=" line
    bool guarded = false;

    std::optional<Archive> archive = {};
    Workbook workbook = {};
    SharedTexts texts = {};
};

namespace {

constexpr std::string_view zip_mark = "PK";
constexpr std::string_view ole_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

CsvLimits csv_limits(const Limits& limits)
{
    return {.cell_bytes = limits.cell_letters * 3, .cells = limits.columns};
}

/// OLE holds old Excel files, and new ones that were encrypted: those have a stream of this name, in UTF-16.
std::string_view code_of_ole(std::string_view bytes)
{
    std::string name;
    for (const char c : std::string_view("EncryptedPackage"))
        name.append({c, '\0'});
    return bytes.find(name) == std::string_view::npos ? "tables/old_excel" : "tables/encrypted";
}

/// What is text, or begins like it, and is no table: web pages that call themselves .xls are common.
bool is_other_document(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_not_of(" \t\r\n")));
    std::string start(bytes.substr(0, 9));
    std::transform(start.begin(), start.end(), start.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const std::string_view mark : {"<html", "<!doctype", "<?xml", "<table", "%pdf-", "{\\rtf"})
        if (start.starts_with(mark)) return true;
    return false;
}

/// Rows of a CSV text, as `Table::each_row` hands them out.
class CsvRows {
public:
    CsvRows(const Limits& limits, bool guarded, const UseRow& use)
        : limits_(limits), guarded_(guarded), use_(use)
    {
    }

    [[nodiscard]] core::Result<SheetRead> read(CsvReader reader)
    {
        CsvStep step = CsvStep::record;
        while ((step = reader.next()) == CsvStep::record) {
            if (++number_ > limits_.rows) return refuse("tables/too_many_rows", std::to_string(number_));
            auto wanted = hand_out(reader.record().cells);
            if (!wanted) return core::fail(std::move(wanted).error());
            if (!*wanted) return read_;
        }
        if (step == CsvStep::end) return read_;
        const auto column = static_cast<std::size_t>(reader.fault().column - 1);
        return refuse(reader.fault().code, to_string(CellPlace{number_ + 1, column}));
    }

private:
    core::Result<bool> hand_out(std::span<const std::string_view> cells)
    {
        while (!cells.empty() && cells.back().empty())
            cells = cells.first(cells.size() - 1);
        if (cells.empty()) return true;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!fits_cell(cells[i], limits_.cell_letters))
                return refuse("tables/cell_too_long", to_string(CellPlace{number_, i}));
        cells_read_ += static_cast<std::int64_t>(cells.size());
        if (cells_read_ > limits_.cells) return refuse("tables/too_many_cells", std::to_string(number_));
        ++read_.rows;
        return use_(Row{number_, guarded_ ? unguarded(cells) : cells});
    }

    std::span<const std::string_view> unguarded(std::span<const std::string_view> cells)
    {
        texts_.clear();
        cells_.clear();
        texts_.reserve(cells.size()); // views of them must stay
        for (const std::string_view cell : cells)
            cells_.push_back(guard_matters(cell) ? texts_.emplace_back(without_guard(cell)) : cell);
        return cells_;
    }

    const Limits& limits_;
    bool guarded_;
    const UseRow& use_;
    SheetRead read_;
    std::int64_t number_ = 0;
    std::int64_t cells_read_ = 0;
    std::vector<std::string> texts_;
    std::vector<std::string_view> cells_;
};

} // namespace

core::Done Table::open_xlsx(Content& content)
{
    content.kind = TableKind::xlsx;
    PANOH_TRY(content.archive, Archive::open(content.bytes, content.limits));
    PANOH_TRY(content.workbook, read_workbook(*content.archive, content.limits));
    for (const WorkbookSheet& sheet : content.workbook.sheets)
        content.sheets.push_back({sheet.name, sheet.hidden});
    if (const Part* texts = content.workbook.shared_texts) {
        PANOH_TRY(content.texts, read_shared_texts(*content.archive, *texts, content.limits));
    }
    return {};
}

core::Done Table::open_csv(Content& content, const CsvChoice& choice)
{
    if (is_other_document(content.bytes)) return refuse("tables/not_a_table", "file");
    content.encoding = choice.encoding ? *choice.encoding : guess_encoding(content.bytes);
    PANOH_TRY(content.bytes, to_utf8(std::move(content.bytes), content.encoding));
    const SeparatorLine line = separator_line(content.bytes);
    content.rows = std::string_view(content.bytes).substr(line.size);
    if (content.rows.empty()) return refuse("tables/empty", "file");
    content.guarded = choice.guarded;
    content.sheets.emplace_back();
    if (choice.delimiter) {
        content.delimiter = *choice.delimiter;
    } else {
        content.delimiter =
            line.delimiter != 0 ? line.delimiter : guess_delimiter(content.rows, csv_limits(content.limits));
    }
    return {};
}

core::Result<Table> open_table(std::string bytes, const Limits& limits, const CsvChoice& choice)
{
    if (bytes.empty()) return refuse("tables/empty", "file");
    if (bytes.size() > limits.file_bytes) return refuse("tables/file_too_large", "file");
    if (bytes.starts_with(ole_mark)) return refuse(code_of_ole(bytes), "file");
    auto content = std::make_shared<Table::Content>();
    content->limits = limits;
    content->bytes = std::move(bytes);
    const std::string_view start = content->bytes;
    const bool is_zip = start.starts_with(zip_mark) && start.size() > 3 && (start[2] == 3 || start[2] == 5);
    PANOH_CHECK(is_zip ? Table::open_xlsx(*content) : Table::open_csv(*content, choice));
    return Table(std::move(content));
}

TableKind Table::kind() const
{
    return content_->kind;
}

std::span<const Sheet> Table::sheets() const
{
    return content_->sheets;
}

Encoding Table::encoding() const
{
    return content_->encoding;
}

char Table::delimiter() const
{
    return content_->delimiter;
}

std::optional<std::string_view> Table::csv_text() const
{
    if (content_->kind != TableKind::csv || content_->guarded) return std::nullopt;
    return content_->rows;
}

core::Result<SheetRead> Table::each_row(std::size_t sheet, const UseRow& use) const
{
    const Content& content = *content_;
    if (sheet >= content.sheets.size())
        return core::fail(core::ErrorKind::not_found, "tables/sheet_unknown", "sheet");
    if (content.kind == TableKind::csv)
        return CsvRows(content.limits, content.guarded, use)
            .read(CsvReader(content.rows, csv_limits(content.limits), content.delimiter));
    return read_sheet(*content.archive, *content.workbook.sheets[sheet].part, content.workbook, content.texts,
                      content.limits, use);
}

} // namespace panoh::tables
