#include "records/record_file.h"

#include <charconv>

#include "records/layout.h"
#include "tables/csv_writer.h"

namespace panoh::records {
namespace {

constexpr std::string_view sheet = "HTCDS";

/// A number stays one, so that nothing guards its minus.
tables::Cell cell_from(const CellText& cell)
{
    if (cell.text.empty()) return std::monostate{};
    if (!cell.number) return std::string_view(cell.text);
    double number = 0;
    const auto [end, error] = std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
    if (error != std::errc{} || end != cell.text.data() + cell.text.size())
        return std::string_view(cell.text);
    return number;
}

std::vector<tables::Cell> heading()
{
    std::vector<tables::Cell> cells;
    for (const auto& column : columns())
        cells.emplace_back(column.name);
    return cells;
}

std::vector<tables::Column> sheet_columns()
{
    std::vector<tables::Column> all;
    for (const auto& column : columns())
        all.push_back({.heading = std::string(column.name)});
    return all;
}

} // namespace

std::optional<FileFormat> format_of(std::string_view file_name)
{
    if (file_name.ends_with(".csv")) return FileFormat::csv;
    if (file_name.ends_with(".xlsx")) return FileFormat::xlsx;
    return std::nullopt;
}

RecordFile::RecordFile(FileFormat format, const tables::About& about) : format_(format)
{
    if (format_ == FileFormat::csv) {
        csv_ = tables::csv_opening;
        tables::append_csv_row(csv_, heading());
        return;
    }
    xlsx_ = std::make_unique<tables::XlsxWriter>(about);
    const auto made = sheet_columns();
    // Its headings are ours: short and few.
    static_cast<void>(xlsx_->begin_sheet(sheet, made));
}

RecordFile::~RecordFile() = default;

core::Done RecordFile::add(const Record& record)
{
    for (const auto& line : lines_of(record)) {
        std::vector<tables::Cell> cells;
        cells.reserve(line.size());
        for (const auto& cell : line)
            cells.push_back(cell_from(cell));
        if (format_ == FileFormat::csv)
            tables::append_csv_row(csv_, cells);
        else
            PANOH_CHECK(xlsx_->add(cells));
    }
    return {};
}

void RecordFile::finish()
{
    if (xlsx_) xlsx_->finish();
}

std::string RecordFile::take()
{
    return xlsx_ ? xlsx_->take() : std::exchange(csv_, {});
}

} // namespace panoh::records
