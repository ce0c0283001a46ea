// Tables with error bars, from rows to numbers.

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "figures.h"
#include "neighbours.h"
#include "privacy/testing.h"
#include "tabulation/tabulation.h"
#include "transcript.h"

namespace panoh::release_audit {

namespace {

using microdata::Microdata;
using privacy::Rho;
using privacy::Sensitive;
using tabulation::Tables;

constexpr Rho rho = {std::int64_t{2} << 40};
// Four deviations of the noise on the number of people, which a hundredth pays for: 5.
constexpr std::size_t too_few = 20;

/// What a run told, and what it published.
struct Run {
    Transcript told;
    std::string published;
    Rho left;
};

std::string written(const core::Result<Tables>& tables)
{
    if (!tables) return tables.error().code;
    std::string text = fmt::format("{} {}\n", tables->people, tables->deviation_of_people);
    for (const auto& one : tables->attributes)
        text += fmt::format("{} {},", one.column, one.state);
    for (const auto& of : tables->lengths)
        for (std::size_t place = 0; place < of.size(); ++place)
            text += fmt::format("{}: {} {}\n", fmt::join(of.attributes_of(place), " "), of.counts[place],
                                of.deviations[place]);
    return text;
}

std::string tabulated(const Microdata& people, privacy::Spent& spent, std::uint32_t at_least)
{
    const Sensitive<Microdata> sensitive(people);
    return written(tabulation::tabulate(sensitive, spent,
                                        {.rho = rho, .length = 3, .threads = 1, .at_least = at_least}));
}

Run recorded(const Microdata& people, std::uint64_t seed)
{
    Recording recording;
    privacy::Spent spent = privacy::spend_for_test(rho, seed);
    std::string published = tabulated(people, spent, 2);
    return {.told = recording.take(), .published = std::move(published), .left = spent.left()};
}

/// Whether the second table tells no more than the first, given what the first was told.
void compare(const Pair& pair, std::uint64_t seed)
{
    CAPTURE(pair.name);
    CAPTURE(seed);
    const Run first = recorded(pair.without, seed);
    Replay replay(first.told);
    privacy::Spent spent = privacy::spend_for_test(rho, seed);
    const std::string published = tabulated(pair.with, spent, 2);
    const Account found = account(first.told, replay.take());
    CHECK(fmt::format("{}", fmt::join(replay.faults(), "; ")) == "");
    CHECK(fmt::format("{}", fmt::join(found.faults, "; ")) == "");
    CHECK(published == first.published);
    // A refusal of everything would tell nothing.
    if (pair.without.people() >= 80) CHECK(published.size() > 500);
    CHECK(spent.left() == first.left);
    CHECK(found.given_away <= privacy::to_double(rho));
    CHECK(found.paid <= privacy::to_double(rho));
}

} // namespace

TEST_CASE("tables of two neighbours are the same, letter for letter, once they were told the same")
{
    for (const Pair& pair : worst_pairs(too_few))
        for (std::size_t run = 0; run < runs(5, 200); ++run)
            compare(pair, seed_of(run));
    for (std::size_t run = 0; run < runs(100, 5'000); ++run)
        compare(pair_by_chance(seed_of(run)), seed_of(run));
}

namespace {

/// How far a person moves each count, on average over what a cap leaves out.
std::vector<std::vector<double>> direction(const Pair& pair)
{
    std::vector<std::vector<double>> moved;
    constexpr std::size_t times = 40;
    for (std::size_t run = 0; run < times; ++run) {
        const Run first = recorded(pair.without, seed_of(run));
        Replay replay(first.told);
        privacy::Spent spent = privacy::spend_for_test(rho, seed_of(run));
        (void)tabulated(pair.with, spent, 2);
        const Transcript second = replay.take();
        moved.resize(std::max(moved.size(), second.size()));
        for (std::size_t step = 0; step < std::min(first.told.size(), second.size()); ++step) {
            const auto& before = std::get<Noisy>(first.told[step]).answers;
            const auto& after = std::get<Noisy>(second[step]).answers;
            moved[step].resize(before.size());
            for (std::size_t cell = 0; cell < before.size(); ++cell)
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
            for (std::size_t cell = 0; cell < noisy.size(); ++cell)
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
        append_steps(steps.without, recorded(pair.without, seed_of(1'000 + 2 * run)).told, moved);
        append_steps(steps.with, recorded(pair.with, seed_of(1'001 + 2 * run)).told, moved);
    }
    return hold_against("tables: " + pair.name, best_linear(steps), rho, true);
}

} // namespace

TEST_CASE("tables give away no more about the one person than was paid")
{
    const std::string most = "as many values as the cap";
    for (const Pair& pair : worst_pairs(too_few)) {
        const double share =
            shares_found(pair, pair.name == most ? runs(3'000, 20'000) : runs(600, 10'000)).mu;
        // Whom everything is told of is nearly found; whom nothing is told of but that they are there,
        // hardly.
        if (pair.name == most) CHECK(share > (soaking() ? 0.7 : 0.6));
        if (pair.name == "no value at all") CHECK(share < 0.3);
    }
}

} // namespace panoh::release_audit
