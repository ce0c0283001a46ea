#pragma once

// For tests only: XLSX files put together by hand, and the peak of memory.

#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <malloc.h>

#include "tables/table.h"
#include "tables/zip_writer.h"

namespace panoh::tables::testing {

using Parts = std::map<std::string, std::string>;
using Rows = std::vector<std::vector<std::string>>;

inline std::string zip_of(const Parts& parts)
{
    ZipWriter writer;
    for (const auto& [name, text] : parts) {
        writer.begin(name);
        writer.write(text);
        writer.end();
    }
    writer.finish();
    return writer.take();
}

constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relation_space =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

inline std::string relations(const std::vector<std::pair<std::string, std::string>>& targets)
{
    std::string out =
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    for (std::size_t i = 0; i < targets.size(); ++i)
        out += "<Relationship Id=\"r" + std::to_string(i + 1) + "\" Type=\"" + std::string(relation_space) +
               "/" + targets[i].first + "\" Target=\"" + targets[i].second + "\"/>";
    return out + "</Relationships>";
}

/// A workbook of one sheet. `rows` stands in its sheetData; the second style is a date, the third a time.
inline Parts workbook(const std::string& rows, const std::string& shared = "",
                      const std::string& properties = "")
{
    const std::string space = " xmlns=\"" + std::string(main_space) + "\"";
    Parts parts;
    parts["_rels/.rels"] = relations({{"officeDocument", "xl/workbook.xml"}});
    parts["xl/_rels/workbook.xml.rels"] = relations({{"worksheet", "worksheets/sheet1.xml"},
                                                     {"styles", "styles.xml"},
                                                     {"sharedStrings", "sharedStrings.xml"}});
    parts["xl/workbook.xml"] = "<workbook" + space + " xmlns:r=\"" + std::string(relation_space) + "\">" +
                               properties +
                               R"(<sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>)";
    parts["xl/styles.xml"] =
        "<styleSheet" + space +
        R"(><numFmts><numFmt numFmtId="164" formatCode="hh:mm"/></numFmts><cellXfs>)"
        R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>)";
    parts["xl/sharedStrings.xml"] = "<sst" + space + ">" + shared + "</sst>";
    parts["xl/worksheets/sheet1.xml"] =
        "<worksheet" + space + "><sheetData>" + rows + "</sheetData></worksheet>";
    return parts;
}

inline Rows rows_of(const Table& table, std::size_t sheet = 0)
{
    Rows rows;
    const auto read = table.each_row(sheet, [&](const Row& row) {
        rows.emplace_back(row.cells.begin(), row.cells.end());
        return true;
    });
    if (!read) rows = {{"refused", read.error().code, read.error().field}};
    return rows;
}

/// The rows of the first sheet, or one row of "refused", code and place.
inline Rows read(std::string bytes, const Limits& limits = {}, const CsvChoice& choice = {})
{
    const auto table = open_table(std::move(bytes), limits, choice);
    return table ? rows_of(*table) : Rows{{"refused", table.error().code, table.error().field}};
}

inline Rows refused(const std::string& code, const std::string& place)
{
    return {{"refused", code, place}};
}

/// By how many bytes the memory of this process grows at most while `run` runs; nothing where the kernel does
/// not tell.
[[nodiscard]] inline std::int64_t peak_growth(const std::function<void()>& run)
{
    const auto status = [](std::string_view word) {
        std::ifstream file("/proc/self/status");
        std::string line;
        while (std::getline(file, line))
            if (line.starts_with(word)) return std::stoll(line.substr(word.size())) * 1024;
        return 0LL;
    };
    malloc_trim(0);                                // what was freed but kept would hide a growth
    std::ofstream("/proc/self/clear_refs") << "5"; // the peak begins anew
    const auto before = status("VmRSS:");
    run();
    return status("VmHWM:") - before;
}

} // namespace panoh::tables::testing
