#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tables/testing.h"
#include "tables/workbook.h"

namespace panoh::tables {

using testing::Parts;
using testing::read;
using testing::refused;
using testing::Rows;
using testing::rows_of;
using testing::workbook;
using testing::zip_of;

namespace {

Rows cells(const std::string& row, const std::string& shared = "", const std::string& properties = "",
           const Limits& limits = {})
{
    return read(zip_of(workbook(row, shared, properties)), limits);
}

Rows changed(const std::string& name, const std::string& text)
{
    Parts parts = workbook("<row><c><v>1</v></c></row>");
    if (text.empty()) {
        parts.erase(name);
    } else {
        parts[name] = text;
    }
    return read(zip_of(parts));
}

std::string file_of_program(const std::string& name)
{
    std::ifstream file(PANOH_ROOT "/tests/vectors/tables/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("every type of cell comes as text")
{
    CHECK(
        cells(
            R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>in</t></is></c>)"
            R"(<c r="C1"><v>42.869999999999997</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c>)"
            R"(<c r="F1" t="e"><v>#N/A</v></c><c r="G1" t="str"><f>A1</f><v>made</v></c>)"
            R"(<c r="H1" s="1"><v>44260</v></c><c r="I1" s="2"><v>0.5</v></c>)"
            R"(<c r="J1" t="d"><v>2021-03-05T00:00:00</v></c><c r="K1" s="1"><v>-5</v></c></row>)",
            "<si><t>zero</t></si><si><t>one</t></si>") ==
        Rows{{"one", "in", "42.87", "TRUE", "FALSE", "#N/A", "made", "2021-03-05", "12:00:00", "2021-03-05",
              "-5"}});
}

TEST_CASE("days of a workbook that counts from 1904 are counted from 1904")
{
    const std::string row = R"(<row><c s="1"><v>42798</v></c></row>)";
    CHECK(cells(row, "", R"(<workbookPr date1904="1"/>)") == Rows{{"2021-03-05"}});
    CHECK(cells(row, "", R"(<workbookPr date1904="0"/>)") == Rows{{"2017-03-04"}});
}

TEST_CASE("runs of a text are joined, readings left out, escapes undone, spaces kept")
{
    const std::string shared =
        "<si><r><t>Ай</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> гүл</t></r></si>"
        "<si><t>word</t><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh><phoneticPr fontId=\"1\"/></si>"
        "<si><t>a_x000D_b_x005F_x000D_ &lt;&amp; _x0000_ _xD800_</t></si><si/>";
    CHECK(cells("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c "
                "t=\"s\"><v>3</v></c>"
                "<c t=\"inlineStr\"><is><r><t>x</t></r><r><t>y</t></r><rPh><t>z</t></rPh></is></c></row>",
                shared) == Rows{{"Ай гүл", "word", "a\rb_x000D_ <& _x0000_ _xD800_", "", "xy"}});
}

TEST_CASE("rows and cells that are left out keep the numbers of the others")
{
    const auto table = open_table(
        zip_of(workbook(R"(<row r="3"><c r="C3"><v>1</v></c></row><row/><row><c/></row>)"
                        R"(<row r="9"><c r="B9"><v>2</v></c><c><v>3</v></c><c r="XFD9" s="1"/></row>)")));
    REQUIRE(table);
    std::vector<std::int64_t> numbers;
    CHECK(table->each_row(0, [&](const Row& row) {
        numbers.push_back(row.number);
        return true;
    }));
    CHECK(numbers == std::vector<std::int64_t>{3, 9});
    CHECK(rows_of(*table) == Rows{{"", "", "1"}, {"", "2", "3"}});
}

TEST_CASE("a formula without a stored result is empty and told of")
{
    const auto table =
        open_table(zip_of(workbook(R"(<row><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c><c><f>2</f></c>)"
                                   R"(<c t="str"><f>""</f><v></v></c></row>)")));
    REQUIRE(table);
    const auto read = table->each_row(0, [](const Row&) { return true; });
    REQUIRE(read);
    CHECK(read->without_result == 2);
    CHECK(read->first_without_result == CellPlace{1, 1});
}

TEST_CASE("prefixes, strict documents, absolute targets and another case of names are read alike")
{
    Parts parts;
    parts["_RELS/.rels"] = testing::relations({{"officeDocument", "/XL/Book.xml"}});
    parts["xl/_rels/book.xml.rels"] = testing::relations({{"worksheet", "/xl/./sheets/../sheets/a.xml"}});
    parts["xl/book.xml"] =
        R"(<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="r">)"
        R"(<x:sheets><x:sheet name="S" sheetId="1" state="hidden" q:id="r1"/></x:sheets></x:workbook>)";
    parts["xl\\sheets\\a.xml"] =
        R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>)"
        R"(<x:row x:r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>t</x:t></x:is></x:c></x:row>)"
        R"(</x:sheetData></x:worksheet>)";
    const auto table = open_table(zip_of(parts));
    REQUIRE(table);
    CHECK(table->sheets()[0].name == "S");
    CHECK(table->sheets()[0].hidden);
    CHECK(rows_of(*table) == Rows{{"t"}});
    CHECK(resolve("xl/workbook.xml", "../../../a.xml") == "a.xml");
}

TEST_CASE("missing parts, wrong parts and circles are refused at the part")
{
    CHECK(changed("_rels/.rels", "") == refused("tables/not_xlsx", "workbook"));
    CHECK(changed("xl/workbook.xml", "") == refused("tables/broken", "workbook"));
    CHECK(changed("xl/workbook.xml", "<document/>") == refused("tables/not_xlsx", "workbook"));
    CHECK(changed("xl/_rels/workbook.xml.rels", "") == refused("tables/broken", "workbook"));
    CHECK(changed("xl/worksheets/sheet1.xml", "") == refused("tables/broken", "workbook"));
    CHECK(changed("xl/styles.xml", "") == refused("tables/broken", "styles"));
    CHECK(changed("xl/sharedStrings.xml", "") == refused("tables/broken", "shared_texts"));
    CHECK(changed("xl/sharedStrings.xml", "<sst>") == refused("tables/broken", "shared_texts"));
    CHECK(changed("_rels/.rels", testing::relations({{"officeDocument", "_rels/.rels"}})) ==
          refused("tables/not_xlsx", "workbook"));
    CHECK(changed("_rels/.rels", testing::relations({{"officeDocument", "xl/workbook.bin"}})) ==
          refused("tables/not_xlsx", "workbook"));
    CHECK(changed("xl/_rels/workbook.xml.rels", testing::relations({{"worksheet", "workbook.xml"}})) ==
          refused("tables/broken", "sheet"));
    CHECK(changed("xl/_rels/workbook.xml.rels",
                  testing::relations({{"chartsheet", "worksheets/sheet1.xml"}})) ==
          refused("tables/empty", "workbook"));
    CHECK(read(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})) ==
          refused("tables/not_xlsx", "workbook"));
}

