#include "portal/figures.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace panoh::portal {

TEST_CASE("numbers stand as people of a language write them")
{
    const Figures en(Words::of("en"));
    const Figures ru(Words::of("ru"));
    CHECK(en.whole(0) == "0");
    CHECK(en.whole(1234) == "1,234");
    CHECK(ru.whole(1234) == "1234");
    CHECK(ru.whole(12345) == "12\u00a0345");
    CHECK(en.whole(-1234567) == "−1,234,567");
    CHECK(en.whole(std::numeric_limits<std::int64_t>::min()) == "−9,223,372,036,854,775,808");
    CHECK(en.decimal(0.5, 3) == "0.5");
    CHECK(ru.decimal(1234.5678, 2) == "1234,57");
    CHECK(en.decimal(-0.0001, 2) == "0");
    CHECK(en.decimal(-2.5, 1) == "−2.5");
    CHECK(en.decimal(2, 3) == "2");
    CHECK(en.fixed(0.2, 2) == "0.20");
    CHECK(en.fixed(-0.001, 2) == "0.00");
    CHECK(ru.fixed(-1.5, 2) == "−1,50");
    CHECK(en.range(9, 1200) == "9–1,200");
}

TEST_CASE("what is no number is a dash")
{
    const Figures en(Words::of("en"));
    CHECK(en.decimal(std::numeric_limits<double>::quiet_NaN(), 2) == "–");
    CHECK(en.decimal(std::numeric_limits<double>::infinity(), 2) == "–");
    CHECK(en.short_decimal(1e300) == "–");
}

TEST_CASE("short numbers say about three digits, and percent never hides what is there")
{
    const Figures en(Words::of("en"));
    const Figures ru(Words::of("ru"));
    CHECK(en.short_decimal(0.01234) == "0.0123");
    CHECK(en.short_decimal(0.1234) == "0.123");
    CHECK(en.short_decimal(1.234) == "1.23");
    CHECK(en.short_decimal(12.34) == "12.3");
    CHECK(en.short_decimal(12345.6) == "12,346");
    CHECK(en.percent(0) == "0%");
    CHECK(en.percent(0.5) == "50%");
    CHECK(en.percent(0.0123) == "1.2%");
    CHECK(en.percent(0.00001) == "<0.01%");
    CHECK(en.percent(0.9991) == "99.9%");
    CHECK(en.percent(1) == "100%");
    CHECK(ru.percent(0.126) == "13\u00a0%");
}

} // namespace panoh::portal
