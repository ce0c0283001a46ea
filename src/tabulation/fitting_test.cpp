#include "tabulation/fitting.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "privacy/noise.h"
#include "tabulation/shrinkage.h"

namespace panoh::tabulation {

namespace {

/// A table of three axes with its margins.
struct Whole {
    std::array<std::size_t, 3> states;
    std::vector<float> cells;
    std::array<std::vector<float>, 3> margins;

    [[nodiscard]] Fitted fitted(std::vector<float>& into) const
    {
        Fitted table{.axes = 3, .states = {states[0], states[1], states[2], 1}, .cells = into, .margins = {}};
        for (std::size_t axis = 0; axis < 3; ++axis)
            table.margins[axis] = margins[axis];
        return table;
    }
};

Whole some_table(std::uint64_t seed)
{
    privacy::RandomBits bits(seed);
    Whole whole{.states = {3, 4, 5}, .cells = std::vector<float>(60), .margins = {}};
    whole.margins = {std::vector<float>(20), std::vector<float>(15), std::vector<float>(12)};
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 4; ++b)
            for (std::size_t c = 0; c < 5; ++c) {
                const auto people = static_cast<float>(1 + bits.below(50));
                whole.cells[(a * 4 + b) * 5 + c] = people;
                whole.margins[0][b * 5 + c] += people;
                whole.margins[1][a * 5 + c] += people;
                whole.margins[2][a * 4 + b] += people;
            }
    return whole;
}

} // namespace

TEST_CASE("a fitted table has the margins it was given")
{
    const Whole whole = some_table(1);
    std::vector<float> cells(60, 1.0F);
    fit(whole.fitted(cells), 50);
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 4; ++b) {
            float sum = 0;
            for (std::size_t c = 0; c < 5; ++c)
                sum += cells[(a * 4 + b) * 5 + c];
            CHECK(sum == doctest::Approx(whole.margins[2][a * 4 + b]).epsilon(1e-3));
        }
    CHECK(cells != whole.cells); // what three columns do together is in no margin of two
}

TEST_CASE("the rest of each axis follows from the margins and the other cells")
{
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Whole whole = some_table(seed);
        std::vector<float> cells = whole.cells;
        for (std::size_t a = 0; a < 3; ++a)
            for (std::size_t b = 0; b < 4; ++b)
                for (std::size_t c = 0; c < 5; ++c)
                    if (a == 2 || b == 3 || c == 4) cells[(a * 4 + b) * 5 + c] = -77.0F;
        fill_rest(whole.fitted(cells));
        for (std::size_t cell = 0; cell < 60; ++cell)
            CHECK(cells[cell] == doctest::Approx(whole.cells[cell]).epsilon(1e-3));
    }
}

TEST_CASE("a rising regression rises, keeps the weighted mean and leaves what rises already")
{
    const std::vector<double> values = {1, 3, 2, 2, 5, 4, 9};
    const std::vector<double> weights = {1, 1, 3, 1, 2, 2, 1};
    const auto result = rising(values, weights);
    CHECK(std::is_sorted(result.begin(), result.end()));
    CHECK(std::inner_product(values.begin(), values.end(), weights.begin(), 0.0) ==
          doctest::Approx(std::inner_product(result.begin(), result.end(), weights.begin(), 0.0)));
    CHECK(result.front() == 1);
    CHECK(result.back() == 9);
    CHECK(result[1] == doctest::Approx((3.0 + 6 + 2) / 5));
    CHECK(result[4] == doctest::Approx(4.5));
}

TEST_CASE("an estimate follows the measurement where noise is small and the expectation where it is large")
{
    std::vector<float> expected(1'000, 100.0F);
    std::vector<std::int64_t> measured(1'000);
    for (std::size_t place = 0; place < measured.size(); ++place)
        measured[place] = place % 2 == 0 ? 50 : 150;
    std::vector<float> deviations(1'000);
    std::vector<float> estimates = expected;
    shrink(estimates, measured, 1.0, deviations); // so far off is no noise
    CHECK(estimates[0] == doctest::Approx(50).epsilon(0.01));
    CHECK(deviations[0] == doctest::Approx(1).epsilon(0.01));
    estimates = expected;
    shrink(estimates, measured, 2'500.0, deviations);         // noise alone puts them so far off
    CHECK(estimates[0] == doctest::Approx(98).epsilon(0.01)); // a Poisson count of 100 has a variance of 100
    CHECK(deviations[0] == doctest::Approx(std::sqrt(100.0 * 2'500 / 2'600)).epsilon(0.01));
}

} // namespace panoh::tabulation
