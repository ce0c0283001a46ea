#include "mechanisms.h"

#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "privacy/testing.h"
#include "synthesis/fit.h"
#include "synthesis/model_text.h"
#include "tabulation/tabulation.h"

namespace panoh::release_audit {

namespace {

using microdata::Microdata;
using privacy::Sensitive;
using synthesis::Model;
using tabulation::Tables;

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
        text += fmt::format("{}: {}\n", fmt::join(factor.columns, " "), fmt::join(factor.logs, " "));
    for (const auto& table : parts.measured)
        text += fmt::format("{}: {}\n", fmt::join(table.columns, " "), table.deviation);
    // As it is saved.
    return text + synthesis::model_text(*model);
}

} // namespace

std::string_view name_of(Mechanism mechanism)
{
    switch (mechanism) {
    case Mechanism::tables:
        return "tables";
    case Mechanism::independent:
        return "independent";
    case Mechanism::mst:
        return "mst";
    case Mechanism::aim:
        return "aim";
    case Mechanism::latent:
        return "latent";
    }
    std::abort();
}

std::size_t too_few(Mechanism mechanism)
{
    // Tables: four deviations, of which a hundredth of the budget makes 5. Models: fewer than 50.
    return mechanism == Mechanism::tables ? 20 : 49;
}

std::string published(Mechanism mechanism, const Microdata& people, privacy::Spent& spent)
{
    const Sensitive<Microdata> all(people);
    switch (mechanism) {
    case Mechanism::tables:
        return written(tabulation::tabulate(all, spent, {.rho = given, .length = 3, .threads = 1}));
    case Mechanism::independent:
        return written(synthesis::fit_independent(all, spent, {.rho = given, .threads = 1}));
    case Mechanism::mst:
        return written(synthesis::fit_mst(all, spent, {.rho = given, .threads = 1}));
    case Mechanism::aim:
        return written(synthesis::fit_aim(all, spent, {.rho = given, .megabytes = 1, .threads = 1}));
    case Mechanism::latent:
        return written(synthesis::fit_latent(all, spent, {.rho = given, .threads = 1}));
    }
    std::abort();
}

Run recorded(Mechanism mechanism, const Microdata& people, std::uint64_t seed)
{
    Recording recording;
    privacy::Spent spent = privacy::spend_for_test(given, seed);
    std::string text = published(mechanism, people, spent);
    return {.told = recording.take(), .published = std::move(text), .left = spent.left()};
}

Twice twice(Mechanism mechanism, const Microdata& first, const Microdata& second, std::uint64_t seed)
{
    Twice result{.first = recorded(mechanism, first, seed), .second = {}, .account = {}, .faults = {}};
    Replay replay(result.first.told);
    privacy::Spent spent = privacy::spend_for_test(given, seed);
    result.second.published = published(mechanism, second, spent);
    result.second.told = replay.take();
    result.second.left = spent.left();
    result.account = account(result.first.told, result.second.told);
    result.faults = fmt::format("{}", fmt::join(replay.faults(), "; "));
    return result;
}

void compare(Mechanism mechanism, const Pair& pair, std::uint64_t seed)
{
    CAPTURE(name_of(mechanism));
    CAPTURE(pair.name);
    CAPTURE(seed);
    const Twice run = twice(mechanism, pair.without, pair.with, seed);
    CHECK(run.faults == "");
    CHECK(fmt::format("{}", fmt::join(run.account.faults, "; ")) == "");
    CHECK(run.first.published == run.second.published);
    CHECK(run.first.left == run.second.left);
    CHECK(run.account.given_away <= privacy::to_double(given));
    CHECK(run.account.paid <= privacy::to_double(given));
    // Nothing was told behind the audit's back.
    CHECK(run.account.paid == doctest::Approx(privacy::to_double(given - run.first.left)).epsilon(1e-9));
    // A refusal of everything would tell nothing.
    if (pair.without.people() >= 80) CHECK(run.first.published.size() > 500);
}

} // namespace panoh::release_audit
