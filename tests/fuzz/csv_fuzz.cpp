// CSV as it comes in: never a crash, and what was read is written so that it reads the same, with the formula
// guard too. The CTDC check behind it takes any records and says what is wrong with them.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "release/ctdc_file.h"
#include "tables/csv_reader.h"
#include "tables/csv_writer.h"
#include "tables/table.h"

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

/// Any bytes as a file of unknown alphabet and delimiter: the rows are text, and come back from our own
/// export.
void any_file_reads_as_text(std::string_view bytes)
{
    if (bytes.starts_with("PK")) return; // `xlsx_fuzz` has those
    constexpr std::size_t letters = 4096;
    const auto read = [](std::string file, const CsvChoice& choice, std::size_t most) {
        Rows rows;
        const auto table = open_table(std::move(file), {.cell_letters = most, .columns = 256}, choice);
        if (!table) return rows;
        (void)table->each_row(0, [&](const Row& row) {
            must(!row.cells.empty() && !row.cells.back().empty());
            for (const std::string_view cell : row.cells)
                must(panoh::core::is_text(cell));
            rows.emplace_back(row.cells.begin(), row.cells.end());
            return true;
        });
        return rows;
    };
    const Rows rows = read(std::string(bytes), {}, letters);
    std::string written(csv_opening);
    for (const auto& row : rows)
        append_csv_row(written, std::vector<Cell>(row.begin(), row.end()));
    // A guard is one letter more at most for each letter that it stands before.
    must(read(written, {.encoding = Encoding::utf8, .delimiter = ',', .guarded = true}, 2 * letters) == rows);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    raw_records_are_the_text(text);
    any_file_reads_as_text(text);
    must(without_guard(with_guard(text)) == text);
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
