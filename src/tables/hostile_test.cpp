// What is sent to exhaust the server is refused, and while it is read the memory stays where it was. The
// limits are above those of `Limits` where a smaller one would catch the file before the one that is meant.

#include <doctest/doctest.h>

#include "tables/testing.h"

namespace panoh::tables {

using testing::Parts;
using testing::read;
using testing::refused;
using testing::Rows;
using testing::workbook;
using testing::zip_of;

namespace {

constexpr std::size_t megabyte = 1 << 20;

/// A sanitizer keeps freed memory for a while.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t allowance = 600;
#else
constexpr std::int64_t allowance = 0;
#endif

/// Reads the bytes and says what came of it; checks that no more than `most` MiB were taken beside them.
Rows bounded(std::string bytes, std::int64_t most, const Limits& limits = {})
{
    Rows rows;
    const auto grown = testing::peak_growth([&] { rows = read(std::move(bytes), limits); });
    CHECK(grown / static_cast<std::int64_t>(megabyte) <= most + allowance);
    return rows;
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

/// A workbook whose sheet is `open`, then `text` many times, then nothing: put together without ever holding
/// it.
std::string endless_sheet(std::string_view open, std::string_view text, std::size_t bytes)
{
    Parts parts = workbook("");
    parts.erase("xl/worksheets/sheet1.xml");
    ZipWriter writer;
    for (const auto& [name, content] : parts) {
        writer.begin(name);
        writer.write(content);
        writer.end();
    }
    writer.begin("xl/worksheets/sheet1.xml");
    writer.write(std::string("<worksheet><sheetData>") + std::string(open));
    const std::string piece = repeated(text, megabyte / text.size());
    for (std::size_t made = 0; made < bytes; made += piece.size())
        writer.write(piece);
    writer.end();
    writer.finish();
    return writer.take();
}

const Limits any_ratio = {.ratio = 100'000};

} // namespace

TEST_CASE("a cell of a hundred megabytes is refused: in CSV, in quotes, in an XLSX, among shared texts")
{
    const Limits large = {.file_bytes = 256 * megabyte, .ratio = 100'000};
    const std::string cell(100 * megabyte, 'a');
    CHECK(bounded("a,b\nc," + cell, 2, large) == refused("tables/cell_too_long", "B2"));
    CHECK(bounded("a,b\nc,\"" + cell + "\"", 2, large) == refused("tables/cell_too_long", "B2"));
    CHECK(bounded("a,b\nc,\"" + repeated("\"\"", 50 * megabyte) + "\"", 2, large) ==
          refused("tables/cell_too_long", "B2"));
    CHECK(bounded("a,b\nc,d\n", 2, {.file_bytes = 3}) == refused("tables/file_too_large", "file"));
    CHECK(bounded(endless_sheet("<row><c t=\"inlineStr\"><is><t>", "a", 100 * megabyte), 8, any_ratio) ==
          refused("tables/cell_too_long", "A1"));
    CHECK(bounded(endless_sheet("<row><c><v>", "1", 100 * megabyte), 8, any_ratio) ==
          refused("tables/cell_too_long", "A1"));
    Parts parts = workbook("");
    parts["xl/sharedStrings.xml"] = "<sst><si><t>" + cell;
    CHECK(bounded(zip_of(parts), 8, any_ratio) == refused("tables/cell_too_long", "shared_texts"));
}

TEST_CASE("a file that packs very tightly, or says that it unpacks to very much, is refused unread")
{
    const std::string bomb = endless_sheet("", "<row/>", 200 * megabyte);
    CHECK(bounded(bomb, 4) == refused("tables/packed_too_tightly", "sheet"));
    CHECK(bounded(bomb, 4, {.part_bytes = 100 * megabyte}) == refused("tables/unpacks_too_large", "archive"));
    // A bomb in a bomb stays packed: nothing opens what is inside.
    Parts nested = workbook("<row><c><v>1</v></c></row>");
    nested["xl/media/inner.zip"] = bomb;
    CHECK(bounded(zip_of(nested), 4) == Rows{{"1"}});
}

TEST_CASE("a part that says less than it holds is cut where it said it ends")
{
    std::string bytes = endless_sheet("", "<row/>", 100 * megabyte);
    const std::size_t last = bytes.rfind("PK\x01\x02");
    bytes.replace(last + 24, 4, std::string("\x00\x00\x01\x00", 4));
    CHECK(bounded(bytes, 4, any_ratio) == refused("tables/broken", "10919"));
}

TEST_CASE("markup that never ends, and names that never repeat, fill no memory")
{
    CHECK(bounded(endless_sheet("<row a=\"", "a", 50 * megabyte), 12, any_ratio) ==
          refused("tables/broken", "sheet"));
    CHECK(bounded(endless_sheet("<!--", "a", 50 * megabyte), 12, any_ratio) ==
          refused("tables/broken", "sheet"));
    CHECK(bounded(endless_sheet("", "<a>", 50 * megabyte), 12, any_ratio) ==
          refused("tables/too_deep", "sheet"));
    std::string names;
    for (std::size_t i = 0; names.size() < 20 * megabyte; ++i)
        names += "<n" + std::to_string(i) + "/>";
    Parts parts = workbook(names);
    CHECK(bounded(zip_of(parts), 30) == refused("tables/broken", "sheet"));
}

TEST_CASE("rows of few bytes that name long texts many times are views, not copies")
{
    const std::string text(30'000, 'a');
    const std::string row = "<row>" + repeated(R"(<c t="s"><v>0</v></c>)", 16'384) + "</row>";
    std::size_t cells = 0;
    const std::string bytes = zip_of(workbook(repeated(row, 4), "<si><t>" + text + "</t></si>"));
    const auto grown = testing::peak_growth([&] {
        const auto table = open_table(bytes);
        REQUIRE(table);
        CHECK(table->each_row(0, [&](const Row& one) {
            cells += one.cells.size();
            return true;
        }));
    });
    CHECK(cells == 4 * 16'384);
    CHECK(grown / static_cast<std::int64_t>(megabyte) <= 8 + allowance);
    // And texts of a row's own are limited by the row.
    const std::string own =
        "<row>" + repeated("<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>", 1000) + "</row>";
    CHECK(bounded(zip_of(workbook(own)), 60, any_ratio) ==
          refused("tables/cell_too_long", to_string(CellPlace{1, (16 * megabyte) / text.size()})));
}

TEST_CASE("rows far apart and columns far out cost no more than what is there")
{
    std::string rows;
    for (int i = 1; i <= 5000; ++i)
        rows += "<row r=\"" + std::to_string(i * 200) + "\"><c r=\"XFD" + std::to_string(i * 200) +
                "\"><v>1</v></c></row>";
    const std::string bytes = zip_of(workbook(rows));
    const auto grown = testing::peak_growth([&] {
        const auto table = open_table(bytes, {.cells = 1'000'000});
        REQUIRE(table);
        const auto read = table->each_row(0, [](const Row&) { return true; });
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "tables/too_many_cells");
        CHECK(read.error().field == "12400");
    });
    CHECK(grown / static_cast<std::int64_t>(megabyte) <= 8 + allowance);
}

TEST_CASE("many shared texts are refused at their number")
{
    Parts parts = workbook("");
    parts["xl/sharedStrings.xml"] = "<sst>" + repeated("<si/>", 5'000'000);
    CHECK(bounded(zip_of(parts), 160, any_ratio) == refused("tables/too_many_texts", "shared_texts"));
}

TEST_CASE("an XLSX that is cut off anywhere, or whose bytes were changed, is refused or reads as it was")
{
    const Parts parts =
        workbook("<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>5</v></c></row>", "<si><t>text</t></si>");
    const std::string bytes = zip_of(parts);
    const Rows whole = read(bytes);
    for (std::size_t size = 4; size < bytes.size(); size += 7)
        CHECK(read(bytes.substr(0, size))[0][0] == "refused");
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        const Rows rows = read(std::move(changed));
        CHECK((rows == whole || rows.empty() || rows[0][0] == "refused" || at < 4));
    }
}

TEST_CASE("a quote that is never closed is refused without a copy of what follows")
{
    const Limits large = {.file_bytes = 256 * megabyte};
    CHECK(bounded("a,b\nc,\"" + std::string(100 * megabyte, '\n'), 2, large) ==
          refused("tables/quote_unclosed", "B2"));
    CHECK(bounded(std::string(60 * megabyte, ','), 2) == refused("tables/too_many_cells", "XFE1"));
}

} // namespace panoh::tables
