#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/text.h"
#include "tables/archive.h"
#include "tables/testing.h"
#include "tables/xlsx_writer.h"

namespace panoh::tables {

using testing::read;
using testing::Rows;
using testing::rows_of;

namespace {

std::string part_of(const std::string& bytes, std::string_view name)
{
    const auto archive = Archive::open(bytes, {});
    REQUIRE(archive);
    std::string text;
    REQUIRE(archive->find(name) != nullptr);
    REQUIRE(archive->read(*archive->find(name), [&](std::string_view piece) {
        text.append(piece);
        return true;
    }));
    return text;
}

std::string written(const std::vector<std::vector<Cell>>& rows, const std::vector<Column>& columns = {})
{
    XlsxWriter writer;
    REQUIRE(writer.begin_sheet("One", columns));
    for (const auto& row : rows)
        REQUIRE(writer.add(row));
    writer.finish();
    return writer.take();
}

/// Any text that a case may hold: well-formed, without NUL.
rc::Gen<std::string> texts()
{
    const auto piece = rc::gen::element<std::string>(
        "a", "_x000D_", "_x0041", "_", "x0041_", "\x01", "\r", "\n", "\t", "&", "<", ">", "\"", "'", "=", " ",
        "ғ", "😀", "]]>", "\x1F", "\x7F", "\xEF\xBF\xBE", "\xEF\xBF\xBF");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
        std::string text;
        for (const auto& one : pieces)
            text += one;
        return text;
    });
}

} // namespace

