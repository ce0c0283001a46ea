// CSV as it comes in: never a crash, and what was read is written so that it reads the same. The CTDC check
// behind it takes any records and says what is wrong with them.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "tables/csv_reader.h"
#include "tables/csv_writer.h"
#include "release/ctdc_file.h"

namespace {

using namespace panoh::release;
using namespace panoh::tables;
using Rows = std::vector<std::vector<std::string>>;

Rows read_all(std::string_view text)
{
    Rows rows;
    CsvReader reader(text, {.cell_bytes = 4096, .cells = 256});
    while (reader.next() == CsvStep::record) {
        const auto cells = reader.record().cells;
        rows.emplace_back(cells.begin(), cells.end());
    }
    return rows;
}

void must(bool holds)
{
    if (!holds) std::abort();
}

void raw_records_are_the_text(std::string_view text)
{
    CsvReader reader(text, {.cell_bytes = 4096, .cells = 256});
    std::size_t at = reader.position();
    while (reader.next() == CsvStep::record) {
        const CsvRecord& record = reader.record();
        must(text.substr(at, record.raw.size()) == record.raw);
        at += record.raw.size();
        must(text.substr(at, record.line_end.size()) == record.line_end);
        at += record.line_end.size();
        must(at == reader.position());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    raw_records_are_the_text(text);
    const Rows rows = read_all(text);
    std::string written;
    std::string guarded;
    for (const auto& row : rows) {
        const std::vector<std::string_view> cells(row.begin(), row.end());
        append_csv_record(written, cells, FormulaGuard::off);
        append_csv_record(guarded, cells, FormulaGuard::on);
    }
    must(read_all(written) == rows);
    for (const auto& row : read_all(guarded))
        for (const auto& cell : row)
            must(cell.find_first_of("=+-@\t\r\n") != 0);
    // The real header before it, so that the check of the records is reached too.
    std::string table;
    for (const CtdcColumn& column : ctdc_columns())
        table.append(table.empty() ? "" : ",").append(column.name);
    table.append("\n").append(text);
    const CheckedFile file = check_ctdc_file(table, 2026);
    if (file.refused_total == 0) {
        std::string again(ctdc_header(table));
        each_ctdc_line(table, [&](const CtdcLine& line) {
            again.append(line.source);
            return true;
        });
        must(again == table);
    }
    return 0;
}
