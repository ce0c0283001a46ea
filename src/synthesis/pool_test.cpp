#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "synthesis/pool.h"

using namespace panoh::synthesis;

namespace {

const Shape shape = {3, 2, 4};

std::vector<double> random_table(std::mt19937& random, const Columns& columns)
{
    std::uniform_real_distribution<double> one(0, 100);
    std::vector<double> table(table_size(shape, columns));
    for (double& cell : table)
        cell = one(random);
    return table;
}

/// What tables over fewer columns say that belong to `table` over all three.
std::vector<double> folded(const std::vector<double>& table, const Columns& to)
{
    std::vector<double> answer(table_size(shape, to), 0.0);
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
        const std::size_t states[] = {cell / 8, cell / 4 % 2, cell % 4};
        std::size_t place = 0;
        for (const ColumnNumber column : to)
            place = place * shape[column] + states[column];
        answer[place] += table[cell];
    }
    return answer;
}

double apart(const std::vector<double>& a, const std::vector<double>& b)
{
    REQUIRE(a.size() == b.size());
    double most = 0;
    for (std::size_t n = 0; n < a.size(); ++n)
        most = std::max(most, std::abs(a[n] - b[n]));
    return most;
}

} // namespace

TEST_CASE("One table comes out of the pool as it went in, and so do its parts")
{
    std::mt19937 random(1);
    const auto table = random_table(random, {0, 1, 2});
    Pool pool(shape);
    pool.add({.columns = {0, 1, 2}, .counts = table, .variance = 7});
    CHECK(pool.sets().size() == 7);
    for (const Columns& set : pool.sets())
        CHECK(apart(pool.table(set), folded(table, set)) < 1e-9);
    CHECK(pool.variance({0, 1, 2}) == doctest::Approx(7));
    CHECK(pool.variance({0, 2}) == doctest::Approx(14));
    CHECK(pool.total_variance() == doctest::Approx(7 * 24));
}

TEST_CASE("Pooled tables agree where they overlap, whatever noise was in them")
{
    std::mt19937 random(2);
    Pool pool(shape);
    pool.add({.columns = {0, 1}, .counts = random_table(random, {0, 1}), .variance = 3});
    pool.add({.columns = {1, 2}, .counts = random_table(random, {1, 2}), .variance = 5});
    pool.add({.columns = {1}, .counts = random_table(random, {1}), .variance = 1});
    const auto first = pool.table({0, 1});
    const auto second = pool.table({1, 2});
    for (std::size_t state = 0; state < 2; ++state) {
        double of_first = 0;
        double of_second = 0;
        for (std::size_t n = 0; n < 3; ++n)
            of_first += first[n * 2 + state];
        for (std::size_t n = 0; n < 4; ++n)
            of_second += second[state * 4 + n];
        CHECK(of_first == doctest::Approx(of_second));
        CHECK(of_first == doctest::Approx(pool.table({1})[state]));
    }
}

TEST_CASE("A count known twice is the mean by inverse variances")
{
    Pool pool({2});
    pool.add({.columns = {0}, .counts = {100, 40}, .variance = 30});
    pool.add({.columns = {0}, .counts = {60, 40}, .variance = 10});
    CHECK(pool.table({0})[0] == doctest::Approx(70));
    CHECK(pool.table({0})[1] == doctest::Approx(40));
    CHECK(pool.variance({0}) == doctest::Approx(7.5));
    CHECK(pool.total() == doctest::Approx(110));
}

TEST_CASE("The pool is the least-squares answer to all measurements")
{
    // One column of two states by itself, and with another of two: minimising the squares by hand.
    Pool pool({2, 2});
    pool.add({.columns = {0}, .counts = {130, 70}, .variance = 4});
    pool.add({.columns = {0, 1}, .counts = {50, 50, 50, 50}, .variance = 2});
    // Sums of the pair's rows have variance 4 too: the mean of 130 and 100.
    CHECK(pool.table({0})[0] == doctest::Approx(115));
    CHECK(pool.table({0, 1})[0] == doctest::Approx(57.5));
    CHECK(pool.table({0, 1})[3] == doctest::Approx(42.5));
    CHECK(pool.total() == doctest::Approx(200));
}
