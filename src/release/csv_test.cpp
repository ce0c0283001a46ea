#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "release/csv_reader.h"
#include "release/csv_writer.h"

namespace panoh::release {

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
    CHECK(fault_of("a,b\nc,\"d").code == "release/quote_unclosed");
    CHECK(fault_of("a,b\nc,\"d").line == 2);
    CHECK(fault_of("a,b\nc,\"d").column == 2);
    CHECK(fault_of("a\"b").code == "release/quote_misplaced");
    CHECK(fault_of("\"a\"b").code == "release/quote_misplaced");
    CHECK(fault_of("a\rb").code == "release/line_break_invalid");
    CHECK(fault_of("a\r").code == "release/line_break_invalid");
    CHECK(fault_of("aaaa", {.cell_bytes = 3}).code == "release/cell_too_long");
    CHECK(fault_of("\"aaaa\"", {.cell_bytes = 3}).code == "release/cell_too_long");
    CHECK(fault_of("a,b,c", {.cells = 2}).code == "release/too_many_cells");
}

TEST_CASE("no record follows a fault")
{
    CsvReader reader("a\"\nb\n");
    CHECK(reader.next() == CsvStep::fault);
    CHECK(reader.next() == CsvStep::fault);
}

TEST_CASE("the formula guard marks every start that a spreadsheet runs, and only with the guard on")
{
    for (const std::string_view cell : {"=1+1", "+1", "-99", "@x", "\tx",
                                        "\xEF\xBC\x9D"
                                        "1"})
        CHECK(guarded(cell) == "'" + std::string(cell));
    CHECK(guarded("\nx") == "\"'\nx\"");
    CHECK(guarded("a=1") == "a=1");
    std::string out;
    append_csv_cell(out, "-99", FormulaGuard::off);
    CHECK(out == "-99");
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

} // namespace panoh::release
