#include "emergency/opening.h"

#include <doctest/doctest.h>

#include "crypto/crypto.h"

using namespace panoh;

namespace {

const auto officer = crypto::random_id<core::UserId>();
constexpr core::Instant noon = {1'795'000'000'000};

emergency::Opening opened_at_noon()
{
    return {.officer = officer, .opened_at = noon, .ends_at = noon + emergency::opening_lasts_ms};
}

} // namespace

TEST_CASE("an opening lasts four hours, for its officer alone")
{
    const auto opening = opened_at_noon();
    CHECK(emergency::opening_lasts_ms == 4 * core::hour_ms);
    CHECK(emergency::is_open(opening, officer, noon));
    CHECK(emergency::is_open(opening, officer, opening.ends_at + -1));
    CHECK_FALSE(emergency::is_open(opening, officer, opening.ends_at));
    CHECK_FALSE(emergency::is_open(opening, crypto::random_id<core::UserId>(), noon));
    CHECK_FALSE(emergency::is_open(opening, {}, noon));
}

TEST_CASE("an opening of a time to come is none: the clock was turned back")
{
    CHECK_FALSE(emergency::is_open(opened_at_noon(), officer, noon + -1));
}

TEST_CASE("a review closes an opening before its time")
{
    auto opening = opened_at_noon();
    opening.reviewed_at = noon + core::minute_ms;
    CHECK_FALSE(emergency::is_open(opening, officer, noon + 2 * core::minute_ms));
}

TEST_CASE("why is asked for, in at most a thousand letters")
{
    CHECK(emergency::check_why("Fictional call at night"));
    CHECK(emergency::check_why(std::string(1'000, 'x')));
    for (const std::string& text : {std::string(), std::string(" \n\t"), std::string(1'001, 'x')}) {
        const auto refused = emergency::check_why(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().field == "why");
    }
}
