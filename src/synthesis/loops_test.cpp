#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "synthesis/shape.h"

using namespace panoh::synthesis;

namespace {

std::vector<float> numbers(std::mt19937& random, std::size_t count, float from, float to)
{
    std::uniform_real_distribution<float> one(from, to);
    std::vector<float> answer(count);
    for (float& number : answer)
        number = one(random);
    return answer;
}

} // namespace

TEST_CASE("Powers and logarithms are right to the last digits, and nothing stays nothing")
{
    std::mt19937 random(1);
    auto powers = numbers(random, 5000, -86.0F, 0.0F);
    powers.insert(powers.end(), {0.0F, -1e-7F, -87.5F, -1000.0F, nothing, 2 * nothing});
    auto found = powers;
    const float zero = 0.0F;
    exp_below({.outer = 1, .middle = found.size(), .inner = 1}, &zero, found.data());
    for (std::size_t n = 0; n < found.size(); ++n) {
        const double expected = powers[n] < -87.0F ? 0.0 : std::exp(static_cast<double>(powers[n]));
        CHECK(std::abs(static_cast<double>(found[n]) - expected) <= 3e-7 * expected);
    }
    auto positive = numbers(random, 5000, 1e-6F, 3.0F);
    positive.insert(positive.end(), {1.0F, 1e-30F, 1e30F, 1.5e-38F});
    std::vector<float> logs(positive.size(), 1.0F);
    add_log(positive.data(), logs.data(), logs.size());
    for (std::size_t n = 0; n < logs.size(); ++n) {
        const double expected = 1.0 + std::log(static_cast<double>(positive[n]));
        CHECK(std::abs(static_cast<double>(logs[n]) - expected) <= 3e-7 * (1.0 + std::abs(expected)));
    }
    float none = 0.0F;
    float log_of_none = 0.0F;
    add_log(&none, &log_of_none, 1);
    CHECK(log_of_none == nothing);
}

TEST_CASE("Folding a table to any of its subsets and spreading it back is what cell by cell would be")
{
    std::mt19937 random(2);
    for (int round = 0; round < 500; ++round) {
        const std::size_t columns = 1 + random() % 5;
        Shape shape;
        Columns from;
        Columns to;
        for (std::size_t n = 0; n < columns; ++n) {
            shape.push_back(1 + random() % (round % 3 == 0 ? 20 : 5));
            from.push_back(static_cast<ColumnNumber>(n));
            if (random() % 2 == 0) to.push_back(static_cast<ColumnNumber>(n));
        }
        const Way way(shape, from, to);
        REQUIRE(way.from_cells() == table_size(shape, from));
        REQUIRE(way.to_cells() == table_size(shape, to));
        std::vector<std::size_t> place(way.from_cells());
        for (std::size_t cell = 0; cell < place.size(); ++cell) {
            std::vector<std::size_t> states(columns);
            std::size_t rest = cell;
            for (std::size_t n = columns; n-- > 0; rest /= shape[n])
                states[n] = rest % shape[n];
            for (const ColumnNumber column : to)
                place[cell] = place[cell] * shape[column] + states[column];
        }
        const auto large = numbers(random, way.from_cells(), 0.0F, 1.0F);
        const auto small = numbers(random, way.to_cells(), 1.0F, 2.0F);
        std::vector<float> room(way.room());
        std::vector<double> sums(small.size(), 0.0);
        std::vector<float> tops(small.size(), -9.0F);
        for (std::size_t cell = 0; cell < large.size(); ++cell) {
            sums[place[cell]] += static_cast<double>(large[cell]);
            tops[place[cell]] = std::max(tops[place[cell]], large[cell]);
        }
        std::vector<float> found(small.size());
        way.sum(large.data(), found.data(), room.data());
        for (std::size_t cell = 0; cell < found.size(); ++cell)
            CHECK(static_cast<double>(found[cell]) == doctest::Approx(sums[cell]).epsilon(1e-4));
        way.largest(large.data(), found.data(), room.data());
        CHECK(found == tops);
        auto put = large;
        auto added = large;
        auto multiplied = large;
        way.put(small.data(), put.data(), room.data());
        way.add(small.data(), added.data(), room.data());
        way.multiply(small.data(), multiplied.data(), room.data());
        std::size_t wrong = 0;
        for (std::size_t cell = 0; cell < large.size(); ++cell) {
            const float by = small[place[cell]];
            wrong += static_cast<std::size_t>(put[cell] != by || added[cell] != large[cell] + by ||
                                              multiplied[cell] != large[cell] * by);
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("Sums and largest numbers of runs of every length and place are those of a plain loop")
{
    for (const std::size_t middle : {1UL, 2UL, 7UL, 15UL, 16UL, 17UL, 31UL, 32UL, 40UL})
        for (const std::size_t inner : {1UL, 2UL, 7UL, 15UL, 16UL, 17UL, 33UL}) {
            const Fold fold{.outer = 3, .middle = middle, .inner = inner};
            std::vector<float> in(fold.outer * middle * inner);
            // Whole numbers: every order of adding gives the same.
            for (std::size_t at = 0; at < in.size(); ++at)
                in[at] = static_cast<float>(at * 7919 % 101) - 50.0F;
            std::vector<float> sums(fold.outer * inner);
            std::vector<float> largest(fold.outer * inner, -1.0e9F);
            for (std::size_t at = 0; at < in.size(); ++at) {
                const std::size_t place = at / (middle * inner) * inner + at % inner;
                sums[place] += in[at];
                largest[place] = std::max(largest[place], in[at]);
            }
            std::vector<float> found(fold.outer * inner);
            fold_sum(fold, in.data(), found.data());
            CHECK(found == sums);
            fold_largest(fold, in.data(), found.data());
            CHECK(found == largest);
        }
}
