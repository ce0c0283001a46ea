// What does somebody have? Asked of everything that is published, about people who were in the table and
// about others.

#include <doctest/doctest.h>

#include <cmath>

#include <fmt/format.h>

#include "anonymity/seeding.h"
#include "attacks.h"
#include "figures.h"
#include "microdata/counter.h"
#include "privacy/testing.h"
#include "synthesis/fit.h"

namespace panoh::release_audit {

namespace {

using microdata::Microdata;
using privacy::Sensitive;

constexpr std::size_t columns = 10;
constexpr std::size_t hidden = 2; // of nine values, which some other columns go with

/// How often a guess about the hidden column is right, about members, strangers, and members by others alone.
struct Guessed {
    double members = 0;
    double strangers = 0;
    double by_others = 0;
};

Guessed guesses(const Crowd& people, const Rows& published)
{
    const auto missing = microdata::missing_state(people.schema.columns[hidden]);
    const auto share = [&](const Rows& of, const Rows& by) {
        return right(of, hidden, guessed(of, hidden, by, missing));
    };
    return {.members = share(people.members, published),
            .strangers = share(people.strangers, published),
            .by_others = share(people.members, people.others)};
}

void tell_guesses(const std::string& output, const Guessed& found, const std::string& bound)
{
    fmt::print("attack | {} | hidden column of members {:.3f}, of strangers {:.3f}, of members by others "
               "alone {:.3f} | advantage {:.3f} | {}\n",
               output, found.members, found.strangers, found.by_others, found.members - found.strangers,
               bound);
}

} // namespace

TEST_CASE("a hidden column is read off the table itself, so the attack sees")
{
    const Crowd people = crowd(1'500, columns, seed_of(3));
    const Guessed found = guesses(people, people.members);
    tell_guesses("the table itself", found, "no bound is promised");
    CHECK(found.members > found.strangers + 0.2);
}

TEST_CASE("synthetic rows tell no more of a hidden column of members than of strangers beyond their epsilon")
{
    for (const std::int64_t thousandths : {1'000, 4'000}) {
        const privacy::Rho rho = privacy::rho_for({thousandths}, {1'000'000});
        Guessed sum;
        const std::size_t turns = runs(3, 20);
        for (std::size_t turn = 0; turn < turns; ++turn) {
            const Crowd people = crowd(1'500, columns, seed_of(turn));
            auto spent = privacy::spend_for_test(rho, seed_of(100 + turn));
            const auto model =
                synthesis::fit_aim(Sensitive<Microdata>(table_of(people.schema, people.members)), spent,
                                   {.rho = rho, .megabytes = 1, .threads = 1});
            REQUIRE(model);
            const Guessed one =
                guesses(people, rows_of({people.schema, model->sample(people.members.size(), spent.bits())}));
            sum.members += one.members / static_cast<double>(turns);
            sum.strangers += one.strangers / static_cast<double>(turns);
            sum.by_others += one.by_others / static_cast<double>(turns);
        }
        // A guess about somebody is right more often by at most the distance of the two worlds (Pinsker), and
        // chance moves both shares: five deviations.
        const double most = std::sqrt(privacy::to_double(rho) / 2);
        const double margin = 5 * std::sqrt(2 * 0.25 / (500.0 * static_cast<double>(turns)));
        tell_guesses(fmt::format("aim rows, epsilon {}", privacy::to_text({thousandths})), sum,
                     fmt::format("at most {:.3f}, by chance {:.3f} more", most, margin));
        CHECK(sum.members - sum.strangers <= most + margin);
        CHECK(sum.members - sum.by_others <= most + margin);
    }
}

TEST_CASE("what rows made after rows tell of a hidden column is told")
{
    const Crowd people = crowd(1'500, columns, seed_of(3));
    const Sensitive<Microdata> table(table_of(people.schema, people.members));
    const auto rows =
        anonymity::seed_rows(table, privacy::exact_for_test(), {.k = 10, .threads = 1}, seed_of(3));
    REQUIRE(rows);
    tell_guesses("rows made after rows, k 10", guesses(people, rows_of(rows->rows)), "no bound is promised");
}

namespace {

/// Who attacks knows all of everybody but one column of ticks.
struct Puzzle {
    Crowd people;
    std::size_t secret = columns - 1;
    microdata::Microdata table;
    std::vector<bool> truth;
    std::vector<microdata::Attribute> attributes; ///< as counters and tables number them
};

Puzzle puzzle()
{
    Crowd people = crowd(600, columns, seed_of(5));
    // A coin decides who has it, so that nothing else tells.
    privacy::RandomBits coin(seed_of(5), 3);
    Puzzle result{.people = people, .table = table_of(people.schema, {}), .truth = {}, .attributes = {}};
    for (Row& row : result.people.members) {
        const bool has = coin.below(2) == 1;
        const auto& values = people.schema.columns[result.secret].values;
        for (std::size_t state = 0; state < values.size(); ++state)
            if (microdata::is_counted(people.schema.columns[result.secret],
                                      static_cast<std::uint8_t>(state)) == has)
                row[result.secret] = static_cast<std::uint8_t>(state);
        result.truth.push_back(has);
    }
    result.table = table_of(people.schema, result.people.members);
    const microdata::Counter counter(result.table, 1);
    result.attributes.assign(counter.attributes().begin(), counter.attributes().end());
    return result;
}

/// What a number says: how many of those with the other attributes have the secret one. None where the secret
/// is not part of it.
void add_told(std::vector<Told>& told, const Puzzle& of, std::span<const std::uint16_t> numbers, double count,
              double deviation)
{
    Told one{.people = {}, .count = count, .weight = 1 / (1 + deviation * deviation)};
    bool asks = false;
    for (const std::uint16_t number : numbers)
        asks = asks || of.attributes[number].column == of.secret;
    if (!asks) return;
    for (std::size_t person = 0; person < of.people.members.size(); ++person) {
        bool has = true;
        for (const std::uint16_t number : numbers) {
            const auto& attribute = of.attributes[number];
            has = has && (attribute.column == of.secret ||
                          of.people.members[person][attribute.column] == attribute.state);
        }
        if (has) one.people.push_back(person);
    }
    told.push_back(std::move(one));
}

double share_right(const Puzzle& of, const std::vector<Told>& told)
{
    const auto values = reconstructed(of.truth.size(), told);
    std::size_t hits = 0;
    for (std::size_t person = 0; person < values.size(); ++person)
        hits += (values[person] > 0.5) == of.truth[person] ? 1 : 0;
    return static_cast<double>(hits) / static_cast<double>(values.size());
}

} // namespace

TEST_CASE("exact counts give away a secret of nearly everybody, which is why they stay inside")
{
    const Puzzle of = puzzle();
    std::vector<Told> told;
    const microdata::Counter counter(of.table, 1);
    for (const auto& combinations : counter.combinations(3))
        for (std::size_t place = 0; place < combinations.size(); ++place)
            add_told(told, of, combinations.attributes(place), combinations.count(place), 0);
    const double right = share_right(of, told);
    fmt::print(
        "attack | exact counts of up to three attributes | a secret of everybody, by least squares | {:.3f} "
        "right | no bound is promised\n",
        right);
    CHECK(right > 0.95);
}

TEST_CASE("tables with differential privacy give away a secret of hardly anybody")
{
    for (const std::int64_t thousandths : {1'000, 4'000}) {
        const Puzzle of = puzzle();
        const privacy::Rho rho = privacy::rho_for({thousandths}, {1'000'000});
        auto spent = privacy::spend_for_test(rho, seed_of(6));
        const auto tables =
            tabulation::tabulate(Sensitive<Microdata>(table_of(of.people.schema, of.people.members)), spent,
                                 {.rho = rho, .length = 2, .threads = 1, .at_least = 1});
        REQUIRE(tables);
        std::vector<Told> told;
        for (const auto& combinations : tables->lengths)
            for (std::size_t place = 0; place < combinations.size(); ++place)
                add_told(told, of, combinations.attributes_of(place), combinations.counts[place],
                         static_cast<double>(combinations.deviations[place]));
        const double right = share_right(of, told);
        // Half by chance; the distance of the two worlds a person is in or not in that half more, for it is a
        // secret of one person with two values: one is taken away and another put in its place, which is
        // twice the root.
        const double most = 0.5 + std::sqrt(4 * privacy::to_double(rho) / 2) / 2;
        const double margin = 5 * std::sqrt(0.25 / static_cast<double>(of.truth.size()));
        fmt::print(
            "attack | tables, epsilon {} | a secret of everybody, by least squares | {:.3f} right | at most "
            "{:.3f}, by chance {:.3f} more\n",
            privacy::to_text({thousandths}), right, most, margin);
        CHECK(right <= most + margin);
    }
}

} // namespace panoh::release_audit
