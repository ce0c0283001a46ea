// XLSX as it comes in: never a crash, never more than the limits, and what was read is text that comes back
// when it is written. Input that begins like a ZIP is one; any other holds the sheet, the shared texts, the
// styles and the workbook, with a NUL between them, and is packed here, because a checksum guards the packed
// ones.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "tables/table.h"
#include "tables/xlsx_writer.h"

namespace {

using namespace panoh::tables;
using Rows = std::vector<std::vector<std::string>>;

constexpr Limits limits{.file_bytes = 1 << 20,
                        .cell_letters = 1000,
                        .columns = 100,
                        .rows = 10'000,
                        .cells = 100'000,
                        .parts = 50,
                        .part_bytes = 1 << 20,
                        .unpacked_bytes = 4 << 20,
                        .parser_bytes = 1 << 20,
                        .shared_texts = 1000,
                        .shared_bytes = 1 << 20,
                        .row_bytes = 1 << 16};

void must(bool holds)
{
    if (!holds) std::abort();
}

std::string packed(std::string_view text)
{
    constexpr std::string_view type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    static constexpr std::array<std::string_view, 4> names = {"xl/sheet.xml", "xl/texts.xml", "xl/styles.xml",
                                                              "xl/workbook.xml"};
    ZipWriter zip;
    const auto add = [&](std::string_view name, std::string_view content) {
        zip.begin(name);
        zip.write(content);
        zip.end();
    };
    for (const std::string_view name : names) {
        const std::string_view content = text.substr(0, text.find('\0'));
        text.remove_prefix(std::min(text.size(), content.size() + 1));
        const bool absent = content.empty() && name == "xl/workbook.xml";
        add(name, absent ? R"(<workbook><sheets><sheet name="a" id="a"/></sheets></workbook>)" : content);
    }
    const auto relation = [&](std::string_view id, std::string_view word, std::string_view target) {
        return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(type) +
               std::string(word) + "\" Target=\"" + std::string(target) + "\"/>";
    };
    add("_rels/.rels",
        "<Relationships>" + relation("a", "officeDocument", "xl/workbook.xml") + "</Relationships>");
    add("xl/_rels/workbook.xml.rels", "<Relationships>" + relation("a", "worksheet", "sheet.xml") +
                                          relation("b", "sharedStrings", "texts.xml") +
                                          relation("c", "styles", "styles.xml") + "</Relationships>");
    zip.finish();
    return zip.take();
}

bool read_sheet(const Table& table, std::size_t sheet, Rows& rows)
{
    std::int64_t number = 0;
    const auto read = table.each_row(sheet, [&](const Row& row) {
        must(row.number > number && row.number <= limits.rows);
        number = row.number;
        must(!row.cells.empty() && row.cells.size() <= limits.columns && !row.cells.back().empty());
        for (const std::string_view cell : row.cells)
            must(panoh::core::is_text(cell) && cell.size() <= limits.cell_letters * 3);
        rows.emplace_back(row.cells.begin(), row.cells.end());
        return true;
    });
    return read.has_value();
}

void comes_back(const Rows& rows)
{
    XlsxWriter writer;
    must(writer.begin_sheet("One", {}).has_value());
    for (const auto& row : rows)
        must(writer.add(std::vector<Cell>(row.begin(), row.end())).has_value());
    writer.finish();
    const auto table = open_table(writer.take());
    must(table.has_value());
    Rows again;
    must(table
             ->each_row(0,
                        [&](const Row& row) {
                            again.emplace_back(row.cells.begin(), row.cells.end());
                            return true;
                        })
             .has_value());
    must(again == rows);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto table = open_table(text.starts_with("PK") ? std::string(text) : packed(text), limits);
    if (!table) return 0;
    for (std::size_t sheet = 0; sheet < table->sheets().size() && sheet < 5; ++sheet) {
        Rows rows;
        if (read_sheet(*table, sheet, rows)) comes_back(rows);
    }
    return 0;
}
