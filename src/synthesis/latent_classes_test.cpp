#include "synthesis/latent_classes.h"

#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

using namespace panoh;
using namespace panoh::synthesis;

namespace {

const Shape shape = {2, 3, 2, 17};

LatentClasses some_classes(std::size_t kinds)
{
    LatentClasses classes;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        classes.shares.push_back(static_cast<double>(kind + 1) /
                                 (static_cast<double>(kinds * (kinds + 1)) / 2));
        auto& cells = classes.cells.emplace_back();
        for (const std::size_t states : shape) {
            double sum = 0;
            const std::size_t begin = cells.size();
            for (std::size_t state = 0; state < states; ++state) {
                cells.push_back(1 +
                                static_cast<double>((state * 7 + kind * 5) % 11) * static_cast<double>(kind));
                sum += cells.back();
            }
            for (std::size_t cell = begin; cell < cells.size(); ++cell)
                cells[cell] /= sum;
        }
    }
    return classes;
}

/// What is known of these classes when there is no noise.
KnownPairs known_of(const LatentClasses& classes)
{
    KnownPairs known{.shape = shape, .singles = {}, .pairs = {}};
    const std::size_t cells = classes.cells[0].size();
    known.singles.resize(cells);
    known.pairs.resize(cells * cells);
    for (std::size_t kind = 0; kind < classes.shares.size(); ++kind)
        for (std::size_t a = 0; a < cells; ++a) {
            known.singles[a] += static_cast<float>(classes.shares[kind] * classes.cells[kind][a]);
            for (std::size_t b = 0; b < cells; ++b)
                known.pairs[a * cells + b] += static_cast<float>(
                    classes.shares[kind] * classes.cells[kind][a] * classes.cells[kind][b]);
        }
    return known;
}

LatentClasses found(const KnownPairs& known, std::size_t kinds, unsigned threads = 1)
{
    core::Crew crew(threads);
    return nearest_classes(known, kinds, 1500, crew);
}

} // namespace

TEST_CASE("Classes are found again from their pairs, whatever stands within one column")
{
    const LatentClasses classes = some_classes(3);
    KnownPairs known = known_of(classes);
    CHECK(distance_of_pairs(known, classes) < 1e-12);
    const double alone = distance_of_pairs(known, found(known, 1));
    CHECK(alone > 1e-4);
    CHECK(distance_of_pairs(known, found(known, 3)) < alone / 1000);
    // A cell beside one of its own column is no pair.
    for (std::size_t a = 0; a < known.cells(); ++a)
        known.pairs[a * known.cells() + a] = 100;
    CHECK(distance_of_pairs(known, found(known, 3)) < alone / 1000);
}

TEST_CASE("What is found are probabilities, the same for any number of threads")
{
    const KnownPairs known = known_of(some_classes(4));
    const LatentClasses one = found(known, 8);
    CHECK(std::accumulate(one.shares.begin(), one.shares.end(), 0.0) == doctest::Approx(1));
    for (const auto& kind : one.cells) {
        auto cell = kind.begin();
        for (const std::size_t states : shape) {
            const auto end = cell + static_cast<std::ptrdiff_t>(states);
            CHECK(std::accumulate(cell, end, 0.0) == doctest::Approx(1));
            for (; cell != end; ++cell)
                CHECK(*cell > 0);
        }
    }
    for (const unsigned threads : {2U, 5U}) {
        const LatentClasses other = found(known, 8, threads);
        CHECK(other.shares == one.shares);
        CHECK(other.cells == one.cells);
    }
}

TEST_CASE("One kind is independence")
{
    const KnownPairs known = known_of(some_classes(3));
    const auto alone = found(known, 1);
    for (std::size_t cell = 0; cell < known.cells(); ++cell)
        CHECK(alone.cells[0][cell] == doctest::Approx(static_cast<double>(known.singles[cell])).epsilon(0.2));
}

TEST_CASE("Scattered numbers have mean 0 and variance 1")
{
    ScatteredNumbers normal;
    double sum = 0;
    double squares = 0;
    constexpr int number = 20'000;
    for (int n = 0; n < number; ++n) {
        const double one = normal.next();
        sum += one;
        squares += one * one;
    }
    CHECK(std::abs(sum / number) < 0.05);
    CHECK(squares / number == doctest::Approx(1).epsilon(0.05));
}
