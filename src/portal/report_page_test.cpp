#include "portal/report_page.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "anonymity/checking.h"
#include "anonymity/recoding.h"
#include "core/language.h"
#include "microdata/fiction.h"
#include "microdata/read_microdata.h"
#include "privacy/testing.h"
#include "synthesis/fit.h"

namespace panoh::portal {

namespace {

using release::Kind;
using release::Method;
using release::Report;
using release::Setting;

/// A release of a fictional table as the commands make it, with all that a report can hold.
struct Sample {
    microdata::FictionalTable table;
    privacy::Sensitive<microdata::Microdata> people;
    privacy::Delta delta;

    explicit Sample(std::size_t rows, microdata::Shape shape = microdata::Shape::sparse)
        : table(microdata::fictional_table(shape, rows, 7)),
          people(microdata::read_microdata(table.csv, table.schema)->people),
          delta(privacy::delta_for(table.schema.people))
    {
    }

    [[nodiscard]] Report begun(Kind kind, Method method, std::string title) const
    {
        Report report{.title = std::move(title),
                      .about = "People who do not exist, in the shape that coded cases have.",
                      .day = {2026, 11, 26},
                      .release = "r4",
                      .program = "0.9.0",
                      .fictional = true,
                      .kind = kind,
                      .method = method};
        report.schema = table.schema;
        for (const char* name : {"microdata.csv", "tables.csv", "schema.json", "ledger.jsonl"})
            report.files.push_back(
                {.name = name,
                 .sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 .bytes = 1'234'567});
        return report;
    }

    void add_privacy(Report& report, std::int64_t epsilon_thousandths) const
    {
        const auto rho = privacy::rho_for({epsilon_thousandths}, delta);
        const auto budget = privacy::rho_for({4000}, delta);
        std::vector<privacy::LedgerLine> lines;
        const auto add = [&](privacy::LineKind kind, const char* number, const char* what,
                             std::int64_t amount) {
            privacy::LedgerLine& line = lines.emplace_back();
            line.line = static_cast<std::int64_t>(lines.size());
            line.kind = kind;
            line.release = number;
            line.what = what;
            line.rho = amount;
            line.at = {1'795'700'000'000 + 86'400'000 * line.line};
            line.spent_before = lines.size() > 1 ? lines[lines.size() - 2].spent_after : 0;
            line.spent_after = line.spent_before + (kind == privacy::LineKind::debit ? amount : 0);
            line.delta_one_in = delta.one_in;
            line.random = "operating system";
            line.hash = "Zq3mVtP0kN8wYx5rLb2cHd7fJg1sQa4uTe6iOz9pXvA";
        };
        add(privacy::LineKind::opened, "", "", budget.units);
        add(privacy::LineKind::debit, "r1", "tables", privacy::rho_for({500}, delta).units);
        add(privacy::LineKind::finished, "r1", "tables", 0);
        add(privacy::LineKind::exact, "r3", "k", 0);
        add(privacy::LineKind::debit, "r4", "tables", rho.units);
        report.privacy = release::privacy_of(lines, "r4");
        report.ledger = release::ledger_of(lines);
    }

    [[nodiscard]] release::EvaluationPlan plan() const
    {
        return {.length = 3, .k = 10, .groups = {"sex", "age_band", "citizenship"}};
    }

    [[nodiscard]] Report tables(std::int64_t epsilon_thousandths, bool internal) const
    {
        Report report = begun(Kind::tables, Method::counting, "People assisted, 2003 to 2022");
        add_privacy(report, epsilon_thousandths);
        tabulation::Plan planned{.rho = privacy::rho_for({epsilon_thousandths}, delta)};
        auto spent = privacy::spend_for_test(planned.rho, 5);
        const auto forecast = tabulation::forecast(table.schema, planned);
        const auto made = tabulation::tabulate(people, spent, planned);
        REQUIRE(made);
        report.settings = {{Setting::people, static_cast<double>(made->people)},
                           {Setting::length, 3},
                           {Setting::cap, static_cast<double>(table.schema.caps->values)},
                           {Setting::at_least, 2},
                           {Setting::fabricated, 10},
                           {Setting::noise_of_people, static_cast<double>(made->deviation_of_people)}};
        report.lengths = release::published_lengths(*forecast, *made);
        report.one_way = release::one_way_of(table.schema, *made);
        report.association = release::association_of(table.schema, *made);
        if (internal)
            report.internal = release::Internal{*release::evaluate_counts(
                people, privacy::exact_for_test(), release::published_in(*made), plan())};
        return report;
    }

