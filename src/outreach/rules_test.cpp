#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "outreach/kinds.h"
#include "outreach/project.h"
#include "outreach/rules.h"

using namespace panoh;
using namespace panoh::outreach;

namespace {

/// "code at field, code at field"
std::string faults_of(const core::Result<Document>& document)
{
    if (document) return "";
    std::string all;
    for (const auto& fault : document.error().faults)
        all += (all.empty() ? "" : ", ") + fault.code + " at " + fault.field;
    return all;
}

Testimony given()
{
    return {.title = "Ten years",
            .pseudonym = "Gulnara",
            .form = {"text"},
            .consent = {.given_on = {2026, 5, 2}, .publications = {{"bulletin_web"}, {"training"}}}};
}

} // namespace

TEST_CASE("every member of every kind is looked at: the faults come all at once, each with its place")
{
    Project project{.title = "\xe2\x80\x8b", .reference = "line\nline", .summary = "one\ntwo"};
    project.starts_on = {2026, 2, 1};
    project.ends_on = {2026, 1, 31};
    project.aims = {{"prevention"}, {"prevention"}};
    project.grants = {{.donor = "A", .amount = -1}};
    project.parties = {{.role = {"donor"}}};
    CHECK(faults_of(document_of(project)) ==
          "outreach/missing at title, json/character_not_allowed at reference, outreach/repeated at aims/1, "
          "outreach/party_unnamed at parties/0/name, json/out_of_range at grants/0/amount, "
          "outreach/ends_before_it_starts at ends_on");
}

TEST_CASE("a link is an address of the web, in every kind")
{
    for (const std::string link :
         {"javascript:alert(1)", "https://", "ftp://a.b", "http://a b", "https://a\"b", " https://a"}) {
        CAPTURE(link);
        CHECK(faults_of(document_of(Material{.title = "A", .kind = {"video"}, .link = link})) ==
              "outreach/link_invalid at link");
    }
    CHECK(faults_of(
              document_of(Material{.title = "A", .kind = {"video"}, .link = "https://example.org/?a=1#b"}))
              .empty());
}

TEST_CASE("words have a limit that is counted in letters; what hides is refused in lines and in prose")
{
    std::string longest;
    for (int i = 0; i < 300; ++i)
        longest += "ң";
    CHECK(faults_of(document_of(Project{.title = longest})).empty());
    CHECK(faults_of(document_of(Project{.title = longest + "ң"})) == "outreach/too_long at title");
    CHECK(faults_of(document_of(Project{.title = "A", .summary = std::string(4001, 'a')})) ==
          "outreach/too_long at summary");
    CHECK(faults_of(document_of(Project{.title = "A",
                                        .summary = "a\xe2\x80\xae"
                                                   "b"})) == "json/character_not_allowed at summary");
}

TEST_CASE("a value names items and organisations, each with its place, and its countries once each")
{
    const core::CampaignId campaign{{1}};
    Material material{.title = "A", .kind = {"leaflet"}, .campaign = campaign, .countries = {{"KG"}, {"UZ"}}};
    material.hand_outs = {
        {.key = "a", .quantity = 5, .country = core::Coded<"country">{"KG"}, .event = core::EventId{{2}}}};
    const auto document = document_of(material);
    REQUIRE(document);
    CHECK(document->countries == std::vector<std::string>{"KG", "UZ"});
    REQUIRE(document->references.size() == 2);
    CHECK(document->references[0].kind == Kind::campaign);
    CHECK(document->references[0].field == "campaign");
    CHECK(document->references[1].kind == Kind::event);
    CHECK(document->references[1].field == "hand_outs/0/event");
}

TEST_CASE("entries of a list have keys that nothing else in it has")
{
    Campaign campaign{.title = "A"};
    campaign.posts = {{.key = "a", .title = "1", .channel = {"sms"}},
                      {.key = "a", .title = "2", .channel = {"sms"}},
                      {.key = "A b", .title = "3", .channel = {"sms"}},
                      {.key = "", .title = "4", .channel = {"sms"}}};
    CHECK(faults_of(document_of(campaign)) ==
          "outreach/repeated at posts/1, outreach/key_invalid at posts/2/key, "
          "outreach/key_invalid at posts/3/key");
}

