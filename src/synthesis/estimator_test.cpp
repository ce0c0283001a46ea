#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "synthesis/estimator.h"

using namespace panoh::synthesis;

namespace {

/// Counts of 20,000 people over four columns that depend on each other in a chain.
struct People {
    Shape shape = {3, 4, 2, 5};
    std::vector<std::vector<std::size_t>> rows;

    explicit People(std::mt19937& random)
    {
        for (int n = 0; n < 20'000; ++n) {
            std::vector<std::size_t> row(4);
            row[0] = random() % 3;
            row[1] = random() % 4 == 0 ? random() % 4 : row[0];
            row[2] = random() % 5 == 0 ? random() % 2 : row[1] % 2;
            row[3] = random() % 3 == 0 ? random() % 5 : row[2] * 2 + row[1] % 2;
            rows.push_back(row);
        }
    }
    [[nodiscard]] std::vector<double> counts(const Columns& columns) const
    {
        std::vector<double> answer(table_size(shape, columns), 0.0);
        for (const auto& row : rows) {
            std::size_t place = 0;
            for (const ColumnNumber column : columns)
                place = place * shape[column] + row[column];
            answer[place] += 1;
        }
        return answer;
    }
    [[nodiscard]] std::vector<std::vector<double>> independence() const
    {
        std::vector<std::vector<double>> answer;
        for (ColumnNumber column = 0; column < 4; ++column) {
            answer.push_back(counts({column}));
            for (double& share : answer.back())
                share = (share + 1) / static_cast<double>(rows.size() + shape[column]);
        }
        return answer;
    }
};

constexpr Lean almost_none{.of_small = 1e-3, .of_large = 1e-3};

double apart(const std::vector<double>& a, const std::vector<double>& b)
{
    double sum = 0;
    for (std::size_t n = 0; n < a.size(); ++n)
        sum += std::abs(a[n] - b[n]);
    return sum;
}

} // namespace

TEST_CASE("Tables without noise come back as they were measured, also where cliques join")
{
    std::mt19937 random(1);
    const People people(random);
    Estimator estimator(people.independence(), {}, almost_none);
    const std::vector<Columns> measured = {{0, 1}, {1, 2}, {2, 3}, {1, 3}, {0}, {3}};
    for (const Columns& columns : measured)
        estimator.measure({.columns = columns, .counts = people.counts(columns), .variance = 1});
    panoh::core::Crew crew(2);
    const std::size_t walks = estimator.fit({.iterations = 300, .tolerance = 1e-3}, crew);
    CHECK(walks < 100);
    CHECK(estimator.total() == doctest::Approx(20'000));
    for (const Columns& columns : measured) {
        const auto expected = estimator.expected(columns);
        REQUIRE(expected);
        CHECK(apart(*expected, people.counts(columns)) < 20);
    }
    CHECK_FALSE(estimator.expected({0, 3}).has_value());
}

TEST_CASE("Tables that contradict each other are met halfway, the one of less noise nearer")
{
    std::mt19937 random(3);
    const People people(random);
    Estimator estimator(people.independence(), {}, almost_none);
    auto two = people.counts({0, 1});
    auto one = people.counts({0});
    one[0] += 300;
    one[1] -= 300;
    estimator.measure({.columns = {0, 1}, .counts = two, .variance = 4});
    estimator.measure({.columns = {0}, .counts = one, .variance = 16});
    panoh::core::Crew crew(1);
    (void)estimator.fit({.iterations = 300, .tolerance = 1e-4}, crew);
    // Four cells of variance 4 add up to 16: both tables say as much about a sum.
    const double found = (*estimator.expected({0}))[0] - people.counts({0})[0];
    CHECK(found == doctest::Approx(150).epsilon(0.02));
}

TEST_CASE("With a prior, cells that independence calls empty stay nearly empty under noise")
{
    std::mt19937 random(4);
    std::normal_distribution<double> noise(0, 20);
    const std::vector<std::vector<double>> independence = {{0.98, 0.01, 0.005, 0.005},
                                                           {0.97, 0.01, 0.01, 0.01}};
    std::vector<double> counts;
    for (const double a : independence[0])
        for (const double b : independence[1])
            counts.push_back(10'000 * a * b);
    std::vector<double> errors;
    for (const Lean& lean : {almost_none, Lean{}}) {
        double error = 0;
        for (int round = 0; round < 20; ++round) {
            Estimator estimator(independence, {}, lean);
            auto noisy = counts;
            for (double& count : noisy)
                count += noise(random);
            estimator.measure({.columns = {0, 1}, .counts = noisy, .variance = 400});
            panoh::core::Crew crew(1);
            (void)estimator.fit({.iterations = 300, .tolerance = 1e-3}, crew);
            error += apart(*estimator.expected({0, 1}), counts);
        }
        errors.push_back(error);
    }

    CHECK(errors[1] < 0.85 * errors[0]);
}

TEST_CASE("What nobody can have together has no expected count, whatever was measured")
{
    std::mt19937 random(5);
    const People people(random);
    std::vector<bool> excluded(12, false);
    excluded[0] = true;
    excluded[7] = true;
    Estimator estimator(people.independence(), {{.columns = {0, 1}, .excluded = excluded}});
    estimator.measure({.columns = {0, 1}, .counts = people.counts({0, 1}), .variance = 100});
    panoh::core::Crew crew(1);
    (void)estimator.fit({.iterations = 300, .tolerance = 1e-3}, crew);
    const auto found = *estimator.expected({0, 1});
    CHECK(found[0] == 0);
    CHECK(found[7] == 0);
    CHECK(found[1] > 0);
}
