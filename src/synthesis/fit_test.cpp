#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "microdata/counter.h"
#include "privacy/testing.h"
#include "synthesis/fit.h"
#include "synthesis/model_text.h"

using namespace panoh;
using namespace panoh::synthesis;
using microdata::Microdata;
using microdata::Schema;

namespace {

/// Columns a, b, c, ... with so many values each; two more states stand behind them, which nobody has.
Schema schema_of(const std::vector<std::size_t>& values, std::int64_t people)
{
    Schema schema;
    schema.lineage = "test";
    schema.people = people;
    schema.person.each_row = true;
    for (std::size_t n = 0; n < values.size(); ++n) {
        microdata::Column column{.name = std::string(1, static_cast<char>('a' + n)), .values = {}};
        for (std::size_t value = 0; value < values[n]; ++value)
            column.values.push_back({.name = "v" + std::to_string(value)});
        schema.columns.push_back(std::move(column));
    }
    return schema;
}

/// Each column follows the one that `parents` names, most of the time; the first is its own.
Microdata tree_table(const std::vector<std::size_t>& parents, std::size_t values, std::size_t people)
{
    std::mt19937 random(7);
    std::vector<std::vector<std::uint8_t>> states(parents.size(), std::vector<std::uint8_t>(people));
    for (std::size_t person = 0; person < people; ++person)
        for (std::size_t n = 0; n < parents.size(); ++n) {
            const bool free = parents[n] == n || random() % 4 == 0;
            states[n][person] =
                free ? static_cast<std::uint8_t>(random() % values) : states[parents[n]][person];
        }
    return {schema_of(std::vector<std::size_t>(parents.size(), values), static_cast<std::int64_t>(people)),
            std::move(states)};
}

/// Three by three, the last is the sum of two others modulo 3: no pair says anything, each three says all.
Microdata table_of_threes(std::size_t people)
{
    std::mt19937 random(8);
    std::vector<std::vector<std::uint8_t>> states(6, std::vector<std::uint8_t>(people));
    for (std::size_t person = 0; person < people; ++person)
        for (std::size_t n = 0; n < 6; n += 3) {
            const auto a = static_cast<std::uint8_t>(random() % 3);
            const auto b = static_cast<std::uint8_t>(random() % 3);
            const bool noise = random() % 5 == 0;
            states[n][person] = a;
            states[n + 1][person] = b;
            states[n + 2][person] = static_cast<std::uint8_t>(noise ? random() % 3 : (a + b) % 3);
        }
    return {schema_of(std::vector<std::size_t>(6, 3), static_cast<std::int64_t>(people)), std::move(states)};
}

/// Eight kinds of people that no column tells: each has its own value of 8 in most of so many columns.
Microdata table_of_kinds(std::size_t columns, std::size_t people)
{
    std::mt19937 random(9);
    std::vector<std::vector<std::uint8_t>> states(columns, std::vector<std::uint8_t>(people));
    for (std::size_t person = 0; person < people; ++person) {
        const std::size_t kind = random() % 8;
        for (std::size_t n = 0; n < columns; ++n)
            states[n][person] = static_cast<std::uint8_t>(
                random() % 4 == 0 ? random() % 8 : (kind * (2 * n + 1) + kind / (n % 3 + 2)) % 8);
    }
    return {schema_of(std::vector<std::size_t>(columns, 8), static_cast<std::int64_t>(people)),
            std::move(states)};
}

std::vector<microdata::Columns> all_threes(ColumnNumber columns)
{
    std::vector<microdata::Columns> answer;
    for (ColumnNumber a = 0; a < columns; ++a)
        for (auto b = static_cast<ColumnNumber>(a + 1); b < columns; ++b)
            for (auto c = static_cast<ColumnNumber>(b + 1); c < columns; ++c)
                answer.push_back({a, b, c});
    return answer;
}

/// Mean over all sets of three columns of the sum of |share of people - share of rows|.
double error_of_threes(const Microdata& people, const Model& model)
{
    privacy::RandomBits bits(99);
    const Microdata rows(people.schema(), model.sample(people.people(), bits));
    const auto wanted = all_threes(static_cast<ColumnNumber>(people.columns()));
    const auto truth = microdata::Counter(people, 1).marginals(wanted);
    const auto drawn = microdata::Counter(rows, 1).marginals(wanted);
    double sum = 0;
    for (std::size_t n = 0; n < wanted.size(); ++n)
        for (std::size_t cell = 0; cell < truth[n].size(); ++cell)
            sum += std::abs(static_cast<double>(truth[n][cell]) - static_cast<double>(drawn[n][cell]));
    return sum / static_cast<double>(wanted.size()) / static_cast<double>(people.people());
}

constexpr privacy::Rho plenty{std::int64_t{1} << 44};            // rho 16
constexpr privacy::Rho modest{(std::int64_t{1} << 40) * 3 / 10}; // rho 0.3

bool measured(const Model& model, const Columns& columns)
{
    for (const Measured& one : model.measured())
        if (one.columns == columns) return true;
    return false;
}

} // namespace

