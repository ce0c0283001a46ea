#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "access/reading_pace.h"
#include "crypto/crypto.h"

using namespace panoh;
using access::ReadingPace;
using Verdict = access::ReadingPace::Verdict;

namespace {

const core::UserId ayana = crypto::random_id<core::UserId>();
constexpr core::Instant morning{1'700'000'000'000};

std::vector<core::CaseId> cases(std::size_t count)
{
    std::vector<core::CaseId> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(crypto::random_id<core::CaseId>());
    return all;
}

} // namespace

TEST_CASE("more cases in an hour than go without a proof of presence are opened with one")
{
    ReadingPace pace(10);
    const auto some = cases(10);
    const auto more = cases(1);
    CHECK(pace.opens(ayana, some, false, morning).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, more, false, morning).verdict == Verdict::show_presence);
    CHECK(pace.opens(ayana, more, true, morning).verdict == Verdict::go_on);
    // What is open already opens again, and for others nothing was counted.
    CHECK(pace.opens(ayana, some, false, morning).verdict == Verdict::go_on);
    CHECK(pace.opens(crypto::random_id<core::UserId>(), more, false, morning).verdict == Verdict::go_on);
}

TEST_CASE(
    "five times as many are the most, also with a proof of presence, and it is said when there are more")
{
    ReadingPace pace(10);
    CHECK(pace.opens(ayana, cases(20), true, morning).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, cases(30), true, morning + core::minute_ms).verdict == Verdict::go_on);
    const auto late = cases(5);
    const auto enough = pace.opens(ayana, late, true, morning + 30 * core::minute_ms);
    CHECK(enough.verdict == Verdict::enough);
    CHECK(enough.first);
    CHECK(enough.again_at == morning + core::hour_ms);
    // Once an hour somebody is told.
    CHECK_FALSE(pace.opens(ayana, late, true, morning + 31 * core::minute_ms).first);
    CHECK(pace.opens(ayana, late, true, morning + (core::hour_ms - 1)).verdict == Verdict::enough);
    CHECK(pace.opens(ayana, late, true, morning + core::hour_ms).verdict == Verdict::go_on);
}

TEST_CASE("a portion that is more than the most by itself is never let on, and counts nothing")
{
    ReadingPace pace(10);
    const auto enough = pace.opens(ayana, cases(51), true, morning);
    CHECK(enough.verdict == Verdict::enough);
    CHECK(enough.again_at == morning + core::hour_ms);
    CHECK(pace.opens(ayana, cases(10), false, morning).verdict == Verdict::go_on);
}

TEST_CASE("a case that is opened again counts from its last time")
{
    ReadingPace pace(10);
    const auto first = cases(1);
    CHECK(pace.opens(ayana, first, false, morning).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, first, false, morning + 30 * core::minute_ms).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, cases(9), false, morning + 61 * core::minute_ms).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, cases(1), false, morning + 62 * core::minute_ms).verdict ==
          Verdict::show_presence);
    CHECK(pace.opens(ayana, cases(1), false, morning + 91 * core::minute_ms).verdict == Verdict::go_on);
}

TEST_CASE("searches count for themselves, each one")
{
    ReadingPace pace(10);
    CHECK(pace.opens(ayana, cases(10), false, morning).verdict == Verdict::go_on);
    for (int i = 0; i < 10; ++i)
        CHECK(pace.searches(ayana, false, morning).verdict == Verdict::go_on);
    CHECK(pace.searches(ayana, false, morning).verdict == Verdict::show_presence);
    for (int i = 0; i < 40; ++i)
        CHECK(pace.searches(ayana, true, morning).verdict == Verdict::go_on);
    CHECK(pace.searches(ayana, true, morning).verdict == Verdict::enough);
    CHECK(pace.searches(ayana, false, morning + core::hour_ms).verdict == Verdict::go_on);
}

TEST_CASE("a clock that is turned back keeps nobody from work")
{
    ReadingPace pace(10);
    CHECK(pace.opens(ayana, cases(50), true, morning + core::day_ms).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, cases(10), false, morning).verdict == Verdict::go_on);
    CHECK(pace.opens(ayana, cases(1), false, morning).verdict == Verdict::show_presence);
}

TEST_CASE("requests at one moment open no more than one after the other")
{
    ReadingPace pace(10);
    std::vector<std::thread> all;
    std::atomic<int> let_on = 0;
    for (int i = 0; i < 4; ++i)
        all.emplace_back([&] {
            for (int j = 0; j < 30; ++j)
                if (pace.opens(ayana, cases(1), true, morning).verdict == Verdict::go_on) ++let_on;
        });
    for (auto& each : all)
        each.join();
    CHECK(let_on == 50);
}
