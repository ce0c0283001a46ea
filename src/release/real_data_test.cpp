#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "release/testing.h"

// The published table itself, where a copy lies beside the checkout. It is not ours to ship.

namespace panoh::release {

namespace {

using Counts = std::map<std::vector<std::string>, std::int64_t>;
using Record = std::map<std::string, std::string>;

/// The unpacked file; empty, with a line that says so, when it is not there.
std::string published_file()
{
    const std::filesystem::path path = std::filesystem::path(PANOH_ROOT) / ".." / "shared" / "data" / "ctdc" /
                                       "ctdc_global_kanon_2021-07-15.csv.xz";
    if (!std::filesystem::exists(path)) {
        std::cout << "skipped: the CTDC table is not at ../shared/data/ctdc\n";
        return {};
    }
    FILE* pipe = ::popen(("xz -dc '" + path.string() + "'").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 65536> piece = {};
    for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
        text.append(piece.data(), got);
    REQUIRE(::pclose(pipe) == 0);
    return text;
}

/// Counts of their own: split at commas (the file has no quotes), looked up by column name, nothing of ours
/// in between.
std::vector<Record> records_of(const std::string& text)
{
    static const std::set<std::string> wanted = {
        "yearOfRegistration",    "gender",           "ageBroad",        "citizenship",
        "CountryOfExploitation", "isForcedLabour",   "isSexualExploit", "isOtherExploit",
        "isForcedMarriage",      "isForcedMilitary", "isOrganRemoval",  "isSlaveryAndPractices",
        "typeOfLabourBegging"};
    REQUIRE(text.find('"') == std::string::npos);
    const auto split = [](const std::string& line) {
        std::vector<std::string> cells;
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t end = std::min(line.find(',', at), line.size());
            cells.push_back(line.substr(at, end - at));
            at = end + 1;
        }
        return cells;
    };
    std::vector<Record> records;
    std::vector<std::string> names;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const auto cells = split(text.substr(at, end - at));
        at = end + 1;
        if (names.empty()) {
            names = cells;
            continue;
        }
        Record record;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (wanted.contains(names[i])) record[names[i]] = cells[i];
        records.push_back(std::move(record));
    }
    return records;
}

std::string or_missing(const std::string& cell, const std::map<std::string, std::string>& words = {})
{
    if (cell.empty()) return "~not_recorded";
    const auto place = words.find(cell);
    return place == words.end() ? cell : place->second;
}

std::string band(std::string cell)
{
    if (const auto place = cell.find("--"); place != std::string::npos) cell.erase(place, 1);
    return or_missing(cell);
}

std::map<std::string, Counts> recount(const std::vector<Record>& records)
{
    static const std::map<std::string, std::string> sexes = {
        {"Female", "Feminine"}, {"Male", "Masculine"}, {"Transgender/NonConforming", "NonConforming"}};
    static const std::map<std::string, std::string> forms = {
        {"isForcedLabour", "ForcedLabour"},
        {"isSexualExploit", "SexualExploitation"},
        {"isOtherExploit", "Other"},
        {"isForcedMarriage", "ForcedMarriage"},
        {"isForcedMilitary", "ForcedMilitaryByNonStateActors"},
        {"isOrganRemoval", "OrganRemoval"},
        {"isSlaveryAndPractices", "Servitude"},
        {"typeOfLabourBegging", "ForcedBegging"}};
    std::map<std::string, Counts> tables;
    for (const Record& record : records) {
        ++tables["year"][{or_missing(record.at("yearOfRegistration"))}];
        ++tables["sex"][{or_missing(record.at("gender"), sexes)}];
        ++tables["age_band"][{band(record.at("ageBroad"))}];
        ++tables["citizenship"][{or_missing(record.at("citizenship"))}];
        ++tables["corridor"]
                [{or_missing(record.at("citizenship")), or_missing(record.at("CountryOfExploitation"))}];
        bool any = false;
        for (const auto& [column, form] : forms) {
            if (record.at(column) != "1") continue;
            ++tables["exploitation"][{form}];
            any = true;
        }
        if (!any) ++tables["exploitation"][{"~not_recorded"}];
    }
    return tables;
}

void compare(const std::vector<Table>& tables, const std::vector<Record>& records)
{
    auto expected = recount(records);
    CHECK(tables.size() == 6);
    int hidden = 0;
    for (const Table& table : tables) {
        CAPTURE(table.id);
        CHECK(table.total == static_cast<std::int64_t>(records.size()));
        CHECK(!table.withheld);
        CHECK(table.rows.size() == expected[table.id].size());
        for (const TableRow& row : table.rows) {
            const std::int64_t truly = expected[table.id][row.key];
            if (row.people) CHECK(*row.people == truly);
            if (truly < 11) CHECK(!row.people);
            hidden += row.people ? 0 : 1;
        }
    }
    MESSAGE(records.size() << " people, " << hidden << " counts hidden");
}

bool touches_area(const Record& record)
{
    static const std::set<std::string> area = {"KZ", "KG", "TJ", "TM", "UZ"};
    return area.contains(record.at("citizenship")) || area.contains(record.at("CountryOfExploitation"));
}

} // namespace

TEST_CASE("the published CTDC table is imported whole, counted right, and exported without a difference")
{
    const std::string text = published_file();
    if (text.empty()) return;
    const std::vector<Record> records = records_of(text);
    std::vector<Record> of_area;
    for (const Record& record : records)
        if (touches_area(record)) of_area.push_back(record);
    for (const store::Engine engine : store::testing::engines()) {
        const testing::ReleaseDatabase database(engine);
        const auto begin = std::chrono::steady_clock::now();
        const auto imported =
            import_ctdc(*database.database, testing::may_import(), {.at = {1'780'000'000'000}}, "CTDC", text,
                        [](auto, auto) { return true; });
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        REQUIRE(imported);
        for (const Refusal& refusal : imported->refused)
            MESSAGE(refusal.line << " " << refusal.column << " " << refusal.code);
        REQUIRE(imported->dataset);
        MESSAGE(std::string(engine == store::Engine::sqlite ? "SQLite" : "PostgreSQL")
                << ": imported " << imported->rows << " records in " << took.count() << " s");
        CHECK(imported->rows == static_cast<std::int64_t>(records.size()));
        const auto export_begin = std::chrono::steady_clock::now();
        CHECK(database.exported(*imported->dataset) == text);
        const std::chrono::duration<double> export_took = std::chrono::steady_clock::now() - export_begin;
        MESSAGE("exported in " << export_took.count() << " s");
        compare(database.tables(*imported->dataset, View::world), records);
        compare(database.tables(*imported->dataset, View::central_asia), of_area);
    }
}

} // namespace panoh::release
