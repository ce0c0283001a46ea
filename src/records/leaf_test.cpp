#include "records/leaf.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace panoh;

TEST_CASE("a number with a comma or a point is read, a text that is none is told")
{
    double number = 1;
    CHECK(records::set_leaf(number, " 43,25 ").empty());
    CHECK(number == 43.25);
    CHECK(records::set_leaf(number, "-7.5").empty());
    CHECK(number == -7.5);
    for (const auto* text : {"", "north", "43.2 N", "1.2.3"})
        CHECK(records::set_leaf(number, text) == "records/not_a_number");
}

TEST_CASE("a zero below zero is zero, as it is when it is read again")
{
    double number = 1;
    CHECK(records::set_leaf(number, "-0").empty());
    CHECK(number == 0);
    CHECK_FALSE(std::signbit(number));
}