TEST_CASE("With a large budget the tree of pairs is the one that the table was made by")
{
    const People people(tree_table({0, 0, 1, 1, 2, 4}, 4, 20'000));
    auto spent = privacy::spend_for_test(plenty, 1);
    const auto model = fit_mst(people, spent, {.rho = plenty, .threads = 1});
    REQUIRE(model);
    for (const Columns& pair : {Columns{0, 1}, Columns{1, 2}, Columns{1, 3}, Columns{2, 4}, Columns{4, 5}})
        CHECK(measured(*model, pair));
    CHECK(model->measured().size() == 6 + 5);
    CHECK(model->people() == doctest::Approx(20'000).epsilon(0.001));
}

TEST_CASE("Rounds of choosing find what only three columns together say, and a tree of pairs does not")
{
    const Microdata table = table_of_threes(30'000);
    const People people(table_of_threes(30'000));
    auto spent = privacy::spend_for_test({3 * modest.units}, 2);
    const auto independent = fit_independent(people, spent, {.rho = modest});
    const auto mst = fit_mst(people, spent, {.rho = modest, .threads = 1});
    const auto aim = fit_aim(people, spent, {.rho = modest, .megabytes = 1, .threads = 1});
    REQUIRE(independent);
    REQUIRE(mst);
    REQUIRE(aim);
    const double of_aim = error_of_threes(table, *aim);
    CHECK(of_aim < 0.5 * error_of_threes(table, *mst));
    CHECK(of_aim < 0.5 * error_of_threes(table, *independent));
    CHECK(measured(*aim, {0, 1, 2}));
    CHECK(measured(*aim, {3, 4, 5}));
}

TEST_CASE("On a table of pairs the tree and the rounds are both better than independence")
{
    const Microdata table = tree_table({0, 0, 1, 2, 2}, 5, 20'000);
    const People people(tree_table({0, 0, 1, 2, 2}, 5, 20'000));
    auto spent = privacy::spend_for_test({3 * modest.units}, 3);
    const auto independent = fit_independent(people, spent, {.rho = modest});
    const auto mst = fit_mst(people, spent, {.rho = modest, .threads = 1});
    const auto aim = fit_aim(people, spent, {.rho = modest, .megabytes = 1, .threads = 1});
    const double alone = error_of_threes(table, independent.value());
    CHECK(error_of_threes(table, mst.value()) < 0.3 * alone);
    CHECK(error_of_threes(table, aim.value()) < 0.3 * alone);
}

TEST_CASE("Kinds of people that no column tells are found, and are nearer than a tree or the rounds")
{
    const Microdata table = table_of_kinds(14, 20'000);
    const People people(table_of_kinds(14, 20'000));
    auto spent = privacy::spend_for_test({3 * modest.units}, 10);
    const auto latent = fit_latent(people, spent, {.rho = modest, .threads = 1});
    const auto mst = fit_mst(people, spent, {.rho = modest, .threads = 1});
    const auto aim = fit_aim(people, spent, {.rho = modest, .megabytes = 1, .threads = 1});
    REQUIRE(latent);
    CHECK(latent->parts().kinds.size() >= 8);
    const double of_latent = error_of_threes(table, *latent);
    CHECK(of_latent < 0.5 * error_of_threes(table, mst.value()));
    CHECK(of_latent < 0.8 * error_of_threes(table, aim.value()));
    CHECK(latent->measured().size() == 14 + 91);
    CHECK(latent->people() == doctest::Approx(20'000).epsilon(0.01));
    privacy::RandomBits bits(11);
    CHECK(latent->sample(10, bits).size() == 14); // of what kind somebody is stays inside
    const auto copy = read_model(model_text(*latent));
    REQUIRE(copy);
    CHECK((*copy->marginal(Columns{0, 5}))[3] == doctest::Approx((*latent->marginal(Columns{0, 5}))[3]));
}

TEST_CASE("Columns of too many states together are refused before anything is paid")
{
    CHECK(check_latent(schema_of(std::vector<std::size_t>(20, 60), 1'000)));
    const Schema schema = schema_of(std::vector<std::size_t>(70, 60), 1'000);
    const People people(Microdata(schema, std::vector<std::vector<std::uint8_t>>(70)));
    auto spent = privacy::spend_for_test(plenty, 12);
    const auto refused = fit_latent(people, spent, {.rho = modest, .threads = 1});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "synthesis/table_too_large");
    CHECK(spent.left() == plenty);
}

TEST_CASE("A fit pays what it says, nearly all of it and never more")
{
    const People people(tree_table({0, 0, 1, 2, 2}, 5, 5'000));
    for (const std::int64_t units :
         {std::int64_t{1} << 36, std::int64_t{1} << 38, (std::int64_t{1} << 40) + 12'345}) {
        const privacy::Rho rho{units};
        const auto cost = [&](auto&& fit) {
            auto spent = privacy::spend_for_test({10 * units}, 4);
            REQUIRE(fit(spent));
            return 10 * units - spent.left().units;
        };
        const std::int64_t costs[] = {
            cost([&](auto& spent) { return fit_independent(people, spent, {.rho = rho}); }),
            cost([&](auto& spent) { return fit_mst(people, spent, {.rho = rho, .threads = 1}); }),
            cost([&](auto& spent) {
                return fit_aim(people, spent, {.rho = rho, .megabytes = 1, .threads = 1});
            }),
            cost([&](auto& spent) { return fit_latent(people, spent, {.rho = rho, .threads = 1}); })};
        for (const std::int64_t one : costs) {
            CHECK(one <= units);
            CHECK(one > units - units / 100);
        }
    }
}

TEST_CASE("A chosen seed gives the same model for any number of threads")
{
    const People people(tree_table({0, 0, 1, 2, 2, 4, 4}, 6, 10'000));
    std::vector<std::string> independent;
    std::vector<std::string> mst;
    std::vector<std::string> aim;
    std::vector<std::string> latent;
    for (const unsigned threads : {1U, 2U, 5U}) {
        auto spent = privacy::spend_for_test({4 * modest.units}, 5);
        independent.push_back(
            model_text(fit_independent(people, spent, {.rho = modest, .threads = threads}).value()));
        mst.push_back(model_text(fit_mst(people, spent, {.rho = modest, .threads = threads}).value()));
        aim.push_back(
            model_text(fit_aim(people, spent, {.rho = modest, .megabytes = 1, .threads = threads}).value()));
        latent.push_back(model_text(fit_latent(people, spent, {.rho = modest, .threads = threads}).value()));
    }
    CHECK(mst[0].ends_with("\"not_private\":true}"));
    CHECK(read_model(mst[0])->parts().chosen_bits);
    CHECK(independent[0] == independent[1]);
    CHECK(independent[0] == independent[2]);
    CHECK(mst[0] == mst[1]);
    CHECK(mst[0] == mst[2]);
    CHECK(aim[0] == aim[1]);
    CHECK(aim[0] == aim[2]);
    CHECK(latent[0] == latent[1]);
    CHECK(latent[0] == latent[2]);
    CHECK(model_text(*read_model(latent[0])) == latent[0]);
}

TEST_CASE("What is declared impossible is in no row, whatever the noise says")
{
    Microdata table = tree_table({0, 0, 1, 2}, 4, 3'000);
    Schema schema = table.schema();
    schema.impossible = {{.column = "c", .value = "v1", .other_column = "a", .other_value = "v0"},
                         {.column = "a", .value = "v2", .other_column = "d", .other_value = "v3"}};
    std::vector<std::vector<std::uint8_t>> states;
    for (ColumnNumber column = 0; column < 4; ++column)
        states.emplace_back(table.states(column).begin(), table.states(column).end());
    const People people(Microdata(schema, states));
    auto spent = privacy::spend_for_test({4 * modest.units}, 6);
    privacy::RandomBits bits(7);
    for (const auto& model : {fit_independent(people, spent, {.rho = modest}),
                              fit_mst(people, spent, {.rho = modest, .threads = 1}),
                              fit_aim(people, spent, {.rho = modest, .megabytes = 1, .threads = 1}),
                              fit_latent(people, spent, {.rho = modest, .threads = 1})}) {
        REQUIRE(model);
        const auto rows = model->sample(20'000, bits);
        std::size_t impossible = 0;
        std::size_t near = 0;
        for (std::size_t row = 0; row < 20'000; ++row) {
            impossible += static_cast<std::size_t>(rows[2][row] == 1 && rows[0][row] == 0);
            impossible += static_cast<std::size_t>(rows[0][row] == 2 && rows[3][row] == 3);
            near += static_cast<std::size_t>(rows[2][row] == 1 && rows[0][row] == 1);
        }
        CHECK(impossible == 0);
        CHECK(near > 100);
    }
}

TEST_CASE("Too many states, too few people and too small a budget are refused by name")
{
    const auto plan = IndependentPlan{.rho = modest};
    auto spent = privacy::spend_for_test(plenty, 8);
    const People many(Microdata(schema_of({3, 63}, 1000),
                                {std::vector<std::uint8_t>(1000), std::vector<std::uint8_t>(1000)}));
    const auto states = fit_independent(many, spent, plan);
    REQUIRE_FALSE(states);
    CHECK(states.error().code == "synthesis/too_many_states");
    CHECK(states.error().field == "b");
    CHECK(spent.left() == plenty);

    const People fair(tree_table({0, 0, 1}, 3, 1'000));
    const auto budget = fit_aim(fair, spent, {.rho = {1'000'000}, .threads = 1});
    REQUIRE_FALSE(budget);
    CHECK(budget.error().code == "synthesis/budget_too_small");
    CHECK(spent.left() == plenty);

    const People few(
        Microdata(schema_of({3, 3}, 1000), {std::vector<std::uint8_t>(20), std::vector<std::uint8_t>(20)}));
    const auto people = fit_mst(few, spent, {.rho = modest, .threads = 1});
    REQUIRE_FALSE(people);
    CHECK(people.error().code == "synthesis/too_few_people");
    CHECK(spent.left() < plenty);
}

TEST_CASE("A table of one column has a model too")
{
    const People people(tree_table({0}, 4, 2'000));
    auto spent = privacy::spend_for_test(plenty, 9);
    const auto mst = fit_mst(people, spent, {.rho = modest, .threads = 1});
    REQUIRE(mst);
    const auto aim = fit_aim(people, spent, {.rho = modest, .threads = 1});
    REQUIRE(aim);
    CHECK((*aim->marginal(Columns{0}))[0] == doctest::Approx(500).epsilon(0.2));
    const auto latent = fit_latent(people, spent, {.rho = modest, .threads = 1});
    REQUIRE(latent);
    CHECK((*latent->marginal(Columns{0}))[0] == doctest::Approx(500).epsilon(0.2));
}
