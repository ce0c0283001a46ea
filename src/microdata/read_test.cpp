#include <doctest/doctest.h>

#include "microdata/read_microdata.h"
#include "tables/xlsx_writer.h"

namespace panoh::microdata {

namespace {

Schema schema_of(Person person = {.each_row = true})
{
    return {.lineage = "a",
            .people = 10,
            .person = std::move(person),
            .caps = Caps{2},
            .columns = {{.name = "sex",
                         .values = {{"female", {"f"}}, {"a rather long name"}},
                         .missing = {"-99"}},
                        {.name = "tick", .values = {{"0"}, {"1"}}, .uncounted = {"0"}}},
            .left_out = {"remarks"}};
}

/// The states, a row for each column; or the refusal.
std::string read(std::string text, const Schema& schema = schema_of())
{
    const auto got = read_microdata(std::move(text), schema);
    if (!got) {
        std::string all;
        for (const auto& fault : got.error().faults)
            all += fault.code + " " + fault.field + "\n";
        return got.error().faults.empty() ? got.error().code + " " + got.error().field : all;
    }
    std::string all;
    const auto columns = static_cast<ColumnNumber>(got->people.columns());
    for (ColumnNumber column = 0; column < columns; ++column) {
        if (column > 0) all += '/';
        for (const auto state : got->people.states(column))
            all += static_cast<char>('0' + state);
    }
    return all;
}

} // namespace

TEST_CASE("a cell is a declared value, other or missing, whatever spaces stand around it")
{
    CHECK(read("sex,tick\nfemale,1\nf,0\na rather long name,\n-99,2\n,1\nx, 1 \n a rather long name,0\n") ==
          "0013321/1032110");
    CHECK(read("tick;sex\n1;f\n") == "0/1");
    CHECK(read("tick,remarks,sex\n1,\"so, what\",f\n") == "0/1");
}

TEST_CASE("texts that begin and end alike are told apart")
{
    Schema schema = schema_of();
    schema.columns[0].values = {
        {"workplace_farm_unknown"}, {"workplace_mine_unknown"}, {"workplac"}, {"workpla"}};
    CHECK(
        read(
            "sex,tick\nworkplace_mine_unknown,\nworkplace_farm_unknown,\nworkplace_port_unknown,\nworkplac,\n"
            "workpla,\nworkplad,\nworkplb,\n",
            schema) == "1042344/3333333");
}

TEST_CASE("short rows are filled with missing, and rows without text are no people")
{
    CHECK(read("sex,tick\nf\n\n,\nf,1\n") == "00/31");
}

TEST_CASE("a reading refuses what is not declared, by name")
{
    CHECK(read("sex,age,,tick,more\nf,1,1,1,1\n") ==
          "microdata/column_undeclared age\nmicrodata/column_undeclared C1\nmicrodata/column_undeclared "
          "more\n");
    CHECK(read("sex,sex\nf,f\n") == "microdata/column_twice sex\nmicrodata/column_missing tick\n");
    CHECK(read("sex,tick\n") == "microdata/no_rows file");
    CHECK(read("sex,tick\nf,1\nf,1,x\n") == "microdata/column_undeclared C3");
    CHECK(read("sex,tick\nf,1\n\"f\"x,1\n") == "tables/quote_misplaced A3");
    CHECK(read("sex,tick\nf,1\n", schema_of({.column = "id"})) == "microdata/column_missing id\n");
}

TEST_CASE("what nobody declared is counted and shown, the first few texts of it")
{
    const auto got = read_microdata("sex,tick\nu1,1\nu2,\nu1,\nu3,\nu4,\nu5,\nu6,\n", schema_of());
    REQUIRE(got);
    CHECK(got->note.rows == 7);
    REQUIRE(got->note.undeclared.size() == 1);
    CHECK(got->note.undeclared[0].column == "sex");
    CHECK(got->note.undeclared[0].cells == 7);
    CHECK(got->note.undeclared[0].texts == std::vector<std::string>{"u1", "u2", "u3", "u4", "u5"});
}

TEST_CASE("rows of one person become one: counted first, then declared, then other, then missing")
{
    const auto schema = schema_of({.column = "id"});
    CHECK(read("id,sex,tick\na,,0\nb,x,x\n a ,f,1\nb,,0\na,a rather long name,\n", schema) == "02/10");
    CHECK(read("id,sex,tick\n,f,1\n,f,1\n", schema) == "00/11");
}

TEST_CASE("an XLSX is read by its first sheet")
{
    tables::XlsxWriter writer;
    const std::vector<tables::Column> heading = {{.heading = "sex"}, {.heading = "tick"}};
    REQUIRE(writer.begin_sheet("One", heading));
    const std::vector<tables::Cell> row = {std::string_view("f"), std::int64_t{1}};
    REQUIRE(writer.add(row));
    writer.finish();
    CHECK(read(writer.take()) == "0/1");
}

TEST_CASE("a profile has every column's texts, numbers in their order, to be confirmed by a person")
{
    const auto schema = profile("year,sex,id\n2010,f,\n999,m,\n 2010 ,,\n-1,f,1\n", "cases");
    REQUIRE(schema);
    CHECK(schema->people == 4);
    CHECK(schema->from_data == std::vector<std::string>{"year", "sex", "id"});
    CHECK(schema->columns[0].values == std::vector<Value>{{"-1"}, {"999"}, {"2010"}});
    CHECK(schema->columns[1].values == std::vector<Value>{{"f"}, {"m"}});
    CHECK_FALSE(read_schema(schema_text(*schema)));
}

TEST_CASE("a profile leaves a column of too many texts without values, and rounds people up")
{
    std::string text = "id,sex\n";
    for (int i = 0; i < 1234; ++i)
        text += std::to_string(i) + ",f\n";
    const auto schema = profile(text, "cases");
    REQUIRE(schema);
    CHECK(schema->columns[0].values.empty());
    CHECK(schema->columns[1].values.size() == 1);
    CHECK(schema->people == 2000);
}

} // namespace panoh::microdata
