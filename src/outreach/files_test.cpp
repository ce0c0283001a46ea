#include <doctest/doctest.h>

#include "outreach/hxl.h"
#include "outreach/iati.h"

using namespace panoh;
using namespace panoh::outreach;

namespace {

Project whole()
{
    return {
        .title = "Files & <facts>",
        .iati_identifier = "XX-TEST-1-KG7",
        .summary = "For trying out.",
        .countries = {{"KG"}, {"KZ"}, {"UZ"}},
        .starts_on = core::Date{2026, 1, 1},
        .ends_on = core::Date{2027, 12, 31},
        .aims = {{"prevention"}},
        .grants = {
            {.donor = "Invented \"Fund\"", .amount = 250000, .currency = core::Coded<"currency">{"USD"}}}};
}

Measured trained()
{
    Measured measured{.indicator = {.title = "People trained", .unit = {"people"}, .baseline = 0}};
    measured.indicator.baseline_on = core::Date{2026, 1, 1};
    measured.indicator.targets = {{200, {2027, 12, 31}}};
    measured.measurements = {{.measure = {"people_trained"},
                              .value = 30,
                              .basis = {"counted"},
                              .starts_on = core::Date{2026, 3, 2}}};
    return measured;
}

const Reporting reporting{.organisation = "Invented Shelter", .today = {2026, 11, 26}};

} // namespace

TEST_CASE("a project as IATI: its elements in the order of the standard, everything escaped, shares a "
          "hundred together")
{
    const auto made = iati_activity(whole(), {trained()}, reporting);
    REQUIRE(made);
    std::size_t last = 0;
    for (const char* element : {"<iati-identifier>", "<reporting-org ", "<title>", "<description ",
                                "<participating-org ", "<activity-status ", "<activity-date ",
                                "<recipient-country ", "<sector ", "<budget ", "<result "}) {
        CAPTURE(element);
        const auto place = made->find(element, last);
        REQUIRE(place != std::string::npos);
        last = place;
    }
    CHECK(made->find("Files &amp; &lt;facts&gt;") != std::string::npos);
    CHECK(made->find("Invented &quot;Fund&quot;") != std::string::npos);
    CHECK(made->find(R"(<reporting-org ref="XX-TEST-1" type="22">)") != std::string::npos);
    CHECK(made->find(R"(code="KG" percentage="33")") != std::string::npos);
    CHECK(made->find(R"(code="UZ" percentage="34")") != std::string::npos);
    CHECK(made->find(R"(<activity-status code="2"/>)") != std::string::npos);
    CHECK(made->find(R"(<target value="200"/>)") != std::string::npos);
    CHECK(made->find(R"(<actual value="30"/>)") != std::string::npos);
}

TEST_CASE("what IATI demands and the project lacks is named, all at once")
{
    const auto refused = iati_activity({.title = "A"}, {}, reporting);
    REQUIRE(!refused);
    CHECK(refused.error().faults.size() == 5);
    CHECK(refused.error().field == "iati_identifier");
}

TEST_CASE("measurements as HXL: headings, tags, then lines; words that a spreadsheet would run are guarded, "
          "numbers are numbers")
{
    const Measurement m{.measure = {"views"},
                        .value = 7500.5,
                        .basis = {"platform"},
                        .source = "=1+1",
                        .starts_on = core::Date{2026, 7, 26},
                        .channel = core::Coded<"channel">{"youtube"},
                        .countries = {{"KG"}, {"UZ"}}};
    const auto table = hxl_table({{.value = m, .of = "Week, of listening"}});
    const auto line_of = [&](int wanted) {
        std::size_t from = 3; // after the mark of UTF-8
        for (int i = 0; i < wanted; ++i)
            from = table.find("\r\n", from) + 2;
        return table.substr(from, table.find("\r\n", from) - from);
    };
    CHECK(line_of(0).starts_with("id,measure,reach,value"));
    CHECK(line_of(1).starts_with("#meta+id,#indicator+code,#indicator+type,#indicator+value+num"));
    CHECK(line_of(2).ends_with(
        "views,indirect,7500.5,platform,\"Week, of listening\",youtube,KG UZ,,2026-07-26,,'=1+1,"));
}
