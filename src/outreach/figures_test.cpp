#include <doctest/doctest.h>

#include "crypto/crypto.h"
#include "outreach/figures.h"
#include "outreach/rules.h"

using namespace panoh;
using namespace panoh::outreach;

namespace {

const auto campaign = crypto::random_id<core::CampaignId>();

Measurement measured(const char* measure, double value, const char* channel, core::Date from, core::Date to)
{
    return {.measure = {measure},
            .value = value,
            .basis = {"platform"},
            .starts_on = from,
            .ends_on = to,
            .channel = core::Coded<"channel">{channel},
            .campaign = campaign};
}

Event event_of(std::vector<Cell> cells, std::optional<std::int64_t> people = {})
{
    Event event{.title = "Training (fictional)", .kind = {"training"}};
    event.participation = Participation{.people = people, .cells = std::move(cells)};
    return event;
}

Cell of_gender(const char* gender, std::int64_t count)
{
    return {.gender = core::Coded<"gender">{gender}, .count = count};
}

} // namespace

TEST_CASE("every measure says how near people were, and direct reach is in no line of indirect reach")
{
    for (const auto& code : core::code_list("measure").codes) {
        const bool is_left = code == "share" || code == "money" || code == "other";
        CAPTURE(code);
        CHECK((reach_of(code) == Reach::other) == is_left);
    }
    const std::vector<Measurement> all = {
        measured("people_direct", 60, "in_person", {2026, 7, 30}, {2026, 7, 30}),
        measured("people_indirect", 7500, "news_site", {2026, 7, 26}, {2026, 7, 30})};
    REQUIRE(reach_lines(all, Reach::direct).size() == 1);
    CHECK(reach_lines(all, Reach::direct)[0].value == 60);
    REQUIRE(reach_lines(all, Reach::indirect).size() == 1);
    CHECK(reach_lines(all, Reach::indirect)[0].value == 7500);
}

TEST_CASE("what was measured twice counts once")
{
    SUBCASE("of overlapping days the later measurement counts")
    {
        const auto lines = reach_lines({measured("views", 100, "youtube", {2026, 7, 1}, {2026, 7, 10}),
                                        measured("views", 250, "youtube", {2026, 7, 1}, {2026, 7, 31})},
                                       Reach::indirect);
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].value == 250);
        CHECK(lines[0].measurements == 1);
    }
    SUBCASE("days that do not meet add up")
    {
        const auto lines = reach_lines({measured("views", 100, "youtube", {2026, 7, 1}, {2026, 7, 10}),
                                        measured("views", 50, "youtube", {2026, 7, 11}, {2026, 7, 31})},
                                       Reach::indirect);
        CHECK(lines.at(0).value == 150);
    }
    SUBCASE("parts do not count beside their whole, and add up without it")
    {
        auto one = measured("views", 40, "facebook", {2026, 7, 26}, {2026, 7, 26});
        auto other = measured("views", 60, "facebook", {2026, 7, 26}, {2026, 7, 27});
        one.part = "p1";
        other.part = "p2";
        CHECK(reach_lines({one, other}, Reach::indirect).at(0).value == 100);
        const auto whole = measured("views", 90, "facebook", {2026, 7, 26}, {2026, 7, 30});
        CHECK(reach_lines({one, whole, other}, Reach::indirect).at(0).value == 90);
    }
    SUBCASE("other channels, other things and figures that belong to nothing stand beside each other")
    {
        auto elsewhere = measured("views", 5, "youtube", {2026, 7, 1}, {2026, 7, 31});
        elsewhere.campaign = crypto::random_id<core::CampaignId>();
        auto loose = measured("views", 7, "youtube", {2026, 7, 1}, {2026, 7, 31});
        loose.campaign.reset();
        const auto lines = reach_lines({measured("views", 100, "youtube", {2026, 7, 1}, {2026, 7, 31}),
                                        measured("views", 30, "tiktok", {2026, 7, 1}, {2026, 7, 31}),
                                        elsewhere, loose, loose},
                                       Reach::indirect);
        REQUIRE(lines.size() == 2);
        CHECK(lines[0].channel == "youtube");
        CHECK(lines[0].value == 119);
        CHECK(lines[1].value == 30);
    }
}

TEST_CASE("a line says in how many ways its figures were got")
{
    auto estimated = measured("views", 1, "youtube", {2026, 8, 1}, {2026, 8, 2});
    estimated.basis = {"estimated"};
    const auto lines = reach_lines({measured("views", 1, "youtube", {2026, 7, 1}, {2026, 7, 2}), estimated},
                                   Reach::indirect);
    CHECK(lines.at(0).bases.size() == 2);
}

