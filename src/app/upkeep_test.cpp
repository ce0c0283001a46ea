#include "app/upkeep.h"

#include <doctest/doctest.h>

using namespace panoh::app;
using panoh::audit::Pending;

TEST_CASE("audit rows are filed while people are quiet, and in the end all the same")
{
    const auto rows = [](const Pending& before, const Pending& now) {
        const Filing filing = filing_of(before, now);
        return filing.portions * filing.rows;
    };
    CHECK(rows({.head = 7, .oldest = 0}, {.head = 7, .oldest = 0}) == 0);
    CHECK(rows({.head = 7, .oldest = 0}, {.head = 9, .oldest = 8}) == 100);
    CHECK(rows({.head = 7, .oldest = 0}, {.head = 900, .oldest = 8}) == 0);
    CHECK(rows({.head = 7, .oldest = 0}, {.head = 30'000, .oldest = 8}) == 5);
    CHECK(rows({.head = 30'000, .oldest = 8}, {.head = 30'000, .oldest = 8}) == 100);
}
