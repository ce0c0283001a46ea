// The audits' own tools: an audit that finds nothing anywhere proves nothing.

#include <doctest/doctest.h>

#include <cmath>

#include "evidence.h"
#include "privacy/noise.h"

namespace panoh::release_audit {

namespace {

double uniform(privacy::RandomBits& bits)
{
    return (static_cast<double>(bits.next() >> 11U) + 0.5) * 0x1p-53;
}

Samples normal_samples(double mu, std::size_t number)
{
    privacy::RandomBits bits(3);
    Samples samples;
    for (std::size_t run = 0; run < number; ++run) {
        samples.without.push_back(normal_quantile(uniform(bits)));
        samples.with.push_back(mu + normal_quantile(uniform(bits)));
    }
    return samples;
}

} // namespace

TEST_CASE("bounds of a chance are those of the tables")
{
    // Rule of three, and published values for 10 of 100 at 95 % (two-sided).
    CHECK(chance(0, 100, 0.05).low == 0);
    CHECK(chance(0, 100, 0.05).high == doctest::Approx(1 - std::pow(0.05, 0.01)).epsilon(1e-6));
    CHECK(chance(10, 100, 0.025).low == doctest::Approx(0.0490).epsilon(0.002));
    CHECK(chance(10, 100, 0.025).high == doctest::Approx(0.1762).epsilon(0.002));
    CHECK(chance(100, 100, 0.05).high == 1);
    CHECK(chance(500'000, 1'000'000, 1e-6).low == doctest::Approx(0.5 - 4.7534 * 0.0005).epsilon(1e-4));
    CHECK(normal_quantile(0.975) == doctest::Approx(1.959964).epsilon(1e-6));
}

TEST_CASE("the bound of mu is below the truth and near it")
{
    for (const double mu : {0.5, 1.0, 3.0}) {
        const double found = lower_bounds(normal_samples(mu, 20'000), 1e-6, 1e-6).mu;
        CHECK(found < mu);
        CHECK(found > 0.7 * mu);
    }
    CHECK(gaussian_epsilon(1, 1e-5) == doctest::Approx(4.377).epsilon(0.001));
    CHECK(lower_bounds(normal_samples(0, 20'000), 1e-6, 1e-6).mu < 0.05);
}

TEST_CASE("the bound of epsilon is below the truth and near it, also for what is rare or has one value")
{
    // Randomised answers: true with chance e / (1 + e), so epsilon is 1.
    privacy::RandomBits bits(4);
    Samples answers;
    for (std::size_t run = 0; run < 20'000; ++run) {
        const double honest = std::exp(1.0) / (1 + std::exp(1.0));
        answers.without.push_back(uniform(bits) < honest ? 0 : 1);
        answers.with.push_back(uniform(bits) < honest ? 1 : 0);
    }
    const double found = lower_bounds(answers, 0, 1e-6).epsilon;
    CHECK(found < 1);
    CHECK(found > 0.85);

    // One value in fifty that the other world never has, in the middle of all others.
    Samples rare = normal_samples(0, 20'000);
    for (std::size_t run = 0; run < rare.with.size(); run += 50)
        rare.with[run] = 0.123;
    CHECK(lower_bounds(rare, 1e-6, 1e-6).epsilon > 2);
}

TEST_CASE("the best combination of numbers finds what none of them shows")
{
    privacy::RandomBits bits(5);
    Vectors vectors{.width = 2, .without = {}, .with = {}};
    for (std::size_t run = 0; run < 2'000; ++run) {
        const double noise = 10 * normal_quantile(uniform(bits));
        vectors.without.insert(vectors.without.end(), {noise, noise + 0.1 * normal_quantile(uniform(bits))});
        vectors.with.insert(vectors.with.end(), {noise + 1, noise + 0.1 * normal_quantile(uniform(bits))});
    }
    CHECK(lower_bounds(best_linear(vectors), 1e-6, 1e-6).mu > 4);
}

TEST_CASE("the area that an amount allows is half for nothing and all for much")
{
    CHECK(most_area(0) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(most_area(50) > 0.999);
    // Above the area of the Gaussian mechanism, which is one of those that pay so much.
    for (const double rho : {0.02, 0.125, 0.5, 2.0}) {
        const double mu = std::sqrt(2 * rho);
        CHECK(most_area(rho) > normal(mu / std::sqrt(2.0)));
        CHECK(most_area(rho) < normal(mu / std::sqrt(2.0)) + 0.15);
    }
    const std::vector<double> members = {3, 2, 2};
    const std::vector<double> strangers = {1, 2};
    CHECK(area(members, strangers) == doctest::Approx(5.0 / 6));
}

} // namespace panoh::release_audit
