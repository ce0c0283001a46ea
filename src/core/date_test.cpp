#include <doctest/doctest.h>

#include <limits>

#include "core/date.h"
#include "core/text.h"

using namespace panoh::core;

TEST_CASE("A day that does not exist is no day")
{
    CHECK(parse_date("2024-02-29"));
    for (const auto* text : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "2024-01-01 ",
                             "+024-01-01", "", "0000-01-01"})
        CHECK_FALSE(parse_date(text));
}

TEST_CASE("Partial dates need the larger part before the smaller")
{
    CHECK_FALSE(fault_in({.year = 1994}));
    CHECK(fault_in({.month = 3}) == "month");
    CHECK(fault_in({.year = 1994, .day = 3}) == "day");
    CHECK(fault_in({.year = 1994, .month = 2, .day = 29}) == "day");
    CHECK(to_string(PartialDate{.year = 1994, .month = 7}) == "1994-07");
}

TEST_CASE("The day depends on the zone, also when zones alternate")
{
    const Instant evening{1795464000000}; // 2026-11-23T20:00:00Z
    CHECK(to_string(utc_day(evening)) == "2026-11-23");
    for (int i = 0; i < 2; ++i) {
        CHECK(to_string(local_day(evening, "Asia/Bishkek")) == "2026-11-24");
        CHECK(to_string(local_day(evening, "America/New_York")) == "2026-11-23");
    }
    CHECK(is_time_zone("Asia/Tashkent"));
    CHECK_FALSE(is_time_zone("Asia/Nowhere"));
    CHECK(to_string(evening) == "2026-11-23T20:00:00.000Z");
}

TEST_CASE("Days are counted across leap years")
{
    CHECK(days_between({2024, 2, 28}, {2024, 3, 1}) == 2);
    CHECK(add_days({2023, 12, 31}, 1) == Date{2024, 1, 1});
}

TEST_CASE("the clocks of a zone are told to the minute, across midnight too")
{
    const auto at = parse_instant("2026-11-23T18:04:59.000Z");
    REQUIRE(at);
    CHECK(local_minute(*at, "UTC") == "2026-11-23 18:04");
    CHECK(local_minute(*at, "Asia/Bishkek") == "2026-11-24 00:04");
}

TEST_CASE("An instant has one text: none with a sign, a blank or a missing digit is read")
{
    const auto at = parse_instant("2026-11-23T08:09:10.123Z");
    REQUIRE(at);
    CHECK(to_string(*at) == "2026-11-23T08:09:10.123Z");
    for (const auto* text :
         {"2026-11-23T-0:09:10.123Z", "2026-11-23T08:-0:10.123Z", "2026-11-23T08:09:-0.123Z",
          "2026-11-23T08:09:10.-00Z", "2026-11-23T 8:09:10.123Z"})
        CHECK_MESSAGE(!parse_instant(text), text);
}

TEST_CASE("An instant that a damaged row made up is told as the nearest one of the calendar")
{
    for (const std::int64_t far :
         {std::int64_t{253'402'300'800'000}, std::numeric_limits<std::int64_t>::max()}) {
        CHECK(to_string(Instant{far}) == "9999-12-31T23:59:59.999Z");
        CHECK(utc_day({far}) == Date{9999, 12, 31});
        CHECK(local_minute({far}, "Asia/Bishkek") == "9999-12-31 23:59");
    }
    CHECK(to_string(Instant{std::numeric_limits<std::int64_t>::min()}) == "0001-01-01T00:00:00.000Z");
    CHECK(local_day({std::numeric_limits<std::int64_t>::min()}, "America/New_York") == Date{1, 1, 1});
}

TEST_CASE("Case folds the same in every locale, and white space of all kinds is trimmed")
{
    CHECK(fold_case("ҚҰРМЕТ İ") == fold_case("құрмет i\u0307"));
    CHECK(trim("\u00a0 Айгүл\u3000\t") == "Айгүл");
    CHECK(initial(" айгүл") == "А");
    CHECK(letters("Айгүл") == 5);
    CHECK(words("Айнура\u00a0Токто\u200bсунова – Бек").size() == 3);
    CHECK(words("Айнура\u00a0Токто\u200bсунова").back() == "Токтосунова");
    CHECK(is_blank(" \u200b\u00a0\u2060\n"));
    CHECK_FALSE(is_blank("\u200bа"));
    CHECK(is_line("Oʻgʻiloy \u200c کریمی"));
    for (const char* hidden : {"a\u202e", "\u2067a", "a\nb", "a\tb", "a\x7f", "a\u0085", "a\u2028"})
        CHECK_FALSE(is_line(hidden));
    CHECK_FALSE(is_text("a\xff"));
    CHECK(is_text("Ұ"));
}

TEST_CASE("a day begins where the clocks of its zone say so, also where they jump over midnight")
{
    const auto start = [](int year, int month, int day, const char* zone) {
        return to_string(start_of_day({.year = year, .month = month, .day = day}, zone));
    };
    CHECK(start(2026, 11, 24, "UTC") == "2026-11-24T00:00:00.000Z");
    CHECK(start(2026, 11, 24, "Asia/Bishkek") == "2026-11-23T18:00:00.000Z");
    CHECK(start(2026, 11, 24, "Asia/Kathmandu") == "2026-11-23T18:15:00.000Z");
    CHECK(start(2026, 11, 24, "Pacific/Kiritimati") == "2026-11-23T10:00:00.000Z");
    CHECK(start(2026, 11, 24, "Pacific/Pago_Pago") == "2026-11-24T11:00:00.000Z");
    CHECK(start(2018, 11, 4, "America/Sao_Paulo") == "2018-11-04T03:00:00.000Z"); // begins at one o'clock
}
