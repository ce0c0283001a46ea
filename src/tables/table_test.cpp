#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "tables/csv_writer.h"
#include "tables/testing.h"

namespace panoh::tables {

using testing::read;
using testing::refused;
using testing::Rows;
using testing::rows_of;

namespace {

struct Taken {
    Rows rows;
    Encoding encoding;
    char delimiter;
};

Taken taken(const std::string& bytes, const CsvChoice& choice = {})
{
    const auto table = open_table(bytes, {}, choice);
    REQUIRE(table);
    return {rows_of(*table), table->encoding(), table->delimiter()};
}

/// Little-endian, with its mark.
std::string utf16(std::u16string_view text)
{
    std::string out = "\xFF\xFE";
    for (const char16_t unit : text) {
        out.push_back(static_cast<char>(unit & 0xFF));
        out.push_back(static_cast<char>(unit >> 8));
    }
    return out;
}

} // namespace

TEST_CASE("the delimiter is the one that cuts the rows alike")
{
    CHECK(taken("a,b\n1,2\n").delimiter == ',');
    CHECK(taken("a;b\n1;2\n").delimiter == ';');
    CHECK(taken("a\tb\n1\t2\n").delimiter == '\t');
    CHECK(taken("name;lat\nA;42,8\nB;41,3\n").rows == Rows{{"name", "lat"}, {"A", "42,8"}, {"B", "41,3"}});
    CHECK(taken("surname, name;year\nA, B;1\nC;2\n").delimiter == ';');
    CHECK(taken("\"a;b\",c\n\"d;e\",f\n").delimiter == ',');
    CHECK(taken("alone\n1\n").delimiter == ',');
    CHECK(taken("a;b\n\n\n1;2\n").delimiter == ';');
    CHECK(taken("a;b\n1;2\n", {.delimiter = ','}).rows == Rows{{"a;b"}, {"1;2"}});
}

TEST_CASE("a line that tells Excel the delimiter is no row")
{
    CHECK(taken("sep=;\r\na,b;c\r\n").rows == Rows{{"a,b", "c"}});
    CHECK(taken("\xEF\xBB\xBFsep=\t\na;b\tc\n").rows == Rows{{"a;b", "c"}});
    CHECK(taken("sep=x\n").rows == Rows{{"sep=x"}});
}

TEST_CASE("UTF-8 with and without a mark, UTF-16 and Windows-1251 come as the same text")
{
    CHECK(taken("имя,город\n").rows == Rows{{"имя", "город"}});
    CHECK(taken("\xEF\xBB\xBFимя,город\n").rows == Rows{{"имя", "город"}});
    CHECK(taken("имя,город\n").encoding == Encoding::utf8);
    const auto unicode = taken(utf16(u"имя\tғ😀\r\n"));
    CHECK(unicode.rows == Rows{{"имя", "ғ😀"}});
    CHECK(unicode.encoding == Encoding::utf16);
    CHECK(unicode.delimiter == '\t');
    const auto old = taken("\xE8\xEC\xFF;\xB9 5\n");
    CHECK(old.rows == Rows{{"имя", "№ 5"}});
    CHECK(old.encoding == Encoding::windows_1251);
}

TEST_CASE("a person may say which alphabet it is")
{
    CHECK(taken("\xFD\n", {.encoding = Encoding::windows_1252}).rows == Rows{{"ý"}});
    CHECK(taken("\xFE\n", {.encoding = Encoding::windows_1254}).rows == Rows{{"ş"}});
    CHECK(taken("\xA8\xAC\xEF\n", {.encoding = Encoding::ibm866}).rows == Rows{{"имя"}});
    CHECK(taken("\xC9\xCD\xD1\n", {.encoding = Encoding::koi8_r}).rows == Rows{{"имя"}});
}

TEST_CASE("bytes that no alphabet has are refused")
{
    CHECK(read("a,\x98\n") == refused("tables/encoding_unknown", "file"));
    CHECK(read("a,\xE8\n", {}, {.encoding = Encoding::utf8}) == refused("tables/encoding_unknown", "file"));
    CHECK(read("\xFF\xFE\x01") == refused("tables/encoding_unknown", "file"));
    CHECK(read(utf16(std::u16string(1, 0xD800))) == refused("tables/encoding_unknown", "file"));
    CHECK(read(std::string("a\0b", 3)) == refused("tables/not_a_table", "file"));
    CHECK(read(utf16(std::u16string(1, 0))) == refused("tables/not_a_table", "file"));
}

TEST_CASE("what is no table says what it is")
{
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    CHECK(read(ole + std::string(600, '\0')) == refused("tables/old_excel", "file"));
    std::string name;
    for (const char c : std::string_view("EncryptedPackage"))
        name.append({c, '\0'});
    CHECK(read(ole + std::string(600, '\0') + name) == refused("tables/encrypted", "file"));
    CHECK(read("\xEF\xBB\xBF\n <HTML><table>") == refused("tables/not_a_table", "file"));
    CHECK(read("%PDF-1.7\n") == refused("tables/not_a_table", "file"));
    CHECK(read("<name>,b\n") == Rows{{"<name>", "b"}});
    CHECK(read("PK,b\n") == Rows{{"PK", "b"}});
    CHECK(read("") == refused("tables/empty", "file"));
    CHECK(read("\xEF\xBB\xBF") == refused("tables/empty", "file"));
    CHECK(read("PK\x05\x06" + std::string(18, '\0')) == refused("tables/not_xlsx", "workbook"));
}

TEST_CASE("rows have the number that a person sees, empty ones are counted and passed over")
{
    const auto table = open_table("a,b\n\n,,\n\"x\ny\",2,,\nz\n");
    REQUIRE(table);
    std::vector<std::int64_t> numbers;
    const auto read = table->each_row(0, [&](const Row& row) {
        numbers.push_back(row.number);
        return true;
    });
    CHECK(numbers == std::vector<std::int64_t>{1, 4, 5});
    CHECK(read->rows == 3);
    CHECK(rows_of(*table)[1] == std::vector<std::string>{"x\ny", "2"});
    CHECK(table->each_row(1, [](const Row&) { return true; }).error().code == "tables/sheet_unknown");
}

TEST_CASE("a reading may end early and begin again")
{
    const auto table = open_table("a\nb\nc\"\n");
    REQUIRE(table);
    for (int i = 0; i < 2; ++i) {
        int rows = 0;
        CHECK(table->each_row(0, [&](const Row&) { return ++rows < 2; }));
        CHECK(rows == 2);
    }
    CHECK(rows_of(*table) == refused("tables/quote_misplaced", "A3"));
}

TEST_CASE("limits of a CSV file are refused at their place")
{
    CHECK(read("aaaa", {.file_bytes = 3}) == refused("tables/file_too_large", "file"));
    CHECK(read("a,b\nc,dddd\n", {.cell_letters = 3}) == refused("tables/cell_too_long", "B2"));
    CHECK(read("a,b\nc,яяя\n", {.cell_letters = 3}) == Rows{{"a", "b"}, {"c", "яяя"}});
    CHECK(read("a,b\nc,😀😀\n", {.cell_letters = 3}) == refused("tables/cell_too_long", "B2"));
    CHECK(read("a\nb,c,d\n", {.columns = 2}) == refused("tables/too_many_cells", "C2"));
    CHECK(read("a\nb\nc\n", {.rows = 2}) == refused("tables/too_many_rows", "3"));
    CHECK(read("a,b\nc,d\n", {.cells = 3}) == refused("tables/too_many_cells", "2"));
    CHECK(read("a,b\nc,\"d\n") == refused("tables/quote_unclosed", "B2"));
}

TEST_CASE("a heading that looks like another file stays a heading")
{
    for (const char* heading : {"sep=;", "<html>", " <?xml", "%PDF-", "{\\rtf", "PK\x03"}) {
        std::string csv;
        append_csv_row(csv, std::vector<Cell>{heading, "b"});
        append_csv_row(csv, std::vector<Cell>{"1", "2"});
        CHECK(read(csv) == Rows{{heading, "b"}, {"1", "2"}});
    }
}

TEST_CASE("our own CSV comes back as every text was")
{
    CHECK(rc::check([] {
        const auto letter = rc::gen::element<std::string>("a", "'", "=", "-", "\t", "\n", "\r", "\"", ",",
                                                          ";", " ", "ғ", "😀", "\xEF\xBB\xBF");
        Rows rows;
        const auto texts = rc::gen::container<std::vector<std::string>>(
            rc::gen::map(rc::gen::container<std::vector<std::string>>(letter), [](const auto& letters) {
                std::string text;
                for (const auto& one : letters)
                    text += one;
                return text;
            }));
        std::string csv(csv_opening);
        append_csv_row(csv, std::vector<Cell>{"one", "two", "three"});
        rows.push_back({"one", "two", "three"});
        for (auto row : *rc::gen::container<Rows>(texts)) {
            row.push_back("end"); // empty cells at the end are not handed out
            append_csv_row(csv, std::vector<Cell>(row.begin(), row.end()));
            rows.push_back(row);
        }
        RC_ASSERT(read(csv, {}, {.delimiter = ',', .guarded = true}) == rows);
    }));
}

} // namespace panoh::tables