TEST_CASE(
    "people at events are added, people and attendances stay two figures, and who was not asked is not known")
{
    auto first = event_of({of_gender("Feminine", 30), of_gender("Masculine", 20)}, 60);
    first.participation->attendances = 120;
    const auto all = participants_of({first, event_of({of_gender("Feminine", 10)}), event_of({}), Event{}});
    CHECK(all.events == 4);
    CHECK(all.events_without_count == 2);
    CHECK(all.people == 70);
    CHECK(all.attendances == 120);
    REQUIRE(all.by_gender.size() == 3);
    CHECK(all.by_gender[0].code == "Feminine");
    CHECK(all.by_gender[0].count == 40);
    CHECK(all.by_gender[2].code.empty());
    CHECK(all.by_gender[2].count == 10);
}

TEST_CASE("a count below five is hidden, and so is the one that would give it away")
{
    std::vector<Sort> row = {{"a", 3}, {"b", 40}, {"c", 12}};
    hide_small(row);
    CHECK(row[0].hidden);
    CHECK(!row[0].count);
    CHECK(row[1].count == 40);
    CHECK(row[2].hidden);

    std::vector<Sort> two = {{"a", 3}, {"b", 4}, {"c", 12}};
    hide_small(two);
    CHECK(two[2].count == 12);

    std::vector<Sort> with_not_known = {{"a", 90}, {"b", 40}, {"", 2}};
    hide_small(with_not_known);
    CHECK(with_not_known[2].count == 2);
    CHECK(with_not_known[1].count == 40);

    // What is not known is hidden only where nothing else can stand before the small one.
    std::vector<Sort> last = {{"", 30}, {"a", 3}, {"b", 40}};
    hide_small(last);
    CHECK(last[0].count == 30);
    CHECK(last[2].hidden);
    std::vector<Sort> alone = {{"a", 3}, {"", 30}};
    hide_small(alone);
    CHECK(alone[1].hidden);

    std::vector<Sort> none = {{"a", 0}, {"b", 5}};
    hide_small(none);
    CHECK(none[0].count == 0);
    CHECK(none[1].count == 5);
}

TEST_CASE("knowledge is compared on one scale, by those who took both tests")
{
    auto event = event_of({});
    event.tests = {
        {.key = "a", .topic = "Law", .highest = 20, .mean_before = 10, .people_after = 30, .mean_after = 15},
        {.key = "b",
         .topic = "Talks",
         .highest = 100,
         .mean_before = 20,
         .people_after = 10,
         .mean_after = 40},
        {.key = "c", .topic = "Once", .highest = 10, .people_after = 99, .mean_after = 9}};
    const auto knowledge = knowledge_of({event});
    CHECK(knowledge.tests == 2);
    CHECK(knowledge.people == 40);
    CHECK(knowledge.before == doctest::Approx(42.5));
    CHECK(knowledge.after == doctest::Approx(66.25));
    CHECK(!knowledge_of({}).before);
}

TEST_CASE("an indicator is as far as its measurements say")
{
    Indicator indicator{.title = "People trained", .unit = {"people"}};
    indicator.targets = {{200, {2027, 12, 31}}, {100, {2026, 12, 31}}};
    const auto one = measured("people_trained", 30, "in_person", {2026, 3, 1}, {2026, 3, 2});
    const auto two = measured("people_trained", 45, "in_person", {2026, 5, 1}, {2026, 5, 2});
    SUBCASE("parts of a sum")
    {
        const auto progress = progress_of(indicator, {two, one}, {2026, 11, 26});
        CHECK(progress.value == 75);
        CHECK(progress.target == 100);
        CHECK(progress.share == doctest::Approx(0.75));
        CHECK(progress.measured_on == core::Date{2026, 5, 2});
        CHECK(progress.bases == std::vector<std::string>{"platform"});
        auto guessed = measured("people_trained", 5, "school", {2026, 6, 1}, {2026, 6, 2});
        guessed.basis = {"estimated"};
        CHECK(progress_of(indicator, {two, guessed, one}, {2026, 11, 26}).bases.size() == 2);
    }
    SUBCASE("the latest counts, from a baseline, downwards too")
    {
        indicator.adds_up = false;
        indicator.less_is_better = true;
        indicator.baseline = 85;
        indicator.targets = {{25, {2026, 12, 31}}};
        const auto progress = progress_of(indicator, {two, one}, {2026, 11, 26});
        CHECK(progress.value == 45);
        CHECK(progress.share == doctest::Approx(40.0 / 60));
        auto guessed = one;
        guessed.basis = {"estimated"};
        CHECK(progress_of(indicator, {two, guessed}, {2026, 11, 26}).bases ==
              std::vector<std::string>{"platform"});
        CHECK(progress_of(indicator, {guessed, two}, {2026, 11, 26}).bases ==
              std::vector<std::string>{"platform"});
    }
    SUBCASE("after the last target the last target stands")
    {
        CHECK(progress_of(indicator, {}, {2030, 1, 1}).target == 200);
        CHECK(!progress_of(indicator, {}, {2030, 1, 1}).value);
        CHECK(!progress_of(indicator, {}, {2030, 1, 1}).share);
    }
}