TEST_CASE("the days of a thing are those of what came out")
{
    MediaPiece piece{.title = "A", .kind = {"op_ed"}};
    CHECK(!span_of(piece).starts_on);
    piece.appearances = {{.key = "a", .outlet = "One", .published_on = core::Date{2021, 7, 31}},
                         {.key = "b", .outlet = "Two"},
                         {.key = "c", .outlet = "Three", .published_on = core::Date{2021, 7, 30}}};
    CHECK(span_of(piece).starts_on == core::Date{2021, 7, 30});
    CHECK(span_of(piece).ends_on == core::Date{2021, 7, 31});
}

TEST_CASE("a measurement has no more parts than its whole, a share ends at a hundred, a part is of something")
{
    Measurement m{.measure = {"people_direct"}, .value = 10, .basis = {"counted"}};
    m.cells = {{.count = 6}, {.count = 4}};
    CHECK(faults_of(document_of(m)).empty());
    m.cells.push_back({.count = 1});
    CHECK(faults_of(document_of(m)) == "outreach/more_than_all at cells");
    CHECK(faults_of(document_of(Measurement{.measure = {"share"}, .value = 100.5, .basis = {"counted"}})) ==
          "outreach/not_a_share at value");
    CHECK(faults_of(document_of(
              Measurement{.measure = {"views"}, .value = 1, .basis = {"counted"}, .part = "p1"})) ==
          "outreach/part_of_what at part");
}

TEST_CASE("an amount of money has a currency, a mean is on its scale")
{
    Fact fact{
        .title = "A", .value = 150e9, .unit = {"money"}, .source = {.title = "Report", .publisher = "UN"}};
    CHECK(faults_of(document_of(fact)) == "outreach/currency_missing at currency");
    fact.currency = core::Coded<"currency">{"USD"};
    CHECK(faults_of(document_of(fact)).empty());
    fact.year = 1899;
    CHECK(faults_of(document_of(fact)) == "json/out_of_range at year");
    Event event{.title = "A", .kind = {"training"}};
    event.tests = {{.key = "t", .topic = "Law", .highest = 10, .mean_before = 11, .mean_after = 12}};
    CHECK(faults_of(document_of(event)) ==
          "outreach/above_highest at tests/0/mean_before, outreach/above_highest at tests/0/mean_after");
}

TEST_CASE("a testimony is used as it was agreed, in its days, and never after it was taken back")
{
    auto testimony = given();
    CHECK(may_publish(testimony, "bulletin_web", {2026, 5, 2}));
    CHECK(!may_publish(testimony, "bulletin_web", {2026, 5, 1}));
    CHECK(!may_publish(testimony, "bulletin_email", {2026, 6, 1}));
    testimony.consent.ends_on = {2026, 12, 31};
    CHECK(may_publish(testimony, "training", {2026, 12, 31}));
    CHECK(!may_publish(testimony, "training", {2027, 1, 1}));
    testimony.withdrawn_on = {2026, 7, 1};
    CHECK(!may_publish(testimony, "bulletin_web", {2026, 6, 1}));
}

TEST_CASE("a consent that allows nothing is none, and one that ends before it was given neither")
{
    auto testimony = given();
    testimony.consent.publications.clear();
    testimony.consent.ends_on = {2026, 5, 1};
    CHECK(faults_of(document_of(testimony)) == "outreach/consent_for_nothing at consent/publications, "
                                               "outreach/ends_before_it_starts at consent/ends_on");
}

TEST_CASE("what was kept before a list was added to its type is still read")
{
    const auto read = facts_of(Kind::project).read_value(R"({"title":"Old"})");
    REQUIRE(read);
    CHECK(read->title == "Old");
    const auto missing = facts_of(Kind::project).read_value(R"({"countries":[]})");
    REQUIRE(!missing);
    CHECK(missing.error().code == "json/missing");
}

TEST_CASE("the table of kinds is in the order of the kinds, each at its own path")
{
    std::vector<std::string_view> paths;
    for (const auto& named : core::Names<Kind>::all) {
        CHECK(facts_of(named.value).kind == named.value);
        CHECK(facts_of(named.value).param == named.text);
        paths.push_back(facts_of(named.value).path);
    }
    std::ranges::sort(paths);
    CHECK(std::ranges::adjacent_find(paths) == paths.end());
}
