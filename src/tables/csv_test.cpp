#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "tables/csv_reader.h"
#include "tables/csv_writer.h"

namespace panoh::tables {

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read_all(std::string_view text)
{
    Rows rows;
    CsvReader reader(text);
    while (reader.next() == CsvStep::record) {
        const auto cells = reader.record().cells;
        rows.emplace_back(cells.begin(), cells.end());
    }
    return rows;
}

CsvFault fault_of(std::string_view text, CsvLimits limits = {})
{
    CsvReader reader(text, limits);
    CsvStep step = reader.next();
    while (step == CsvStep::record)
        step = reader.next();
    REQUIRE(step == CsvStep::fault);
    return reader.fault();
}

std::string write_all(const Rows& rows, FormulaGuard guard)
{
    std::string text;
    for (const auto& row : rows) {
        const std::vector<std::string_view> cells(row.begin(), row.end());
        append_csv_record(text, cells, guard);
    }
    return text;
}

std::string guarded(std::string_view cell)
{
    std::string out;
    append_csv_cell(out, cell, FormulaGuard::on);
    return out;
}

} // namespace

TEST_CASE("records end with LF or CRLF, the last one with nothing, and a byte order mark is no cell")
{
    CHECK(read_all("a,b\nc,\r\n,d") == Rows{{"a", "b"}, {"c", ""}, {"", "d"}});
    CHECK(read_all("\xEF\xBB\xBFyear\n1") == Rows{{"year"}, {"1"}});
    CHECK(read_all("").empty());
    CHECK(read_all("a,") == Rows{{"a", ""}});
    CHECK(read_all("\n\n") == Rows{{""}, {""}});
}

TEST_CASE("quoted cells keep commas, line breaks and doubled quotes, and the lines are still counted")
{
    CsvReader reader("\"a,\"\"b\"\"\",\"\"\n\"x\r\ny\",\"\"\"\"\nz");
    REQUIRE(reader.next() == CsvStep::record);
    CHECK(reader.record().cells[0] == "a,\"b\"");
    CHECK(reader.record().cells[1].empty());
    CHECK(reader.record().raw == "\"a,\"\"b\"\"\",\"\"");
    CHECK(reader.record().line_end == "\n");
    REQUIRE(reader.next() == CsvStep::record);
    CHECK(reader.record().line == 2);
    CHECK(reader.record().cells[0] == "x\r\ny");
    CHECK(reader.record().cells[1] == "\"");
    REQUIRE(reader.next() == CsvStep::record);
    CHECK(reader.record().line == 4);
    CHECK(reader.record().line_end.empty());
    CHECK(reader.next() == CsvStep::end);
}

TEST_CASE("what is not CSV is refused with its line and column")
{
    CHECK(fault_of("a,b\nc,\"d").code == "tables/quote_unclosed");
    CHECK(fault_of("a,b\nc,\"d").line == 2);
    CHECK(fault_of("a,b\nc,\"d").column == 2);
    CHECK(fault_of("a\"b").code == "tables/quote_misplaced");
    CHECK(fault_of("\"a\"b").code == "tables/quote_misplaced");
    CHECK(fault_of("a\rb").code == "tables/line_break_invalid");
    CHECK(fault_of("a\r").code == "tables/line_break_invalid");
    CHECK(fault_of("aaaa", {.cell_bytes = 3}).code == "tables/cell_too_long");
    CHECK(fault_of("\"aaaa\"", {.cell_bytes = 3}).code == "tables/cell_too_long");
    CHECK(fault_of("a,b,c", {.cells = 2}).code == "tables/too_many_cells");
}

TEST_CASE("no record follows a fault")
{
    CsvReader reader("a\"\nb\n");
    CHECK(reader.next() == CsvStep::fault);
    CHECK(reader.next() == CsvStep::fault);
}

