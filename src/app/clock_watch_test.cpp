#include "app/clock_watch.h"

#include <doctest/doctest.h>

using namespace panoh;
using app::ClockWatch;
using Turned = app::ClockWatch::Turned;

namespace {
constexpr core::Instant noon{1'790'000'000'000};
constexpr std::int64_t year_ms = 365 * core::day_ms;
} // namespace

TEST_CASE("a clock that runs as it should is never called turned, a second now and then included")
{
    ClockWatch watch(noon, 0, noon + -core::hour_ms);
    for (std::int64_t hours = 0; hours < 1000; ++hours)
        CHECK(watch.look(noon + (hours * core::hour_ms + hours % 3 * core::second_ms),
                         hours * core::hour_ms) == Turned::no);
    CHECK(watch.may_delete_by_age(1000 * core::hour_ms));
}

TEST_CASE("a clock turned back is told once, in one step or in many small ones")
{
    ClockWatch watch(noon, 0, {});
    CHECK(watch.look(noon + -year_ms, 1000) == Turned::back);
    CHECK(watch.look(noon + -year_ms + 1000, 2000) == Turned::no);
    ClockWatch small(noon, 0, {});
    // The clock stands at noon while time goes by.
    CHECK(small.look(noon, 50 * core::second_ms) == Turned::no);
    CHECK(small.look(noon, 61 * core::second_ms) == Turned::back);
}

TEST_CASE("a clock turned back while the node stood is told at the first look")
{
    ClockWatch watch(noon, 0, noon + 2 * core::minute_ms);
    CHECK(watch.look(noon, 0) == Turned::back);
    CHECK(watch.look(noon, 0) == Turned::no);
    ClockWatch slack(noon, 0, noon + 30 * core::second_ms);
    CHECK(slack.look(noon, 0) == Turned::no);
}

TEST_CASE("for a day after the clock went forward nothing is deleted for its age")
{
    ClockWatch watch(noon, 0, {});
    CHECK(watch.may_delete_by_age(0));
    CHECK(watch.look(noon + year_ms, 1000) == Turned::forward);
    CHECK_FALSE(watch.may_delete_by_age(core::hour_ms));
    CHECK(watch.may_delete_by_age(core::day_ms + 1000));
    ClockWatch stood(noon, 0, noon + -year_ms);
    CHECK_FALSE(stood.may_delete_by_age(0));
    CHECK(stood.look(noon, 0) == Turned::forward);
    ClockWatch holidays(noon, 0, noon + -7 * core::day_ms);
    CHECK(holidays.look(noon, 0) == Turned::no);
    CHECK(holidays.may_delete_by_age(0));
}
