// Who was in the table? Asked of everything that is published, and of what never is.

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "anonymity/recoding.h"
#include "anonymity/seeding.h"
#include "attacks.h"
#include "figures.h"
#include "privacy/testing.h"
#include "synthesis/fit.h"

namespace panoh::release_audit {

namespace {

using microdata::Microdata;
using privacy::Sensitive;

constexpr privacy::Delta delta = {1'000'000};

privacy::Rho amount(std::int64_t thousandths)
{
    return privacy::rho_for({thousandths}, delta);
}

/// The area that attacks reach, over several crowds.
struct Reached {
    std::map<std::string, std::vector<double>> areas;

    void add(const std::string& attack, const Scores& members, const Scores& strangers)
    {
        areas[attack].push_back(area(members, strangers));
    }
    [[nodiscard]] double mean(const std::string& attack) const
    {
        double sum = 0;
        for (const double one : areas.at(attack))
            sum += one;
        return sum / static_cast<double>(areas.at(attack).size());
    }
};

void ask_rows(Reached& reached, const Crowd& people, const Rows& published)
{
    reached.add("nearest row", nearness(people.members, published), nearness(people.strangers, published));
    reached.add("density ratio", density_ratio(people.members, published, people.others),
                density_ratio(people.strangers, published, people.others));
}

/// Chance alone moves an area of so many people by no more, in each of the crowds together: five deviations.
double margin(std::size_t people, std::size_t crowds)
{
    return 5 * std::sqrt(1.0 / (6 * static_cast<double>(people) * static_cast<double>(crowds)));
}

constexpr std::size_t people_in_all = 1'500;
constexpr std::size_t columns = 10;

std::size_t crowds()
{
    return runs(3, 20);
}

/// Of a release that cost `rho` no attack reaches more than the promise allows.
void hold(const std::string& output, const Reached& reached, privacy::Rho rho)
{
    const double most = most_area(privacy::to_double(rho)) + margin(people_in_all / 3, crowds());
    for (const auto& [attack, all] : reached.areas) {
        CAPTURE(output);
        CAPTURE(attack);
        fmt::print("attack | {} | {} | area {:.3f} | at most {:.3f}, by chance {:.3f} more\n", output, attack,
                   reached.mean(attack), most_area(privacy::to_double(rho)),
                   margin(people_in_all / 3, crowds()));
        CHECK(reached.mean(attack) <= most);
    }
}

void report(const std::string& output, const Reached& reached)
{
    for (const auto& [attack, all] : reached.areas)
        fmt::print("attack | {} | {} | area {:.3f} | no bound is promised\n", output, attack,
                   reached.mean(attack));
}

} // namespace

TEST_CASE("who is in a table is found where the table itself is published, so the attacks see")
{
    Reached reached;
    const Crowd people = crowd(people_in_all, columns, seed_of(1));
    ask_rows(reached, people, people.members);
    report("the table itself", reached);
    CHECK(reached.mean("nearest row") > 0.75);
    CHECK(reached.mean("density ratio") > 0.9);
}

TEST_CASE("who is in a table is found in exact tables of counts")
{
    Reached reached;
    const Crowd people = crowd(people_in_all, columns, seed_of(1));
    const Microdata table = table_of(people.schema, people.members);
    const microdata::Counter counter(table, 1);
    tabulation::Tables tables{
        .people = static_cast<std::int64_t>(table.people()), .attributes = {}, .lengths = {}};
    tables.attributes.assign(counter.attributes().begin(), counter.attributes().end());
    for (const auto& of : counter.combinations(3)) {
        auto& list = tables.lengths.emplace_back(
            tabulation::Estimates{.length = of.length(), .attributes = {}, .counts = {}, .deviations = {}});
        for (std::size_t place = 0; place < of.size(); ++place) {
            const auto numbers = of.attributes(place);
            list.attributes.insert(list.attributes.end(), numbers.begin(), numbers.end());
            list.counts.push_back(of.count(place));
            list.deviations.push_back(0);
        }
    }
    reached.add("counts above expectation", table_excess(people.members, tables, people),
                table_excess(people.strangers, tables, people));
    report("exact tables of counts", reached);
    CHECK(reached.mean("counts above expectation") > 0.9);
}

TEST_CASE("nobody is found in tables with differential privacy more often than their epsilon allows")
{
    for (const std::int64_t thousandths : {1'000, 4'000}) {
        const privacy::Rho rho = amount(thousandths);
        Reached reached;
        for (std::size_t turn = 0; turn < crowds(); ++turn) {
            const Crowd people = crowd(people_in_all, columns, seed_of(turn));
            auto spent = privacy::spend_for_test(rho, seed_of(100 + turn));
            const auto tables =
                tabulation::tabulate(Sensitive<Microdata>(table_of(people.schema, people.members)), spent,
                                     {.rho = rho, .length = 2, .threads = 1, .at_least = 1});
            REQUIRE(tables);
            reached.add("counts above expectation", table_excess(people.members, *tables, people),
                        table_excess(people.strangers, *tables, people));
        }
        hold(fmt::format("tables, epsilon {}", privacy::to_text({thousandths})), reached, rho);
    }
}

TEST_CASE("nobody is found in synthetic rows more often than their epsilon allows")
{
    for (const bool adaptive : {false, true})
        for (const std::int64_t thousandths : {1'000, 4'000}) {
            const privacy::Rho rho = amount(thousandths);
            Reached reached;
            for (std::size_t turn = 0; turn < crowds(); ++turn) {
                const Crowd people = crowd(people_in_all, columns, seed_of(turn));
                auto spent = privacy::spend_for_test(rho, seed_of(100 + turn));
                const Sensitive<Microdata> table(table_of(people.schema, people.members));
                const auto model =
                    adaptive ? synthesis::fit_aim(table, spent, {.rho = rho, .megabytes = 1, .threads = 1})
                             : synthesis::fit_mst(table, spent, {.rho = rho, .threads = 1});
                REQUIRE(model);
                ask_rows(reached, people,
                         rows_of({people.schema, model->sample(people.others.size(), spent.bits())}));
            }
            hold(
                fmt::format("{} rows, epsilon {}", adaptive ? "aim" : "mst", privacy::to_text({thousandths})),
                reached, rho);
        }
}

TEST_CASE("what k-anonymous rows tell of who is in the table is told")
{
    Reached seeded;
    Reached recoded;
    for (std::size_t turn = 0; turn < crowds(); ++turn) {
        const Crowd people = crowd(people_in_all, columns, seed_of(turn));
        const Sensitive<Microdata> table(table_of(people.schema, people.members));
        const auto exact = privacy::exact_for_test();
        const auto rows = anonymity::seed_rows(table, exact, {.k = 10, .threads = 1}, seed_of(turn));
        REQUIRE(rows);
        ask_rows(seeded, people, rows_of(rows->rows));
        const auto coarse = anonymity::recode(table, exact, {.k = 10, .widths = {}, .threads = 1});
        REQUIRE(coarse);
        // Everybody as coarse as what was published; what was left out there differs from all.
        const auto coarsened = [&](Rows all) {
            for (std::size_t column = 0; column < people.schema.columns.size(); ++column) {
                const auto& of = people.schema.columns[column];
                const auto width = coarse->widths.find(of.name);
                if (width == coarse->widths.end()) continue;
                const auto values = (of.values.size() + width->second - 1) / width->second;
                for (Row& row : all)
                    row[column] = static_cast<std::uint8_t>(row[column] < of.values.size()
                                                                ? row[column] / width->second
                                                                : values + row[column] - of.values.size());
            }
            return all;
        };
        const Crowd seen{.schema = people.schema,
                         .members = coarsened(people.members),
                         .strangers = coarsened(people.strangers),
                         .others = coarsened(people.others)};
        ask_rows(recoded, seen, rows_of(coarse->people));
    }
    report("rows made after rows, k 10", seeded);
    report("coarse rows, k 10", recoded);
    // The attacks see that coarse rows are people: nobody should believe that k hides who is there.
    CHECK(recoded.mean("density ratio") > 0.6);
}

} // namespace panoh::release_audit