TEST_CASE("a cell with doubled quotes is measured by what it says, and refused before it is copied")
{
    CHECK(fault_of("\"" + std::string(20, '"') + "aaaa\"", {.cell_bytes = 13}).code ==
          "tables/cell_too_long");
    CsvReader reader("\"\"\"\"\"\"\"\"", {.cell_bytes = 4});
    REQUIRE(reader.next() == CsvStep::record);
    CHECK(reader.record().cells[0] == "\"\"\"");
}

TEST_CASE("the delimiter may be another, and a comma is then a letter")
{
    CsvReader reader("a;\"b;\"\"\";1,5\n", {}, ';');
    REQUIRE(reader.next() == CsvStep::record);
    CHECK(reader.record().cells.size() == 3);
    CHECK(reader.record().cells[1] == "b;\"");
    CHECK(reader.record().cells[2] == "1,5");
}

TEST_CASE("the formula guard marks every start that a spreadsheet runs, and only with the guard on")
{
    const std::string full_width = "\uFF1D1";
    for (const std::string_view cell :
         {std::string_view("=1+1"), std::string_view("+996 555"), std::string_view("-99"),
          std::string_view("@x"), std::string_view("\tx"), std::string_view(full_width)})
        CHECK(guarded(cell) == "'" + std::string(cell));
    CHECK(guarded("\nx") == "\"'\nx\"");
    CHECK(guarded("a=1") == "a=1");
    CHECK(guarded("'Abdulla") == "'Abdulla");
    CHECK(guarded("'=1") == "''=1");
    std::string out;
    append_csv_cell(out, "-99", FormulaGuard::off);
    CHECK(out == "-99");
}

TEST_CASE("the guard also marks what another delimiter would make the start of a cell")
{
    CHECK(guarded("Osh;=1") == "Osh;'=1");
    CHECK(guarded("Osh\t@x") == "Osh\t'@x");
    CHECK(guarded("Osh,-5") == "\"Osh,'-5\"");
    CHECK(guarded("note\n=1") == "\"note\n'=1\"");
    CHECK(guarded("a;\"=1") == "\"a;\"\"'=1\"");
    CHECK(guarded("Osh; -5") == "Osh; -5");
}

TEST_CASE("typed numbers and days are not texts, so no guard touches them")
{
    std::string out;
    append_csv_row(
        out, std::vector<Cell>{-12.5, std::int64_t{-7}, core::Date{2026, 11, 23}, Cell{}, "-12.5", "007"});
    CHECK(out == "-12.5,-7,2026-11-23,,'-12.5,007\r\n");
}

TEST_CASE("what the guard did is undone exactly, for every text")
{
    CHECK(rc::check([] {
        const auto letter =
            rc::gen::element<std::string>("a", "'", "'", "\"", "=", "+", "-", "@", "\t", "\r", "\n", ";", ",",
                                          " ", "\xEF\xBC\x9D", "\xEF\xBC\xA0", "\xEF\xBC", "é");
        std::string text;
        for (const auto& one : *rc::gen::container<std::vector<std::string>>(letter))
            text += one;
        const std::string marked = with_guard(text);
        RC_ASSERT(without_guard(marked) == text);
        RC_ASSERT(marked.find_first_of("=+-@\t\r\n") != 0U);
        for (const char sign : std::string_view("=+-@"))
            for (const char cut : std::string_view(",;\t\r\n"))
                RC_ASSERT(marked.find(std::string{cut, sign}) == std::string::npos);
        RC_ASSERT(guard_matters(text) == (marked != text));
    }));
}

TEST_CASE("whatever is written reads back the same")
{
    CHECK(rc::check([] {
        const auto letter =
            rc::gen::element<std::string>("a", ",", "\"", "\n", "\r", " ", "=", "\xEF\xBB\xBF", "é");
        const auto cell =
            rc::gen::map(rc::gen::container<std::vector<std::string>>(letter), [](const auto& letters) {
                std::string text;
                for (const auto& one : letters)
                    text += one;
                return text;
            });
        const auto row = rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell));
        const Rows rows = *rc::gen::container<Rows>(row);
        RC_ASSERT(read_all(write_all(rows, FormulaGuard::off)) == rows);
    }));
}

} // namespace panoh::tables
