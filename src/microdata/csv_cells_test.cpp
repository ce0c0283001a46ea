#include <doctest/doctest.h>

#include <algorithm>

#include "microdata/csv_cells.h"
#include "microdata/fiction.h"
#include "microdata/testing.h"

namespace panoh::microdata {

using namespace testing;

namespace {

Schema schema_of(bool with_person)
{
    Schema schema{
        .columns = {{.name = "sex", .values = {{"female", {"f"}}, {"m"}}, .missing = {"-99"}},
                    {.name = "tick", .values = {{"0"}, {"1"}}, .uncounted = {"0"}},
                    {.name = "sector", .values = {{"agriculture and fishing"}, {"construction"}, {"ғ"}}}},
        .left_out = {"remarks"}};
    if (with_person) schema.person.column = "id";
    return schema;
}

bool same(const CodedRows& a, const CodedRows& b)
{
    return a.states == b.states && a.persons == b.persons && a.rows == b.rows &&
           std::ranges::equal(a.unknown, b.unknown, [](const Unknown& x, const Unknown& y) {
               return x.cells == y.cells && x.texts == y.texts;
           });
}

/// A table of cells as they are met, and some that are not.
std::string random_csv(Random& random, bool with_person)
{
    const std::vector<std::string> cells = {"",
                                            "",
                                            "f",
                                            "female",
                                            "m",
                                            "-99",
                                            "0",
                                            "1",
                                            " 1 ",
                                            "construction",
                                            "agriculture and fishing",
                                            "ғ",
                                            std::string("\xC2\xA0") + "f",
                                            "other text",
                                            "x",
                                            " "};
    const std::vector<std::string> unusual = {"\"f\"",
                                              "\r",
                                              "a\"b",
                                              "\"",
                                              "\"a,\nb\"",
                                              "\xFF",
                                              std::string(1, '\0'),
                                              "\xEF\xBB\xBF",
                                              std::string(40'000, 'x')};
    const std::string delimiter(1, ",;\t"[below(random, 3)]);
    const bool odd = below(random, 4) == 0;
    std::vector<std::string> heading = {"sex", "tick", "sector", "remarks"};
    if (with_person) heading.push_back("id");
    if (below(random, 20) == 0) heading.push_back("undeclared");
    std::ranges::shuffle(heading, random);
    std::string text = below(random, 10) == 0 ? "sep=" + delimiter + "\n" : "";
    if (below(random, 10) == 0) text += "\n";
    const std::string line_end = below(random, 3) == 0 ? "\r\n" : "\n";
    for (const std::string& name : heading)
        text += name + delimiter;
    text.back() = '\n';
    const std::size_t rows = below(random, below(random, 5) == 0 ? 3000 : 40);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t width = below(random, 5) == 0 ? below(random, heading.size() + 1) : heading.size();
        std::string line;
        for (std::size_t i = 0; i < width; ++i)
            line += cells[below(random, cells.size())] + delimiter;
        if (odd && below(random, 50) == 0) line += unusual[below(random, unusual.size())];
        if (!line.empty() && below(random, 10) != 0) line.pop_back();
        text += line + line_end;
    }
    if (below(random, 3) == 0) text.pop_back();
    return text;
}

} // namespace

TEST_CASE("the quick way reads a CSV as the slow one does, or leaves it to that")
{
    Random random(11);
    const int tables = is_soak() ? 100'000 : 3000;
    int quick = 0;
    for (int i = 0; i < tables; ++i) {
        const bool with_person = below(random, 3) == 0;
        const Schema schema = schema_of(with_person);
        const auto table = tables::open_table(random_csv(random, with_person));
        if (!table) continue;
        const auto slow = code_rows(*table, schema);
        for (const unsigned threads : {1U, 3U}) {
            const auto fast = code_csv(*table, schema, threads);
            if (!fast) continue;
            ++quick;
            REQUIRE(slow);
            REQUIRE(same(*fast, *slow));
        }
    }
    CHECK(quick > tables); // more than half, twice each
}

TEST_CASE("a whole table is read the quick way, in pieces, with the same answer for any number of threads")
{
    const auto fiction = fictional_table(Shape::sparse, 20'000, 3);
    const auto table = tables::open_table(fiction.csv);
    REQUIRE(table);
    const auto slow = code_rows(*table, fiction.schema);
    REQUIRE(slow);
    for (unsigned threads = 1; threads <= 8; ++threads) {
        const auto fast = code_csv(*table, fiction.schema, threads);
        REQUIRE(fast);
        CHECK(same(*fast, *slow));
    }
}

TEST_CASE("empty lines between pieces leave no gap")
{
    const auto fiction = fictional_table(Shape::sparse, 5'000, 3);
    std::string text;
    int line = 0;
    for (const char c : fiction.csv) {
        text += c;
        if (c == '\n' && ++line % 7 == 0) text += "\n,,,\n";
    }
    const auto table = tables::open_table(std::move(text));
    REQUIRE(table);
    const auto fast = code_csv(*table, fiction.schema, 2);
    REQUIRE(fast);
    CHECK(fast->rows == 5000);
    CHECK(same(*fast, code_rows(*table, fiction.schema).value()));
}

TEST_CASE("what the slow way refuses, the quick way leaves to it")
{
    const auto quick = [](std::string text) {
        const auto table = tables::open_table(std::move(text));
        REQUIRE(table);
        return code_csv(*table, schema_of(false), 1).has_value();
    };
    const std::string heading = "sex,tick,sector\n";
    CHECK(quick(heading + "f,1,x\n"));
    CHECK(quick(heading + "f,1,x\r\n"));
    CHECK(quick(heading + "f,1,x,,\n"));
    CHECK_FALSE(quick(heading + "f,1,x,y\n"));
    CHECK_FALSE(quick(heading + "f,\r1,x\n"));
    CHECK_FALSE(quick(heading + "f,1,x\r"));
    CHECK_FALSE(quick(heading + "f,1,\"x\"\n"));
    CHECK_FALSE(quick(heading + "f,1," + std::string(32'768, 'x') + "\n"));
    CHECK_FALSE(quick(heading + std::string(16'384, ',') + "\n"));
    CHECK_FALSE(quick(heading + std::string(1'048'576, '\n') + "f,1,x\n"));
    CHECK_FALSE(quick("sex,tick,sector,more\nf,1,x,y\n"));
    CHECK_FALSE(quick(heading));
}

} // namespace panoh::microdata
