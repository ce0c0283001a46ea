// Models that rows are drawn from: what they measured, how they chose it, and what they became.

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "figures.h"
#include "mechanisms.h"
#include "privacy/testing.h"

namespace panoh::release_audit {

TEST_CASE("models of two neighbours are the same, number for number, once they were told the same")
{
    for (const Mechanism method :
         {Mechanism::independent, Mechanism::mst, Mechanism::aim, Mechanism::latent}) {
        for (const Pair& pair : worst_pairs(too_few(method)))
            for (std::size_t run = 0; run < runs(4, 50); ++run)
                compare(method, pair, seed_of(run));
        for (std::size_t run = 0; run < runs(20, 1'000); ++run)
            compare(method, pair_by_chance(seed_of(run)), seed_of(run));
    }
}

namespace {

Shares shares_found(Mechanism method, const Pair& pair, std::size_t number)
{
    Samples samples;
    for (std::size_t run = 0; run < number; ++run) {
        // Told to one world, the same words have another chance in the other: nothing tells them apart
        // better.
        samples.without.push_back(twice(method, pair.without, pair.with, seed_of(2 * run)).account.log_ratio);
        samples.with.push_back(
            -twice(method, pair.with, pair.without, seed_of(2 * run + 1)).account.log_ratio);
    }
    return hold_against(std::string(name_of(method)) + ": " + pair.name, samples, given,
                        method == Mechanism::independent);
}

} // namespace

TEST_CASE("a model gives away no more about the one person than was paid")
{
    const std::string most = "as many values as the cap";
    for (const Pair& pair : worst_pairs(too_few(Mechanism::mst))) {
        if (!soaking() && pair.name != most) continue;
        const bool much = pair.name == most;
        const double share =
            shares_found(Mechanism::independent, pair, much ? runs(2'000, 10'000) : runs(600, 2'000)).mu;
        // Every column tells of everybody.
        if (much) CHECK(share > (soaking() ? 0.7 : 0.6));
        (void)shares_found(Mechanism::mst, pair, much ? runs(600, 10'000) : runs(200, 2'000));
        (void)shares_found(Mechanism::aim, pair, much ? runs(300, 5'000) : runs(100, 1'000));
    }
}

TEST_CASE("a model that is saved says nothing of the bits it was made with")
{
    const microdata::Microdata people = small_people(80, 11);
    for (const Mechanism mechanism :
         {Mechanism::independent, Mechanism::mst, Mechanism::aim, Mechanism::latent})
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            CAPTURE(name_of(mechanism));
            CAPTURE(seed);
            const Run first = recorded(mechanism, people, seed);
            Replay replay(first.told);
            privacy::Spent spent = privacy::spend_for_test(given, seed + 100);
            const std::string again = published(mechanism, people, spent);
            CHECK(fmt::format("{}", fmt::join(replay.faults(), "; ")) == "");
            CHECK(first.published.size() > 500);
            const bool same = again == first.published;
            CHECK(same);
        }
}

} // namespace panoh::release_audit