TEST_CASE("typed cells come back as what they were")
{
    CHECK(read(written(
              {{"=1+1", "+996 555", "007", std::int64_t{-7}, -12.5, core::Date{2026, 11, 23}, Cell{}, "end"},
               {core::Date{1899, 5, 1}, core::Date{1900, 3, 1}, std::int64_t{1'000'000'000'000'000}, 1e20}},
              {{"a"}, {"b"}})) ==
          Rows{{"a", "b"},
               {"=1+1", "+996 555", "007", "-7", "-12.5", "2026-11-23", "", "end"},
               {"1899-05-01", "1900-03-01", "1000000000000000", "100000000000000000000"}});
}

TEST_CASE("U+FFFE and U+FFFF, which XML does not have, come back too")
{
    const std::string none = "\xEF\xBF\xBF", swapped = "\xEF\xBF\xBE";
    const Rows rows = {{"_" + none + "0D_", none + "a" + swapped, "_x00" + none, "_xFFFF_"}};
    CHECK(read(written({{rows[0][0], rows[0][1], rows[0][2], rows[0][3]}})) == rows);
    // Where nothing is escaped, as in a name, they are what stands for no sign.
    XlsxWriter writer;
    REQUIRE(writer.begin_sheet("One" + none, {}));
    writer.finish();
    CHECK(part_of(writer.take(), "xl/workbook.xml").find("One\xEF\xBF\xBD") != std::string::npos);
}

TEST_CASE("a text is a string in the file and never a formula; a number too wide for Excel is a text")
{
    const std::string sheet =
        part_of(written({{"=1+1", std::int64_t{1'000'000'000'000'000}}}), "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<f>") == std::string::npos);
    CHECK(sheet.find(R"(<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>)") !=
          std::string::npos);
    CHECK(sheet.find(R"(<c r="B1" s="3" t="inlineStr">)") != std::string::npos);
}

TEST_CASE("every text comes back as it was")
{
    CHECK(rc::check([] {
        std::vector<std::vector<std::string>> rows;
        for (auto row : *rc::gen::container<std::vector<std::vector<std::string>>>(
                 rc::gen::container<std::vector<std::string>>(texts()))) {
            row.emplace_back("end");
            rows.push_back(std::move(row));
        }
        std::vector<std::vector<Cell>> cells;
        for (const auto& row : rows)
            cells.emplace_back(row.begin(), row.end());
        RC_ASSERT(read(written(cells)) == rows);
    }));
}

TEST_CASE("what no XLSX can hold becomes a sign that says so")
{
    using namespace std::string_view_literals;
    CHECK(read(written({{"a\xFF z", "a\0z"sv}})) == Rows{{"a\xEF\xBF\xBD z", "a\xEF\xBF\xBDz"}});
    CHECK(read(written({{NAN, "end"}})) == Rows{{"", "end"}});
}

TEST_CASE("headings are frozen and filtered, the foot is printed, and nothing says where it was made")
{
    XlsxWriter writer({.sheet = "About",
                       .lines = {{"Who", "Ayana"}, {"Why", "=court"}},
                       .page_foot = "Ayana & Co",
                       .title = "T"});
    REQUIRE(writer.begin_sheet("Cases", std::vector<Column>{{"name", 30}, {"a long heading of it"}}));
    REQUIRE(writer.add(std::vector<Cell>{"x"}));
    REQUIRE(writer.begin_sheet("cases", {}));
    writer.finish();
    const std::string bytes = writer.take();
    const std::string sheet = part_of(bytes, "xl/worksheets/sheet2.xml");
    CHECK(sheet.find("state=\"frozen\"") != std::string::npos);
    CHECK(sheet.find("<autoFilter ref=\"A1:B2\"/>") != std::string::npos);
    CHECK(sheet.find(R"(<col min="1" max="1" width="30" customWidth="1"/><col min="2" max="2" width="22")") !=
          std::string::npos);
    CHECK(sheet.find("<oddFooter>&amp;LAyana &amp;&amp; Co&amp;R&amp;P / &amp;N</oddFooter>") !=
          std::string::npos);
    const auto table = open_table(bytes);
    REQUIRE(table);
    CHECK(table->sheets()[0].name == "About");
    CHECK(table->sheets()[1].name == "Cases");
    CHECK(table->sheets()[2].name == "cases 2");
    CHECK(rows_of(*table, 0) == Rows{{"Who", "Ayana"}, {"Why", "=court"}});
    const std::string properties = part_of(bytes, "docProps/core.xml");
    CHECK(properties.find("creator") == std::string::npos);
    CHECK(properties.find("created") == std::string::npos);
    CHECK(properties.find("<dc:title>T</dc:title>") != std::string::npos);
}

TEST_CASE("who, when and why stand in the properties too, and behind the table where it is read again")
{
    XlsxWriter writer({.sheet = "About",
                       .last = true,
                       .lines = {{"Who", "Ayana"}},
                       .page_foot = {},
                       .title = "T",
                       .creator = "Ayana <A&B>",
                       .description = "court",
                       .created_at = "2026-11-23T18:04:05Z"});
    REQUIRE(writer.begin_sheet("Cases", std::vector<Column>{{"name"}}));
    writer.finish();
    const std::string bytes = writer.take();
    const auto table = open_table(bytes);
    REQUIRE(table);
    CHECK(table->sheets()[0].name == "Cases");
    CHECK(table->sheets()[1].name == "About");
    CHECK(rows_of(*table, 0) == Rows{{"name"}});
    CHECK(rows_of(*table, 1) == Rows{{"Who", "Ayana"}});
    const std::string properties = part_of(bytes, "docProps/core.xml");
    CHECK(properties.find("<dc:creator>Ayana &lt;A&amp;B") != std::string::npos);
    CHECK(properties.find("<dc:description>court</dc:description>") != std::string::npos);
    CHECK(properties.find(">2026-11-23T18:04:05Z</dcterms:created>") != std::string::npos);
}

TEST_CASE("the same rows make the same bytes, whenever and in however many pieces they are taken")
{
    XlsxWriter writer;
    std::string pieces;
    REQUIRE(writer.begin_sheet("One", {}));
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(writer.add(std::vector<Cell>{std::int64_t{i}}));
        pieces += writer.take();
    }
    writer.finish();
    pieces += writer.take();
    std::vector<std::vector<Cell>> rows;
    for (int i = 0; i < 1000; ++i)
        rows.push_back({std::int64_t{i}});
    CHECK(pieces == written(rows));
}

TEST_CASE("what would be lost is refused, and the sheet goes on")
{
    XlsxWriter writer;
    REQUIRE(writer.begin_sheet("One", {}));
    const std::string longest(32'767, 'a');
    const std::string too_long = longest + "a";
    CHECK(writer.add(std::vector<Cell>{longest}));
    const auto refused = writer.add(std::vector<Cell>{"a", too_long});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "tables/cell_too_long");
    CHECK(refused.error().field == "B2");
    CHECK(writer.add(std::vector<Cell>(16'385)).error().code == "tables/too_many_cells");
    CHECK(writer.add(std::vector<Cell>{"b"}));
    writer.finish();
    CHECK(read(writer.take()) == Rows{{longest}, {"b"}});
}

TEST_CASE("names of sheets are made such as Excel takes")
{
    const std::vector<std::string> taken = {"Дела"};
    CHECK(sheet_name("a/b:c", {}) == "a b c");
    CHECK(sheet_name("'a'", {}) == "a");
    CHECK(sheet_name("", {}) == "1");
    CHECK(sheet_name("ДЕЛА", taken) == "ДЕЛА 2");
    CHECK(core::letters(sheet_name(std::string(40, 'a'), {})) == 31);
    const std::vector<std::string> long_one = {std::string(31, 'a')};
    CHECK(sheet_name(std::string(40, 'a'), long_one) == std::string(29, 'a') + " 2");
    XlsxWriter empty;
    empty.finish();
    CHECK(open_table(empty.take())->sheets()[0].name == "1");
}

} // namespace panoh::tables
