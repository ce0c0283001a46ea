// Tables with error bars, from rows to numbers.

#include <doctest/doctest.h>

#include "figures.h"
#include "mechanisms.h"

namespace panoh::release_audit {

TEST_CASE("tables of two neighbours are the same, letter for letter, once they were told the same")
{
    for (const Pair& pair : worst_pairs(too_few(Mechanism::tables)))
        for (std::size_t run = 0; run < runs(5, 200); ++run)
            compare(Mechanism::tables, pair, seed_of(run));
    for (std::size_t run = 0; run < runs(100, 5'000); ++run)
        compare(Mechanism::tables, pair_by_chance(seed_of(run)), seed_of(run));
}

namespace {

/// How far a person moves each count, on average over what a cap leaves out.
std::vector<std::vector<double>> direction(const Pair& pair)
{
    std::vector<std::vector<double>> moved;
    constexpr std::size_t times = 40;
    for (std::size_t run = 0; run < times; ++run) {
        const Twice both = twice(Mechanism::tables, pair.without, pair.with, seed_of(run));
        const std::size_t steps = std::min(both.first.told.size(), both.second.told.size());
        moved.resize(std::max(moved.size(), steps));
        for (std::size_t step = 0; step < steps; ++step) {
            const auto& before = std::get<Noisy>(both.first.told[step]).answers;
            const auto& after = std::get<Noisy>(both.second.told[step]).answers;
            moved[step].resize(before.size());
            for (std::size_t cell = 0; cell < std::min(before.size(), after.size()); ++cell)
                moved[step][cell] += (after[cell] == before[cell] ? 0.0 : 1.0) / times;
        }
    }
    return moved;
}

void append_steps(std::vector<double>& into, const Transcript& told,
                  const std::vector<std::vector<double>>& moved)
{
    for (std::size_t step = 0; step < moved.size(); ++step) {
        double sum = 0;
        if (step < told.size()) {
            const auto& noisy = std::get<Noisy>(told[step]).told;
            for (std::size_t cell = 0; cell < std::min(noisy.size(), moved[step].size()); ++cell)
                sum += static_cast<double>(noisy[cell]) * moved[step][cell];
        }
        into.push_back(sum);
    }
}

Shares shares_found(const Pair& pair, std::size_t number)
{
    const auto moved = direction(pair);
    Vectors steps{.width = moved.size(), .without = {}, .with = {}};
    for (std::size_t run = 0; run < number; ++run) {
        append_steps(steps.without, recorded(Mechanism::tables, pair.without, seed_of(1'000 + 2 * run)).told,
                     moved);
        append_steps(steps.with, recorded(Mechanism::tables, pair.with, seed_of(1'001 + 2 * run)).told,
                     moved);
    }
    return hold_against("tables: " + pair.name, best_linear(steps), given, true);
}

} // namespace

TEST_CASE("tables give away no more about the one person than was paid")
{
    const std::string most = "as many values as the cap";
    for (const Pair& pair : worst_pairs(too_few(Mechanism::tables))) {
        const bool much = pair.name == most || pair.name == "more values than the cap";
        if (!soaking() && !much && pair.name != "no value at all") continue;
        const double share = shares_found(pair, much ? runs(3'000, 20'000) : runs(600, 4'000)).mu;
        // Whom everything is told of is nearly found; whom nothing is told of but that they are there,
        // hardly.
        if (pair.name == most) CHECK(share > (soaking() ? 0.7 : 0.6));
        if (pair.name == "no value at all") CHECK(share < 0.3);
    }
}

} // namespace panoh::release_audit
