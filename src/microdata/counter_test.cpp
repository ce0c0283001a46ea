#include <doctest/doctest.h>

#include <algorithm>

#include "microdata/counter.h"

namespace panoh::microdata {

namespace {

Microdata small_table()
{
    Schema schema{.columns = {{.name = "sex", .values = {{"female"}, {"male"}}},
                              {.name = "tick", .values = {{"0"}, {"1"}}, .uncounted = {"0"}},
                              {.name = "age", .values = {{"child"}, {"adult"}}}}};
    // female 1 adult; male 0 child; female 1 (missing); other 1 adult
    return {std::move(schema), {{0, 1, 0, 2}, {1, 0, 1, 1}, {1, 0, 3, 1}}};
}

} // namespace

TEST_CASE("a marginal has all states, the last column's fastest, and no columns are one cell")
{
    const Microdata people = small_table();
    const Counter counter(people);
    const Columns two = {0, 2};
    CHECK(counter.marginal(two) ==
          std::vector<std::uint32_t>{0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    CHECK(counter.marginal({}) == std::vector<std::uint32_t>{4});
}

TEST_CASE("combinations have counted values of different columns only, sorted by their numbers")
{
    const Microdata people = small_table();
    const Counter counter(people);
    REQUIRE(counter.attributes().size() == 5);
    CHECK(counter.attributes()[2] == Attribute{1, 1});
    const auto all = counter.combinations(3);
    REQUIRE(all.size() == 3);
    CHECK(std::vector(all[0].counts().begin(), all[0].counts().end()) ==
          std::vector<std::uint32_t>{2, 1, 3, 1, 2});
    const std::vector<std::uint16_t> female_ticked = {0, 2};
    CHECK(all[1].find(female_ticked) == 2);
    const std::vector<std::uint16_t> all_three = {0, 2, 4};
    CHECK(all[2].find(all_three) == 1);
    CHECK(all[2].size() == 1);
    CHECK(counter.combinations(2, 2)[1].size() == 2);
    for (std::uint16_t one = 0; one < 7; ++one)
        for (std::uint16_t other = 0; other < 7; ++other) {
            const std::vector<std::uint16_t> pair = {one, other};
            std::uint32_t count = 0;
            for (std::size_t i = 0; i < all[1].size(); ++i)
                if (std::ranges::equal(all[1].attributes(i), pair)) count = all[1].count(i);
            CHECK(all[1].find(pair) == count);
        }
    CHECK(all[1].find(all_three) == 0);
}

} // namespace panoh::microdata
