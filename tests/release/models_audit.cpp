// Models that rows are drawn from: what they measured, how they chose it, and what they became.

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "figures.h"
#include "neighbours.h"
#include "privacy/testing.h"
#include "synthesis/fit.h"
#include "transcript.h"

namespace panoh::release_audit {

namespace {

using privacy::Rho;
using synthesis::Model;

constexpr Rho rho = {std::int64_t{2} << 40};
constexpr std::size_t too_few = 49; // fewer than 50 are refused

enum class Method { independent, mst, aim };

std::string name_of(Method method)
{
    switch (method) {
    case Method::independent:
        return "independent";
    case Method::mst:
        return "mst";
    case Method::aim:
        return "aim";
    }
    std::abort();
}

std::string written(const core::Result<Model>& model)
{
    if (!model) return model.error().code;
    const synthesis::ModelParts& parts = model->parts();
    std::string text = fmt::format("{} {}\n", parts.people, parts.people_deviation);
    for (const auto& column : parts.coding)
        text += fmt::format("{} {} {} {}\n", column.source, column.cells, fmt::join(column.cell_of, " "),
                            fmt::join(column.share, " "));
    for (const auto& column : parts.independence)
        text += fmt::format("{}\n", fmt::join(column, " "));
    for (const auto& factor : parts.factors)
        text += fmt::format("{}: {} {}\n", fmt::join(factor.columns, " "), factor.deviation,
                            fmt::join(factor.logs, " "));
    return text;
}

core::Result<Model> fit(Method method, const microdata::Microdata& rows, privacy::Spent& spent)
{
    const synthesis::People people(rows);
    switch (method) {
    case Method::independent:
        return synthesis::fit_independent(people, spent, {.rho = rho});
    case Method::mst:
        return synthesis::fit_mst(people, spent, {.rho = rho, .threads = 1});
    case Method::aim:
        return synthesis::fit_aim(people, spent, {.rho = rho, .megabytes = 1, .threads = 1});
    }
    std::abort();
}

/// A run on one table, and once more on the other, told the same.
struct Twice {
    Account account;
    std::string first;
    std::string second;
    std::string faults;
    bool paid_alike = false;
};

Twice twice(Method method, const microdata::Microdata& one, const microdata::Microdata& other,
            std::uint64_t seed)
{
    Twice result;
    Transcript told;
    Rho left;
    {
        Recording recording;
        privacy::Spent spent = privacy::spend_for_test(rho, seed);
        result.first = written(fit(method, one, spent));
        left = spent.left();
        told = recording.take();
    }
    Replay replay(told);
    privacy::Spent spent = privacy::spend_for_test(rho, seed);
    result.second = written(fit(method, other, spent));
    result.paid_alike = spent.left() == left;
    result.account = account(told, replay.take());
    result.faults = fmt::format("{}", fmt::join(replay.faults(), "; "));
    return result;
}

void compare(Method method, const Pair& pair, std::uint64_t seed)
{
    CAPTURE(name_of(method));
    CAPTURE(pair.name);
    CAPTURE(seed);
    const Twice run = twice(method, pair.without, pair.with, seed);
    CHECK(run.faults == "");
    CHECK(fmt::format("{}", fmt::join(run.account.faults, "; ")) == "");
    CHECK(run.first == run.second);
    // A refusal of everything would tell nothing.
    if (pair.without.people() >= 80) CHECK(run.first.size() > 500);
    CHECK(run.paid_alike);
    CHECK(run.account.given_away <= privacy::to_double(rho));
    CHECK(run.account.paid <= privacy::to_double(rho));
}

Shares shares_found(Method method, const Pair& pair, std::size_t number)
{
    Samples samples;
    for (std::size_t run = 0; run < number; ++run) {
        // Told to one world, the same words have another chance in the other: nothing tells them apart
        // better.
        samples.without.push_back(twice(method, pair.without, pair.with, seed_of(2 * run)).account.log_ratio);
        samples.with.push_back(
            -twice(method, pair.with, pair.without, seed_of(2 * run + 1)).account.log_ratio);
    }
    return hold_against(name_of(method) + ": " + pair.name, samples, rho, method == Method::independent);
}

} // namespace

TEST_CASE("models of two neighbours are the same, number for number, once they were told the same")
{
    for (const Pair& pair : worst_pairs(too_few))
        for (const Method method : {Method::independent, Method::mst, Method::aim})
            for (std::size_t run = 0; run < runs(2, 50); ++run)
                compare(method, pair, seed_of(run));
    for (std::size_t run = 0; run < runs(10, 1'000); ++run)
        for (const Method method : {Method::mst, Method::aim})
            compare(method, pair_by_chance(seed_of(run)), seed_of(run));
}

TEST_CASE("a model gives away no more about the one person than was paid")
{
    for (const Pair& pair : worst_pairs(too_few)) {
        if (pair.name == "alone in the table" || pair.name == "one of many alike") continue;
        const bool much = pair.name == "as many values as the cap";
        (void)shares_found(Method::independent, pair, runs(500, 10'000));
        (void)shares_found(Method::mst, pair, much ? runs(500, 10'000) : runs(200, 5'000));
        (void)shares_found(Method::aim, pair, much ? runs(400, 10'000) : runs(100, 2'000));
    }
}

} // namespace panoh::release_audit
