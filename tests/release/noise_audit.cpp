// The two mechanisms that everything else is made of, and the source of chance behind them.

#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "figures.h"
#include "privacy/testing.h"
#include "transcript.h"

namespace panoh::release_audit {

namespace {

using privacy::Rho;
using privacy::Spent;
using privacy::Variance;

constexpr double unit = 0x1p40;

Rho amount_of(double rho)
{
    return {static_cast<std::int64_t>(rho * unit)};
}

/// Counts with noise, of which one person moves each by one; the sum of what is told.
Samples sums(std::size_t cells, Rho rho, std::size_t number)
{
    const auto squared = static_cast<std::int64_t>(cells);
    const Variance variance = privacy::variance_for(rho, squared);
    const std::vector<std::uint32_t> nobody(cells, 0);
    const std::vector<std::uint32_t> somebody(cells, 1);
    Samples samples;
    for (std::size_t run = 0; run < number; ++run)
        for (const bool with : {false, true}) {
            Spent spent = privacy::spend_for_test(rho, seed_of(2 * run + (with ? 1 : 0)));
            double sum = 0;
            for (const auto told : spent.gaussian(with ? somebody : nobody, variance, squared, 1))
                sum += static_cast<double>(told);
            (with ? samples.with : samples.without).push_back(sum);
        }
    return samples;
}

} // namespace

TEST_CASE("noisy counts that one person is in give away no more than was paid, and nearly as much")
{
    struct Case {
        std::size_t cells;
        double rho;
        std::size_t runs;
    };
    for (const Case& one : {Case{1, 0.125, runs(400'000, 4'000'000)}, Case{64, 0.5, runs(20'000, 200'000)},
                            Case{64, 2, runs(20'000, 200'000)}}) {
        const Rho rho = amount_of(one.rho);
        const Shares found = hold_against(fmt::format("{} noisy counts, rho {}", one.cells, one.rho),
                                          sums(one.cells, rho, one.runs), rho, true);
        CHECK(found.mu > 0.7);
        CHECK(found.epsilon > 0.7);
    }
}

TEST_CASE("what is told of one count says nothing of the noise of another")
{
    const Rho rho = amount_of(0.125);
    const Variance variance = privacy::variance_for(rho, 1);
    const std::vector<std::uint32_t> nobody(8'200, 0); // three blocks, each with a source of its own
    std::vector<std::uint32_t> somebody = nobody;
    somebody[0] = 1;
    Vectors told{.width = 6, .without = {}, .with = {}};
    for (std::size_t run = 0; run < runs(300, 4'000); ++run)
        for (const bool with : {false, true}) {
            Spent spent = privacy::spend_for_test({3 * rho.units}, seed_of(2 * run + (with ? 1 : 0)));
            auto& into = with ? told.with : told.without;
            const auto large = spent.gaussian(with ? somebody : nobody, variance, 1, 1);
            for (const std::size_t cell : {0U, 1U, 4'096U, 8'192U})
                into.push_back(static_cast<double>(large[cell]));
            // Without the person, once more in the same release and once in another.
            const std::array<std::uint32_t, 2> small = {0, 0};
            into.push_back(static_cast<double>(spent.gaussian(small, variance, 1).front()));
            Spent other = privacy::spend_for_test(rho, seed_of(2 * run + (with ? 1 : 0)) + (1ULL << 62U));
            into.push_back(static_cast<double>(other.gaussian(small, variance, 1).front()));
        }
    hold_against("one count beside others of the same noise", best_linear(told), rho, true);
}

TEST_CASE("noise of the operating system is never the same twice")
{
    const std::vector<std::uint32_t> answers(16, 0);
    const Rho rho = amount_of(0.001);
    const auto noise = [&] {
        Spent spent = privacy::spend_for_test(rho);
        return spent.gaussian(answers, privacy::variance_for(rho, 1), 1);
    };
    CHECK(noise() != noise());
    Spent spent = privacy::spend_for_test({2 * rho.units});
    const auto first = spent.gaussian(answers, privacy::variance_for(rho, 1), 1);
    CHECK(first != spent.gaussian(answers, privacy::variance_for(rho, 1), 1));
}

TEST_CASE("noise is spread as the promise says, far out too")
{
    for (const std::int64_t sixteenths : {16, 100, 6'400}) {
        const double variance = static_cast<double>(sixteenths) / 16;
        const std::size_t number = runs(200'000, 5'000'000);
        Spent spent = privacy::spend_for_test({std::int64_t{1} << 60}, seed_of(7));
        const auto noise = spent.gaussian(std::vector<std::uint32_t>(number, 0), {sixteenths}, 1, 1);
        double all = 0;
        const auto reach = static_cast<std::int64_t>(std::ceil(12 * std::sqrt(variance)));
        const auto density = [&](std::int64_t x) {
            return std::exp(-static_cast<double>(x) * static_cast<double>(x) / (2 * variance));
        };
        for (std::int64_t x = -reach; x <= reach; ++x)
            all += density(x);
        // Beyond so many deviations, on either side, as often as it must be.
        for (const double deviations : {0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 3.5})
            for (const double side : {-1.0, 1.0}) {
                const double edge = deviations * std::sqrt(variance);
                std::size_t seen = 0;
                for (const std::int64_t x : noise)
                    seen += side * static_cast<double>(x) >= edge ? 1 : 0;
                double expected = 0;
                for (std::int64_t x = reach; static_cast<double>(x) >= edge && x > -reach; --x)
                    expected += density(x) / all;
                CAPTURE(sixteenths);
                CAPTURE(side * deviations);
                const Interval seen_chance = chance(seen, number, error);
                CHECK(seen_chance.low <= expected);
                CHECK(expected <= seen_chance.high);
            }
    }
}

namespace {

/// The lower bound of the range of ln(chance with / chance without) over all that can be chosen.
double range_of(const std::vector<std::int64_t>& without, const std::vector<std::int64_t>& with,
                std::int64_t sensitivity, Rho rho, std::size_t number)
{
    std::vector<std::size_t> seen_without(without.size(), 0);
    std::vector<std::size_t> seen_with(with.size(), 0);
    for (std::size_t run = 0; run < number; ++run) {
        Spent one = privacy::spend_for_test(rho, seed_of(2 * run));
        Spent other = privacy::spend_for_test(rho, seed_of(2 * run + 1));
        ++seen_without[one.choose(without, sensitivity, rho)];
        ++seen_with[other.choose(with, sensitivity, rho)];
    }
    double up = 0;
    double down = 0;
    for (std::size_t place = 0; place < without.size(); ++place) {
        const Interval before = chance(seen_without[place], number, error);
        const Interval after = chance(seen_with[place], number, error);
        up = std::max(up, std::log(after.low / before.high));
        down = std::max(down, std::log(before.low / after.high));
    }
    return up + down;
}

} // namespace

TEST_CASE("a choice gives away no more than was paid, and nearly as much")
{
    const std::int64_t sensitivity = 1'000;
    for (const double rho : {0.125, 0.5, 2.0}) {
        CAPTURE(rho);
        const double promised = std::sqrt(8 * rho);
        const std::size_t number = runs(60'000, 1'000'000);
        // One is better by all that a person can do and all others are worse.
        const std::vector<std::int64_t> level(4, 50'000);
        std::vector<std::int64_t> moved(4, 50'000 - sensitivity);
        moved[2] = 50'000 + sensitivity;
        const double found = range_of(level, moved, sensitivity, amount_of(rho), number);
        tell(fmt::format("choice of 4, rho {}", rho), fmt::format("range {:.3f}", promised),
             fmt::format("{:.3f}", found), number);
        CHECK(found <= promised);
        CHECK(found > 0.7 * promised);
    }
}

TEST_CASE("a choice among many with hopeless ones gives away no more than was paid")
{
    const std::int64_t sensitivity = 3;
    std::vector<std::int64_t> without(50, -4'000'000'000);
    for (std::size_t place = 0; place < 8; ++place)
        without[place] = static_cast<std::int64_t>(place) % 3;
    std::vector<std::int64_t> with = without;
    for (std::size_t place = 0; place < with.size(); ++place)
        with[place] += place == 0 ? sensitivity : -sensitivity;
    const double promised = std::sqrt(8 * 0.3);
    const double found = range_of(without, with, sensitivity, amount_of(0.3), runs(40'000, 500'000));
    tell("choice of 50, rho 0.3", fmt::format("range {:.3f}", promised), fmt::format("{:.3f}", found),
         runs(40'000, 500'000));
    CHECK(found <= promised);
    CHECK(found > 0.6 * promised);
}

} // namespace panoh::release_audit
