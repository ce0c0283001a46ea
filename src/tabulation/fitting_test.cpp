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

TEST_CASE("shares of widths are found again in what was drawn from them")
{
    // Sums of uniform numbers are near enough to normal ones: variance 1/12 each.
    privacy::RandomBits bits(3);
    const auto normal = [&] {
        double sum = 0;
        for (int part = 0; part < 12; ++part)
            sum += static_cast<double>(bits.below(1'000'000)) / 1e6;
        return sum - 6;
    };
    std::vector<double> values;
    for (int place = 0; place < 20'000; ++place)
        values.push_back(normal() * (place % 5 == 0 ? 20 : 2));
    const std::vector<double> variances = {3, 399};
    const auto shares = most_likely_shares(values, variances, 1);
    CHECK(shares[0] == doctest::Approx(0.8).epsilon(0.03));
    CHECK(shares[0] + shares[1] == doctest::Approx(1));
}

TEST_CASE("an estimate follows the measurement where noise is small and the expectation where it is large")
{
    std::vector<float> expected(1'000, 100.0F);
    std::vector<std::int64_t> measured(1'000);
    for (std::size_t place = 0; place < measured.size(); ++place)
        measured[place] = place % 2 == 0 ? 50 : 150; // so far off, all of them
    std::vector<float> deviations(1'000);
    std::vector<float> estimates = expected;
    shrink(estimates, measured, 1.0, deviations);
    CHECK(estimates[0] == doctest::Approx(50).epsilon(0.01));
    CHECK(deviations[0] == doctest::Approx(1).epsilon(0.01));
    estimates = expected;
    shrink(estimates, measured, 2'500.0, deviations); // noise alone puts them so far off
    CHECK(estimates[0] > 90);
    CHECK(estimates[0] < 100);
    CHECK(deviations[0] > 9.5); // a Poisson count of 100 has a variance of 100
    CHECK(deviations[0] < 20);
}

TEST_CASE("the few that are far off stay where they were measured, the many near by are drawn in")
{
    privacy::RandomBits bits(9);
    std::vector<float> estimates(10'000, 50.0F);
    std::vector<std::int64_t> measured(10'000);
    for (std::size_t place = 0; place < measured.size(); ++place) {
        measured[place] = 50 + privacy::discrete_gaussian(bits, {.sixteenths = 16 * 900});
        if (place % 100 == 0) measured[place] += 1'000;
    }
    std::vector<float> deviations(10'000);
    shrink(estimates, measured, 900, deviations);
    double squares = 0;
    for (std::size_t place = 0; place < measured.size(); ++place) {
        if (place % 100 == 0)
            CHECK(std::abs(estimates[place] - static_cast<float>(measured[place])) < 5);
        else
            squares += std::pow(static_cast<double>(estimates[place]) - 50, 2) / 9'900;
    }
    CHECK(std::sqrt(squares) < 8);
}

} // namespace panoh::tabulation
