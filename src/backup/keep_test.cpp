#include "backup/keep.h"

#include <doctest/doctest.h>

using namespace panoh;

TEST_CASE("the name of a backup says when it was made, and is read back")
{
    const auto at = core::parse_instant("2026-11-26T05:44:30.000Z");
    REQUIRE(at);
    CHECK(backup::file_name(*at) == "panoh-20261126T054430Z.age");
    CHECK(backup::made_at("panoh-20261126T054430Z.age") == *at);
}

TEST_CASE("what is not named like a backup is none")
{
    for (const char* name :
         {"panoh-20261126T054430Z.age.part", "panoh-20261126T054430Z.txt", "panoh-20261126.age",
          "panoh-20261126X054430Z.age", "panoh-20261340T054430Z.age", "other-20261126T054430Z.age",
          "panoh-2026112605443000.age", "panoh-20261126T054430X.age", ""})
        CHECK_FALSE(backup::made_at(name).has_value());
}