    [[nodiscard]] Report synthesis(std::int64_t epsilon_thousandths, bool internal) const
    {
        Report report = begun(Kind::synthesis, Method::mst, "Synthetic cases, 2003 to 2022");
        add_privacy(report, epsilon_thousandths);
        auto spent = privacy::spend_for_test(privacy::rho_for({epsilon_thousandths}, delta), 6);
        const auto model = synthesis::fit_mst(people, spent, {.rho = spent.left()});
        REQUIRE(model);
        const microdata::Microdata rows(
            table.schema, model->sample(static_cast<std::size_t>(model->people()), spent.bits()));
        report.settings = {{Setting::rows, static_cast<double>(rows.people())},
                           {Setting::measured_sets, static_cast<double>(model->measured().size())},
                           {Setting::model_cells, static_cast<double>(model->size())}};
        report.one_way = release::one_way_of(rows);
        report.association = release::association_of(microdata::Counter(rows));
        if (internal)
            report.internal =
                release::Internal{*release::evaluate_rows(people, privacy::exact_for_test(), rows, plan())};
        return report;
    }

    [[nodiscard]] Report k(bool internal) const
    {
        Report report = begun(Kind::k, Method::recoding, "Cases in coarse groups, 2003 to 2022");
        const auto exact = privacy::exact_for_test();
        const auto recoded = anonymity::recode(people, exact, {});
        REQUIRE(recoded);
        const std::vector<microdata::ColumnNumber> known = {0, 1, 2, 3};
        const auto checked = anonymity::check_groups(recoded->people, known, 4, 10);
        report.schema = recoded->people.schema();
        report.k = release::KFacts{.k = 10,
                                   .column_sets = checked.column_sets,
                                   .groups = checked.groups,
                                   .violations = checked.violations_in_all,
                                   .left_out = recoded->left_out};
        for (const auto& [column, cells] : recoded->suppressed)
            report.k->suppressed.push_back({.column = column, .cells = cells});
        report.k->seeded = release::SeededFacts{.rows = 900, .length = 3, .combinations = 12'345};
        report.settings = {{Setting::k, 10},
                           {Setting::rows, static_cast<double>(recoded->people.people())},
                           {Setting::rounded_to, 10},
                           {Setting::checked_length, 4}};
        report.one_way = release::one_way_of(recoded->people);
        report.association = release::association_of(microdata::Counter(recoded->people));
        if (internal)
            report.internal =
                release::Internal{*release::evaluate_rows(people, exact, recoded->people, plan())};
        return report;
    }
};

const Report& tables_report()
{
    static const Report report = Sample(3000).tables(4000, false);
    return report;
}

const Report& internal_report()
{
    static const Report report = Sample(3000).synthesis(2000, true);
    return report;
}

std::size_t times(std::string_view text, std::string_view what)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

/// The page without its style: what stands in the body.
std::string body_of(const std::string& page)
{
    return page.substr(page.find("<body"));
}

} // namespace

TEST_CASE("a page loads nothing, runs nothing and leads nowhere")
{
    for (const std::string& page :
         {report_page(tables_report(), "en"), report_page(internal_report(), "ru")}) {
        CHECK(page.starts_with("<!DOCTYPE html>\n<html lang="));
        for (const char* what :
             {"<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "http://", "https://"})
            CHECK_MESSAGE(page.find(what) == std::string::npos, what);
        CHECK(page.find("default-src 'none'; style-src 'sha256-") != std::string::npos);
        for (std::size_t at = page.find("href=\""); at != std::string::npos;
             at = page.find("href=\"", at + 1))
            CHECK(page[at + 6] == '#');
    }
}

TEST_CASE("every link of a page leads to a place on it, and no place is there twice")
{
    const std::string page = report_page(internal_report(), "en");
    std::set<std::string> ids;
    for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1)) {
        const auto id = page.substr(at + 5, page.find('"', at + 5) - at - 5);
        CHECK_MESSAGE(ids.insert(id).second, id);
    }
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1))
        CHECK(ids.contains(page.substr(at + 7, page.find('"', at + 7) - at - 7)));
    for (std::size_t at = page.find("labelledby=\""); at != std::string::npos;
         at = page.find("labelledby=\"", at + 1)) {
        const auto named = page.substr(at + 12, page.find('"', at + 12) - at - 12);
        CHECK(ids.contains(named.substr(0, named.find(' '))));
    }
}

