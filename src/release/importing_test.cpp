#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "release/commands.h"
#include "release/ctdc_file.h"
#include "release/datasets_http.h"
#include "release/datasets_store.h"
#include "release/imports.h"
#include "release/testing.h"

namespace panoh::release {

namespace {

using testing::may_import;
using testing::ReleaseDatabase;

constexpr core::Instant in_2026{1'780'000'000'000};
constexpr store::Sql count_records{"SELECT count(*) FROM dataset_record"};
constexpr store::Sql count_datasets{"SELECT count(*) FROM dataset"};
constexpr store::Sql count_codes{"SELECT count(*) FROM dataset_code"};
constexpr store::Sql count_acts{"SELECT count(*) FROM audit_row"};

std::string header()
{
    std::string text;
    for (const CtdcColumn& column : ctdc_columns()) {
        if (!text.empty()) text += ',';
        text += column.name;
    }
    return text;
}

std::string line(std::string_view year, std::string_view gender, std::string_view citizenship)
{
    std::string text(year);
    text.append(",Hotline,").append(gender).append(",,,,,").append(citizenship);
    return text + std::string(ctdc_column_count - 8, ',');
}

std::string file_of(int lines, std::string_view line_end = "\n")
{
    std::string text = header() + std::string(line_end);
    for (int i = 0; i < lines; ++i)
        text +=
            line("2015", i % 3 == 0 ? "Male" : "Female", i % 5 == 0 ? "KG" : "US") + std::string(line_end);
    return text;
}

bool go_on(std::int64_t, std::int64_t)
{
    return true;
}

core::Result<ImportResult> import_text(const ReleaseDatabase& database, std::string_view text,
                                       std::string_view name = "Table", const OnProgress& progress = go_on)
{
    return import_ctdc(*database.database, may_import(), {.at = in_2026}, name, text, progress);
}

void check_empty(const ReleaseDatabase& database)
{
    CHECK(database.count(count_records) == 0);
    CHECK(database.count(count_datasets) == 0);
    CHECK(database.count(count_codes) == 0);
}

} // namespace

TEST_CASE("an imported file is a dataset with its tables, and comes out again byte for byte")
{
    for (const store::Engine engine : store::testing::engines()) {
        const ReleaseDatabase database(engine);
        // As spreadsheets write it: a byte order mark, CRLF, quotes, and no line break at the end.
        std::string text =
            "\xEF\xBB\xBF" + file_of(4500, "\r\n") + "\"2015\",\"Hotline\"" + std::string(61, ',');
        const auto imported = import_text(database, text, "CTDC é 2021");
        REQUIRE(imported);
        REQUIRE(imported->dataset);
        CHECK(imported->rows == 4501);
        const auto datasets = database.datasets();
        REQUIRE(datasets.size() == 1);
        CHECK(datasets[0].name == "CTDC é 2021");
        CHECK(datasets[0].records == 4501);
        CHECK(datasets[0].citation == "CTDC, IOM, 2021");
        CHECK(datasets[0].imported_at == in_2026);
        CHECK(database.exported(*imported->dataset) == text);
        const Statistics expected = publish(check_ctdc_file(text, 2026).tally, Rule{});
        CHECK(database.tables(*imported->dataset, View::world) == expected.world);
        CHECK(database.tables(*imported->dataset, View::central_asia) == expected.central_asia);
        CHECK(database.count(count_acts) == 2);
    }
}

TEST_CASE("codes are stored beside the cells, and what is missing is null")
{
    static constexpr store::Sql find{
        "SELECT year, gender, citizenship, control_yes, control_no FROM dataset_record"};
    for (const store::Engine engine : store::testing::engines()) {
        const ReleaseDatabase database(engine);
        REQUIRE(import_text(database,
                            header() + "\n-99,Hotline,Female,-99,,,,00,1,0" + std::string(53, ',') + "\n"));
        database.database->read([&](store::Reader& reader) {
            reader.each(find, {}, [](const store::Row& row) {
                CHECK(row.is_null(0));
                CHECK(row.text(1) == "Feminine");
                CHECK(row.is_null(2));
                CHECK(row.integer(3) == 1);
                CHECK(row.integer(4) == 2);
            });
        });
    }
}

TEST_CASE("a file with a fault writes nothing and names every fault")
{
    for (const store::Engine engine : store::testing::engines()) {
        const ReleaseDatabase database(engine);
        const auto refused = import_text(database, file_of(2500) + line("2015", "female", "US") + "\n" +
                                                       line("1815", "Male", "KG") + "\n");
        REQUIRE(refused);
        CHECK(!refused->dataset);
        CHECK(refused->refused == std::vector<Refusal>{{2502, "gender", "release/cell_not_allowed"},
                                                       {2503, "yearOfRegistration", "release/year_invalid"}});
        CHECK(refused->refused_total == 2);
        check_empty(database);
        CHECK(database.count(count_acts) == 0);
    }
}

TEST_CASE("a file that is no CTDC table is refused for what it lacks")
{
    const auto codes = [](std::string_view text) {
        std::vector<std::string> found;
        for (const Refusal& refusal : check_ctdc_file(text, 2026).refused)
            found.push_back(refusal.code);
        return found;
    };
    using Codes = std::vector<std::string>;
    CHECK(codes("") == Codes{"release/header_missing"});
    CHECK(codes("a,b\n1,2\n") == Codes{"release/column_count"});
    CHECK(codes(header() + "\n") == Codes{"release/rows_missing"});
    CHECK(codes(header() + "\n1,2\n\n") == Codes{"release/column_count", "release/column_count"});
    CHECK(codes(header() + "\n2015,\"Hot\n") == Codes{"tables/quote_unclosed"});
    CHECK(check_ctdc_file(header() + "\n2015,\"Hot\n", 2026).refused[0] ==
          Refusal{2, "Datasource", "tables/quote_unclosed"});
}

TEST_CASE("many faults are counted to the last and listed to a limit")
{
    std::string text = header() + "\n";
    for (int i = 0; i < 700; ++i)
        text += "x\n";
    const CheckedFile file = check_ctdc_file(text, 2026);
    CHECK(file.refused_total == 700);
    CHECK(file.refused.size() == most_refusals);
}

TEST_CASE("a name is used once, and only a name that can be shown")
{
    const ReleaseDatabase database(store::Engine::sqlite);
    REQUIRE(import_text(database, file_of(3)));
    const auto code = [&](std::string_view name) {
        return import_text(database, file_of(3), name).error().code;
    };
    CHECK(code("Table") == "release/name_taken");
    CHECK(code("  ") == "release/name_missing");
    CHECK(code("a\nb") == "release/name_invalid");
    CHECK(code("\xFF") == "release/name_invalid");
    CHECK(code(std::string(121, 'a')) == "release/name_too_long");
    CHECK(database.datasets().size() == 1);
}

TEST_CASE("nobody sees a dataset before its last transaction, and a stopped import leaves nothing")
{
    for (const store::Engine engine : store::testing::engines()) {
        const ReleaseDatabase database(engine);
        std::int64_t most = 0;
        const auto stopped =
            import_text(database, file_of(5000), "Table", [&](std::int64_t done, std::int64_t of) {
                CHECK(database.datasets().empty());
                CHECK(database.count(count_records) == done);
                CHECK(of == 5000);
                most = done;
                return done < 4000;
            });
        CHECK(stopped.error().code == "release/import_stopped");
        CHECK(most == 4000);
        check_empty(database);
    }
}

TEST_CASE("what a killed import left is gone after the next start, and nothing else")
{
    for (const store::Engine engine : store::testing::engines()) {
        const ReleaseDatabase database(engine);
        REQUIRE(import_text(database, file_of(30)));
        const std::string text = file_of(6000);
        std::vector<CtdcLine> lines;
        each_ctdc_line(text, [&](const CtdcLine& one) {
            lines.push_back(one);
            return true;
        });
        Dataset left{.id = crypto::random_id<core::DatasetId>(), .name = "left", .records = 6000};
        REQUIRE(database.database->write([&](store::Transaction& transaction) -> core::Done {
            insert_dataset(transaction, left);
            insert_records(transaction, left.number, 0, lines);
            return {};
        }));
        REQUIRE(database.count(count_records) == 6030);
        remove_unfinished(*database.database);
        CHECK(database.count(count_records) == 30);
        CHECK(database.count(count_datasets) == 1);
        CHECK(database.exported(database.datasets()[0].id) == file_of(30));
    }
}

TEST_CASE("imports run one at a time beside the requests that began them")
{
    const ReleaseDatabase database(store::Engine::sqlite);
    const auto permit = may_import();
    {
        Imports imports(*database.database);
        REQUIRE(imports.start(permit, {.at = in_2026}, "Big", file_of(20000)));
        CHECK(imports.start(may_import(), {.at = in_2026}, "Other", file_of(3)).error().code ==
              "release/import_running");
        CHECK(imports.progress(may_import()).error().code == "release/import_not_found");
        auto now = imports.progress(permit);
        for (int i = 0; i < 2000 && now->state == ImportState::running; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            now = imports.progress(permit);
        }
        CHECK(now->state == ImportState::done);
        CHECK(now->rows_read == 20000);
        CHECK(now->dataset == database.datasets()[0].id);
        CHECK(imports.start(may_import(), {.at = in_2026}, "Big", file_of(3)).error().code ==
              "release/name_taken");
    }
    {
        Imports imports(*database.database);
        REQUIRE(imports.start(may_import(), {.at = in_2026}, "Left", file_of(200000)));
    }
    CHECK(database.datasets().size() == 1);
    CHECK(database.count(count_datasets) == 1);
}

TEST_CASE("the commands read a file and write it out again")
{
    const ReleaseDatabase database(store::Engine::sqlite);
    const core::FixedClock clock(in_2026);
    const auto path = database.place.folder() / "ctdc.csv";
    std::ofstream(path, std::ios::binary) << file_of(50);
    REQUIRE(import_ctdc_file(*database.database, clock, path, "Table", go_on));
    std::ostringstream out;
    REQUIRE(export_dataset(*database.database, clock, "Table", out));
    CHECK(out.str() == file_of(50));
    CHECK(export_dataset(*database.database, clock, "None", out).error().code == "release/dataset_not_found");
    CHECK(import_ctdc_file(*database.database, clock, path / "none", "T", go_on).error().code ==
          "release/file_not_readable");
}

TEST_CASE("the routes have policies and do not collide")
{
    const ReleaseDatabase database(store::Engine::sqlite);
    const core::FixedClock clock(in_2026);
    Imports imports(*database.database);
    http::Router router;
    add_routes(router,
               access::Gate(*database.database, clock,
                            std::make_shared<vault::Registrar>(crypto::make_sign_keys()), false),
               {*database.database, imports});
    CHECK(router.fault().empty());
    CHECK(router.routes().size() == 5);
}

} // namespace panoh::release
