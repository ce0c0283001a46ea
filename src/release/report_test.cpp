#include "release/report.h"

#include <doctest/doctest.h>

#include "core/json.h"

namespace panoh::release {

namespace {

using privacy::LedgerLine;
using privacy::LineKind;

constexpr std::int64_t million = 1'000'000;

LedgerLine line(LineKind kind, std::string release, std::string what, std::int64_t rho, std::int64_t before,
                std::int64_t after)
{
    LedgerLine made;
    made.kind = kind;
    made.release = std::move(release);
    made.what = std::move(what);
    made.rho = rho;
    made.spent_before = before;
    made.spent_after = after;
    made.delta_one_in = million;
    made.operator_name = "Somebody";
    made.input = "keyed hash";
    made.random = "operating system";
    made.hash = "abc";
    return made;
}

std::int64_t units(std::int64_t epsilon_thousandths)
{
    return privacy::rho_for({epsilon_thousandths}, {million}).units;
}

std::vector<LedgerLine> lines_of_three()
{
    const std::int64_t budget = units(4000);
    const std::int64_t half = units(1000);
    return {line(LineKind::opened, "", "", budget, 0, 0),
            line(LineKind::debit, "r1", "tables", half, 0, half),
            line(LineKind::finished, "r1", "tables", 0, half, half),
            line(LineKind::exact, "r2", "k", 0, half, half),
            line(LineKind::exact, "r3", "profile", 0, half, half),
            line(LineKind::debit, "r4", "mst", half, half, 2 * half),
            line(LineKind::raised, "", "asked by the board", 2 * budget, 2 * half, 2 * half),
            line(LineKind::exact, "r5", "k", 0, 2 * half, 2 * half)};
}

microdata::Schema small_schema()
{
    microdata::Schema schema{.lineage = "fiction", .people = 100, .person = {.each_row = true}};
    schema.columns = {{.name = "sex", .values = {{"female"}, {"male"}}},
                      {.name = "tick", .values = {{"yes"}, {"no"}}, .uncounted = {"no"}}};
    return schema;
}

} // namespace

TEST_CASE("the facts of a release count what its lineage had spent before, and not what came later")
{
    const auto lines = lines_of_three();
    const auto second = privacy_of(lines, "r4");
    REQUIRE(second);
    CHECK(second->epsilon == doctest::Approx(1.0));
    CHECK(second->epsilon_before == doctest::Approx(1.0));
    CHECK(second->epsilon_after > 1.3);
    CHECK(second->epsilon_after < 2.0);
    CHECK(second->epsilon_budget == doctest::Approx(4.0));
    CHECK(second->rho_after == doctest::Approx(2 * second->rho));
    CHECK(second->delta_one_in == million);
    CHECK(second->random == RandomSource::operating_system);
    // The k-anonymous release before it; the profile stays inside, the later one was not yet there.
    CHECK(second->not_covered == 1);
    const auto first = privacy_of(lines, "r1");
    REQUIRE(first);
    CHECK(first->epsilon_before == 0);
    CHECK(first->not_covered == 0);
    CHECK_FALSE(privacy_of(lines, "r2"));
    CHECK_FALSE(privacy_of({}, "r1"));
}

TEST_CASE("what a database forgot may have gone out without an amount")
{
    auto lines = lines_of_three();
    lines[3].what = "restored";
    CHECK(privacy_of(lines, "r4")->not_covered == 1);
    lines[3].what = "evaluation";
    CHECK(privacy_of(lines, "r4")->not_covered == 0);
}

TEST_CASE("a report says the epsilon that was asked and paid for, to the thousandth")
{
    for (const std::int64_t one_in :
         {privacy::least_one_in, std::int64_t{1'000'000}, std::int64_t{2'706'305}, privacy::most_one_in})
        for (std::int64_t asked = 1; asked <= privacy::most_thousandths; asked += asked < 200 ? 1 : 331) {
            const std::int64_t rho = privacy::rho_for({asked}, {one_in}).units;
            std::vector<LedgerLine> lines = {line(LineKind::opened, "", "", 3 * rho, 0, 0),
                                             line(LineKind::debit, "r1", "aim", rho, 0, rho)};
            for (LedgerLine& one : lines)
                one.delta_one_in = one_in;
            const auto facts = privacy_of(lines, "r1");
            REQUIRE(facts);
            REQUIRE(facts->epsilon == static_cast<double>(asked) / 1000);
            REQUIRE(facts->epsilon_after == facts->epsilon);
            REQUIRE(facts->rho == privacy::to_double({rho}));
            REQUIRE(ledger_of(lines).back().epsilon_after == facts->epsilon);
        }
}

TEST_CASE("bits that somebody chose are told")
{
    auto lines = lines_of_three();
    lines[1].random = "chosen: not private";
    CHECK(privacy_of(lines, "r1")->random == RandomSource::chosen);
    CHECK(privacy_of(lines, "r4")->random == RandomSource::operating_system);
}

TEST_CASE("a report's ledger names neither the person at work nor the table")
{
    const std::string json = core::write_json(ledger_of(lines_of_three()));
    CHECK(json.find("Somebody") == std::string::npos);
    CHECK(json.find("keyed hash") == std::string::npos);
    CHECK(json.find("\"debit\"") != std::string::npos);
}

TEST_CASE("counts by column are those of the tables, with their intervals, and 0 where none is listed")
{
    const microdata::Schema schema = small_schema();
    const tabulation::Tables tables{
        .people = 90,
        .attributes = {{0, 0}, {0, 1}, {1, 0}},
        .lengths = {{.length = 1, .attributes = {0, 2}, .counts = {60, 3}, .deviations = {10, 10}}}};
    const auto made = one_way_of(schema, tables);
    REQUIRE(made.size() == 2);
    CHECK(made[0].column == "sex");
    CHECK(made[0].values[0].count == 60);
    CHECK(*made[0].values[0].low == 39);
    CHECK(*made[0].values[0].high == 81);
    CHECK(made[0].values[1].count == 0);
    CHECK_FALSE(made[0].values[1].low);
    REQUIRE(made[1].values.size() == 1); // "no" is not counted
    CHECK(made[1].values[0].value == "yes");
    CHECK(*made[1].values[0].low == 0);
}

TEST_CASE("counts by column of rows are all of them, with what is not known at the end")
{
    // female, male, other, missing; yes, no, no, missing
    const microdata::Microdata rows(small_schema(), {{0, 1, 2, 3}, {0, 1, 1, 3}});
    const auto made = one_way_of(rows);
    REQUIRE(made[0].values.size() == 4);
    CHECK(made[0].values[2].value == "~other");
    CHECK(made[0].values[3].value.empty());
    CHECK(made[0].values[3].count == 1);
    CHECK_FALSE(made[0].values[0].low);
    CHECK(made[1].values[1].count == 2);
}

/// Columns of where people are from and where they were exploited, and one that is neither.
microdata::Schema schema_of_ways()
{
    microdata::Schema schema;
    schema.lineage = "ways";
    for (const char* name : {"country_of_exploitation", "sex", "citizenship"})
        schema.columns.push_back({.name = name, .values = {{.name = "KG"}, {.name = "RU"}}});
    return schema;
}

TEST_CASE("corridors of tables go from citizenship to the country of exploitation, the largest first")
{
    // Numbers: exploited in KG, in RU; sex; citizen of KG, of RU.
    const tabulation::Tables tables{
        .people = 90,
        .attributes = {{0, 0}, {0, 1}, {1, 0}, {2, 0}, {2, 1}},
        .lengths = {{.length = 1, .attributes = {0}, .counts = {9}, .deviations = {1}},
                    {.length = 2,
                     .attributes = {0, 3, 1, 3, 1, 2, 2, 3},
                     .counts = {20, 60, 70, 80},
                     .deviations = {10, 10, 10, 10}}}};
    const auto made = corridors_of(schema_of_ways(), tables);
    REQUIRE(made);
    CHECK(made->from_column == "citizenship");
    REQUIRE(made->largest.size() == 2);
    CHECK(made->largest[0].from == "KG");
    CHECK(made->largest[0].to == "RU");
    CHECK(made->largest[0].count == 60);
    CHECK(*made->largest[0].low == 39);
    CHECK(made->largest[1].to == "KG");
    CHECK(made->more == 0);
    CHECK_FALSE(corridors_of(small_schema(), tables));
    CHECK_FALSE(
        corridors_of(schema_of_ways(), {.people = 9, .attributes = {}, .lengths = {tables.lengths[0]}}));
}

TEST_CASE("corridors of rows leave out whom one of the two is not known of")
{
    // exploited: KG, RU, RU, missing; citizen: KG, KG, KG, KG
    const microdata::Microdata rows(schema_of_ways(), {{0, 1, 1, 3}, {0, 0, 0, 0}, {0, 0, 0, 0}});
    const auto made = corridors_of(rows);
    REQUIRE(made);
    REQUIRE(made->largest.size() == 2);
    CHECK(made->largest[0].count == 2);
    CHECK(made->largest[0].to == "RU");
    CHECK_FALSE(made->largest[0].low);
}

TEST_CASE("what is published of a length is told by its noise and by what can be relied on")
{
    tabulation::Forecast forecast;
    forecast.lengths = {{.length = 1, .combinations = 5, .rho = {}, .variance = {1600}}};
    const tabulation::Tables tables{
        .people = 90,
        .attributes = {},
        .lengths = {
            {.length = 1, .attributes = {0, 1, 2}, .counts = {60, 20, 19}, .deviations = {10, 8, 10}}}};
    const auto made = published_lengths(forecast, tables);
    REQUIRE(made.size() == 1);
    CHECK(made[0].allowed == 5);
    CHECK(made[0].listed == 3);
    CHECK(made[0].reliable == 2);
    CHECK(made[0].noise == 10);
    CHECK(made[0].deviation == 10);
}

TEST_CASE("a report is read back as it was written, and published without its exact figures")
{
    Report report{.title = "Title", .day = {2026, 7, 30}, .release = "r1"};
    report.schema = small_schema();
    report.settings = {{.setting = Setting::cap, .value = 14}};
    report.privacy = privacy_of(lines_of_three(), "r4");
    report.ledger = ledger_of(lines_of_three());
    report.association.below = {{}, {0.25}};
    report.files = {{.name = "tables.csv", .sha256 = "00", .bytes = 7}};
    report.k = KFacts{.suppressed = {{.column = "sex", .cells = 4}}, .seeded = SeededFacts{.rows = 9}};
    report.internal.emplace().evaluation.people = 90;
    const std::string json = core::write_json(report);
    const auto again = core::read_json<Report>(json);
    REQUIRE(again);
    CHECK(core::write_json(*again) == json);
    CHECK(again->internal->evaluation.people == 90);
    const std::string published = core::write_json(for_publication(*again));
    CHECK(published.find("evaluation") == std::string::npos);
    CHECK(published.find("\"internal\":null") != std::string::npos);
}

} // namespace panoh::release