TEST_CASE("a public page has neither mark nor exact figure; an internal one has both, on screen and paper")
{
    const std::string open = body_of(report_page(tables_report(), "en"));
    CHECK(open.find("loud") == std::string::npos);
    CHECK(open.find("watermark") == std::string::npos);
    CHECK(open.find("id=\"truth\"") == std::string::npos);
    const std::string page = report_page(internal_report(), "en");
    CHECK(page.find("<title>Internal") != std::string::npos);
    const std::string inside = body_of(page);
    // Nothing but the way past it stands before the mark.
    CHECK(inside.find("class=\"loud\"") < 250);
    CHECK(times(inside, "class=\"watermark\"") == 1);
    CHECK(inside.find("id=\"truth\"") != std::string::npos);
    const std::string published = body_of(report_page(release::for_publication(internal_report()), "en"));
    CHECK(published.find("loud") == std::string::npos);
    CHECK(published.find("id=\"truth\"") == std::string::npos);
}

TEST_CASE("chosen random bits are told at the top, also of a public page")
{
    Report report = tables_report();
    report.privacy->random = release::RandomSource::chosen;
    const std::string page = body_of(report_page(report, "en"));
    CHECK(page.find("class=\"loud\"") < 250);
    CHECK(page.find("Not private") != std::string::npos);
    CHECK(page.find("watermark") != std::string::npos);
}

TEST_CASE("what is promised is said with the numbers of all releases so far, rounded against us")
{
    Report report = tables_report();
    report.privacy->epsilon = 1;
    report.privacy->epsilon_after = 2; // e^2 is 7.389
    report.privacy->delta_one_in = 2'000'000;
    const std::string page = report_page(report, "en");
    CHECK(page.find("at most 7.39 times as likely as without") != std::string::npos);
    CHECK(page.find("1\u00a0in\u00a02,000,000") != std::string::npos);
    CHECK(page.find("7.38") == std::string::npos);
    // 10 %: at most 73.9 %; 50 %: 1 - e^-2 / 2 = 93.3 %, not 369 %.
    CHECK(page.find("<td class=\"n\">74%</td>") != std::string::npos);
    CHECK(page.find("<td class=\"n\">94%</td>") != std::string::npos);
    report.privacy->epsilon_after = 60;
    CHECK(report_page(report, "en").find("<td class=\"n\">100%</td>") != std::string::npos);
}

TEST_CASE("every language has a page of its own words, with no place left unfilled")
{
    for (const auto& report : {tables_report(), internal_report(), Sample(2000).k(false)}) {
        std::set<std::string> seen;
        for (const auto language : core::languages) {
            const std::string page = report_page(report, language);
            CHECK(page.find("<html lang=\"" + std::string(language) + "\"") != std::string::npos);
            const std::string body = body_of(page);
            CHECK(body.find('{') == std::string::npos);
            CHECK(body.find('}') == std::string::npos);
            CHECK(body.find("report.") == std::string::npos);
            CHECK(seen.insert(body).second);
        }
    }
}