TEST_CASE("a sheet whose cells are in no order, or point nowhere, is refused at the place")
{
    CHECK(cells(R"(<row r="2"/><row r="2"/>)") == refused("tables/broken", "2"));
    CHECK(cells(R"(<row r="0"/>)") == refused("tables/broken", "sheet"));
    CHECK(cells(R"(<row r="1"><c r="B1"/><c r="A1"/></row>)") == refused("tables/broken", "A1"));
    CHECK(cells(R"(<row r="1"><c r="A2"/></row>)") == refused("tables/broken", "A1"));
    CHECK(cells(R"(<row><c/><c t="s"><v>0</v></c></row>)") == refused("tables/broken", "B1"));
    CHECK(cells(R"(<row><c t="s"><v>-1</v></c></row>)", "<si><t>a</t></si>") ==
          refused("tables/broken", "A1"));
    CHECK(cells(R"(<row><c><v>1</v></c>)") == refused("tables/broken", "1"));
}

TEST_CASE("document types, and with them entities, are refused")
{
    CHECK(
        changed(
            "xl/worksheets/sheet1.xml",
            R"(<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>)") ==
        refused("tables/doctype", "sheet"));
    CHECK(changed("xl/workbook.xml", R"(<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>)") ==
          refused("tables/doctype", "workbook"));
    CHECK(cells("<row><c><v>&unknown;</v></c></row>") == refused("tables/broken", "A1"));
}

TEST_CASE("limits of a sheet are refused at their place")
{
    const std::string row = R"(<row r="2"><c r="B2" t="inlineStr"><is><t>four</t></is></c></row>)";
    CHECK(cells(row, "", "", {.cell_letters = 3}) == refused("tables/cell_too_long", "B2"));
    CHECK(cells(row, "", "", {.row_bytes = 3}) == refused("tables/cell_too_long", "B2"));
    CHECK(cells(row, "", "", {.columns = 1}) == refused("tables/too_many_cells", "B2"));
    CHECK(cells(row, "", "", {.rows = 1}) == refused("tables/too_many_rows", "2"));
    CHECK(cells(row, "", "", {.cells = 1}) == refused("tables/too_many_cells", "2"));
    CHECK(cells(row, "", "", {.depth = 4}) == refused("tables/too_deep", "B2"));
    const std::string shared = "<si><t>four</t></si><si><t>more</t></si>";
    CHECK(cells(row, shared, "", {.cell_letters = 3}) == refused("tables/cell_too_long", "shared_texts"));
    CHECK(cells(row, shared, "", {.shared_texts = 1}) == refused("tables/too_many_texts", "shared_texts"));
    CHECK(cells(row, shared, "", {.shared_bytes = 7}) == refused("tables/too_many_texts", "shared_texts"));
}

TEST_CASE("another file may be read while rows of one are taken")
{
    std::string rows;
    for (int i = 0; i < 2000; ++i)
        rows += "<row><c><v>1</v></c></row>";
    const auto table = open_table(zip_of(workbook(rows)));
    REQUIRE(table);
    std::int64_t inner = 0;
    const auto read = table->each_row(0, [&](const Row&) {
        if (inner < 20'000) inner += static_cast<std::int64_t>(rows_of(*table).size());
        return true;
    });
    REQUIRE(read);
    CHECK(read->rows == 2000);
    CHECK(inner == 20'000);
}

TEST_CASE("files of other programs come as the people see them")
{
    const Rows expected = {{"name", "born", "seen", "sum", "note"},
                           {"Айгүл Токтогулова", "1994-07-03", "2021-03-05T14:30:00", "42.87", "=1+1"},
                           {"Ғалым", "", "", "996555123456", "two\nlines"},
                           {"'Abdulla", "1904-03-01", "", "-12.5", " spaces "},
                           {"", "", "", "", "after an empty row"}};
    for (const char* name :
         {"openpyxl.xlsx", "libxlsxwriter.xlsx", "libreoffice.xlsx", "gnumeric.xlsx", "1904.xlsx"}) {
        CAPTURE(name);
        CHECK(read(file_of_program(name)) == expected);
    }
}

} // namespace panoh::tables
