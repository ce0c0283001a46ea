#include <doctest/doctest.h>

#include "crypto/crypto.h"
#include "outreach/day_parts.h"

using namespace panoh;
using namespace panoh::outreach;

namespace {

const auto id = crypto::random_id<core::ItemId>();

} // namespace

TEST_CASE("posts, appearances and airings stand on their days; those without a day on none")
{
    Campaign campaign{.title = "Ask first (fictional)"};
    campaign.posts = {{.key = "a", .title = "A", .posted_on = core::Date{2026, 7, 27}},
                      {.key = "b", .title = "B"}};
    const auto posts = parts_of(id, campaign);
    REQUIRE(posts.size() == 1);
    CHECK(posts[0].part == Part::post);
    CHECK(posts[0].title == "A");
    CHECK(posts[0].item == id);
    CHECK(posts[0].item_title == "Ask first (fictional)");
    CHECK(posts[0].state.empty());

    MediaPiece piece{.title = "Words"};
    piece.appearances = {{.key = "a", .outlet = "Invented Times", .published_on = core::Date{2026, 7, 30}},
                         {.key = "b", .outlet = "Invented News"}};
    REQUIRE(parts_of(id, piece).size() == 1);
    CHECK(parts_of(id, piece)[0].title == "Invented Times");
    CHECK(parts_of(id, piece)[0].kind == Kind::media_piece);

    Material spot{.title = "Spot"};
    spot.airings = {{.key = "a", .station = "River Radio", .aired_on = core::Date{2026, 8, 1}, .times = 6}};
    REQUIRE(parts_of(id, spot).size() == 1);
    CHECK(parts_of(id, spot)[0].title == "River Radio");
}

TEST_CASE("a promise stands on the day on which it is due, a milestone on the day on which it was reached")
{
    Commitment plan{.title = "Plan (fictional)"};
    CommitmentItem office{.key = "a", .text = "One office", .due_on = core::Date{2026, 12, 1}};
    office.state = {"late"};
    office.milestones = {
        {.text = "Room", .due_on = core::Date{2026, 9, 1}, .reached_on = core::Date{2026, 8, 20}},
        {.text = "People", .due_on = core::Date{2026, 10, 1}},
        {.text = "Undated"}};
    plan.items = {office};
    const auto parts = parts_of(id, plan);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].part == Part::promise);
    CHECK(parts[0].state == "late");
    CHECK(parts[1].day == core::Date{2026, 8, 20});
    CHECK(parts[1].state == "done");
    CHECK(parts[2].day == core::Date{2026, 10, 1});
    CHECK(parts[2].state.empty());
}