TEST_CASE("names and titles of others are text, wherever they stand")
{
    const std::string strange = "<b onclick=\"x()\">&'</b>{0}";
    Report report = internal_report();
    report.title = strange;
    report.about = strange;
    report.release = strange;
    report.program = strange;
    report.k = release::KFacts{.suppressed = {{.column = strange, .cells = 1}}};
    for (auto& column : report.schema.columns) {
        column.name += strange;
        for (auto& value : column.values)
            value.name += strange;
        column.uncounted.push_back(strange);
        report.schema.identifying.push_back(column.name);
    }
    for (auto& one : report.one_way) {
        one.column += strange;
        for (auto& value : one.values)
            value.value += strange;
    }
    for (auto& line : report.ledger) {
        line.release = strange;
        line.hash = strange;
    }
    report.files.push_back({.name = strange, .sha256 = strange});
    auto& evaluation = report.internal->evaluation;
    evaluation.groups.push_back({.column = strange, .value = strange, .people = 1});
    evaluation.sets.worst.push_back({.columns = {strange, strange}, .error_of_mass = 3});
    const std::string page = report_page(report, "en");
    CHECK(page.find("<b ") == std::string::npos);
    CHECK(page.find("onclick=\"x") == std::string::npos);
    CHECK(page.find("&lt;b onclick=") != std::string::npos);
}

TEST_CASE("a report that fits nothing is still a page")
{
    const Report empty;
    for (const Kind kind : {Kind::k, Kind::tables, Kind::synthesis}) {
        Report report = empty;
        report.kind = kind;
        CHECK(report_page(report, "en").ends_with("</html>\n"));
        report.internal.emplace();
        report.privacy.emplace();
        report.k.emplace();
        report.association.below = {{}, {1}, {0.5, 0.2, 0.1, 7}};
        report.internal->evaluation.association.below = {{}, {1, 2}, {}, {0.1}};
        report.internal->evaluation.lengths = {{.length = 1}, {.length = 2}};
        report.one_way = {{.column = "x"}};
        CHECK(report_page(report, "en").ends_with("</html>\n"));
    }
}

TEST_CASE("sixty columns make a page below 400 kB, and cut lists say so")
{
    Report report = Sample(4000, microdata::Shape::wide).synthesis(4000, true);
    REQUIRE(report.schema.columns.size() == 60);
    for (auto& column : report.schema.columns)
        while (column.values.size() < 60)
            column.values.push_back({.name = "value_number_" + std::to_string(column.values.size())});
    for (auto& one : report.one_way)
        while (one.values.size() < 60)
            one.values.push_back(
                {.value = "value_number_" + std::to_string(one.values.size()), .count = 123});
    for (int line = 0; line < 200; ++line)
        report.ledger.push_back(report.ledger.back());
    const std::string page = report_page(report, "ru");
    CHECK(page.size() < 400'000);
    CHECK(page.find("microdata.csv") != std::string::npos);
    CHECK(page.find("schema.json") != std::string::npos);
    CHECK(page.find("ledger.jsonl") != std::string::npos);
}

TEST_CASE("sample pages are written where PANOH_REPORT_SAMPLES says")
{
    const char* folder = std::getenv("PANOH_REPORT_SAMPLES");
    if (folder == nullptr) return;
    const std::filesystem::path to = folder;
    std::filesystem::create_directories(to);
    const auto write = [&](std::string_view name, const Report& report) {
        for (const auto language : core::languages)
            std::ofstream(to / (std::string(name) + '.' + std::string(language) + ".html"), std::ios::binary)
                << report_page(report, language);
    };
    const Sample sample(20'000);
    write("tables", sample.tables(3000, false));
    write("tables-internal", sample.tables(3000, true));
    write("synthesis", sample.synthesis(2000, false));
    write("synthesis-internal", sample.synthesis(2000, true));
    write("k", sample.k(false));
    write("k-internal", sample.k(true));
}

} // namespace panoh::portal
