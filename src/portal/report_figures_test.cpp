#include <doctest/doctest.h>

#include <string>

#include "portal/report_page.h"

namespace panoh::portal {

namespace {

using release::Report;

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// A report of columns of ticks, whose counts fall from one to the next.
Report with_ticks(std::initializer_list<const char*> names)
{
    Report report{.title = "Ticks", .day = {2026, 11, 26}};
    report.schema.lineage = "ticks";
    std::int64_t count = 900;
    for (const char* name : names) {
        report.schema.columns.push_back(
            {.name = name, .values = {{.name = "1"}, {.name = "0"}}, .uncounted = {"0"}});
        report.one_way.push_back({.column = name, .values = {{"1", count -= 10}}});
    }
    return report;
}

TEST_CASE("ticks that answer one question share a chart, however its names are put together")
{
    const auto page = report_page(
        with_ticks({"means_debt", "means_threats", "means_other", "typeOfWorkFarm", "typeOfWorkHouse",
                    "typeOfWorkShip", "isAlone", "isForcedOne", "isForcedTwo"}),
        "en");
    CHECK(has(page, "<figcaption>means</figcaption>"));
    CHECK(has(page, "<figcaption>typeOfWork</figcaption>"));
    CHECK(has(page, ">Farm</text>"));
    // What only two have in common is no question; alone they stand together under their whole names.
    CHECK(has(page, "<figcaption>Who has what</figcaption>"));
    for (const char* name : {">isAlone</text>", ">isForcedOne</text>", ">isForcedTwo</text>"})
        CHECK(has(page, name));
}

TEST_CASE("ticks of a layout that ships are named under their question, beside what the files call them")
{
    const auto page = report_page(with_ticks({"control_Threats", "control_TakesEarnings", "control_Other",
                                              "isForcedLabour", "isAbduction", "mine"}),
                                  "ky");
    CHECK(has(page, "<figcaption>Эмне менен кармашты</figcaption>"));
    CHECK(has(page, ">Коркутуу</text>"));
    CHECK(has(page, "<dt>Эмне менен кармашты</dt>"));
    CHECK(has(page, "<dd>Коркутуу <code>control_Threats</code>, "));
    // The last has another question, or none.
    CHECK(has(page, "<figcaption>Кимде эмне белгиленген</figcaption>"));
    const auto alike = report_page(with_ticks({"isForcedLabour", "isAbduction"}), "ky");
    CHECK(has(alike, "<figcaption>Эксплуатациянын түрү</figcaption>"));
    CHECK_FALSE(has(alike, "<figcaption>Кимде эмне белгиленген</figcaption>"));
}

TEST_CASE("corridors are named by countries in the language of the page, and those at home are told apart")
{
    Report report = with_ticks({"a"});
    CHECK_FALSE(has(report_page(report, "en"), "id=\"corridors\""));
    report.corridors = release::Corridors{.from_column = "citizenship",
                                          .to_column = "CountryOfExploitation",
                                          .largest = {{"KG", "KZ", 70, 60, 80},
                                                      {"UZ", "UZ", 12},
                                                      {"Eastern Africa", "Eastern Africa", 9},
                                                      {"<b>", "~other", 5}},
                                          .more = 4};
    const auto page = report_page(report, "ru");
    CHECK(has(page, "id=\"corridors\""));
    CHECK(has(page, "Кыргызстан → Казахстан</th>"));
    CHECK(has(page, "Узбекистан, внутри страны</th>"));
    CHECK(has(page, "Восточная Африка → Восточная Африка</th>")); // a region has borders inside
    CHECK_FALSE(has(page, "<b>"));
    CHECK(has(page, "60–80"));
}

TEST_CASE("a report begins with its main figures: what has an order, and who the people are")
{
    Report report = with_ticks({"a", "b", "c", "d"});
    for (const char* name : {"where_from", "sex", "year"}) {
        report.schema.columns.push_back({.name = name});
        auto& one = report.one_way.emplace_back(release::OneWay{.column = name});
        const int values = name == std::string("sex") ? 2 : 30;
        for (int value = 0; value < values; ++value) {
            report.schema.columns.back().values.push_back({.name = std::to_string(2000 + value)});
            one.values.push_back({std::to_string(2000 + value), value > 2 && value < 9 ? 100 : 0});
        }
    }
    report.one_way.back().values.push_back({"", 40});
    report.schema.ordered = {"year"};
    report.schema.identifying = {"sex"};
    const auto page = report_page(report, "en");
    const auto main =
        page.substr(page.find("id=\"figures\""), page.find("id=\"promise\"") - page.find("id=\"figures\""));
    CHECK(has(main, "<figcaption>Year</figcaption>"));
    CHECK(has(main, "<figcaption>sex</figcaption>"));
    CHECK_FALSE(has(main, "<figcaption>where_from</figcaption>"));
    // Years without anybody at both ends are in the table and not in the chart.
    const auto year = main.substr(main.find("<figcaption>Year"));
    const auto chart = year.substr(0, year.find("</svg>"));
    CHECK(has(chart, ">2003</text>"));
    CHECK_FALSE(has(chart, ">2000</text>"));
    CHECK_FALSE(has(chart, ">2020</text>"));
    CHECK(has(chart, ">not known</text>"));
    CHECK(has(year, ">2000</th>"));
}

} // namespace

} // namespace panoh::portal
