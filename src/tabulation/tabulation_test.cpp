#include "tabulation/tabulation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "privacy/testing.h"
#include "tabulation/capped.h"
#include "tabulation/testing.h"

namespace panoh::tabulation {

namespace {

using microdata::Microdata;
using privacy::Sensitive;

const privacy::Rho plenty = {std::int64_t{1} << 56}; // 65,536 of zCDP: noise below one

Tables tabulated(const Microdata& people, const Plan& plan, std::uint64_t seed = 1)
{
    privacy::Spent spent = privacy::spend_for_test(plan.rho, seed);
    auto tables = tabulate(Sensitive<Microdata>(people), spent, plan);
    REQUIRE(tables);
    return std::move(*tables);
}

std::map<std::vector<std::uint16_t>, std::uint32_t> by_attributes(const Tables& tables)
{
    std::map<std::vector<std::uint16_t>, std::uint32_t> all;
    for (const Estimates& of : tables.lengths)
        for (std::size_t place = 0; place < of.size(); ++place) {
            const auto numbers = of.attributes_of(place);
            all[{numbers.begin(), numbers.end()}] = of.counts[place];
        }
    return all;
}

} // namespace

TEST_CASE("with budget without end the tables are the counts, give or take one")
{
    const Microdata people = people_with_structure(2'000, 5);
    for (const std::size_t length : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{4}}) {
        const Tables tables = tabulated(people, {.rho = plenty, .length = length});
        CHECK(tables.people == 2'000);
        const auto exact = microdata::Counter(people).combinations(length, 2);
        const auto listed = by_attributes(tables);
        double off = 0;
        double all = 0;
        for (const auto& of : exact)
            for (std::size_t place = 0; place < of.size(); ++place) {
                const auto numbers = of.attributes(place);
                const auto found = listed.find({numbers.begin(), numbers.end()});
                all += 1;
                if (found == listed.end()) {
                    CHECK(of.count(place) <= 2);
                    off += 1;
                    continue;
                }
                const auto away = static_cast<std::int64_t>(found->second) - of.count(place);
                CHECK(std::abs(away) <= 2);
                off += away == 0 ? 0 : 1;
            }
        CHECK(off < all / 50); // a quarter is the least deviation that noise can have
    }
}

TEST_CASE("what is paid is what was asked for, and nothing is kept back but the rounding")
{
    const Microdata people = people_with_structure(500, 2);
    const Plan plan = {.rho = {std::int64_t{1} << 39}, .length = 3};
    privacy::Spent spent = privacy::spend_for_test(plan.rho, 3);
    REQUIRE(tabulate(Sensitive<Microdata>(people), spent, plan));
    CHECK(spent.left().units >= 0);
    CHECK(privacy::to_double(spent.left()) < 0.02 * privacy::to_double(plan.rho));
}

TEST_CASE("no longer combination has more people than a shorter one in it")
{
    const Tables tables =
        tabulated(people_with_structure(3'000, 7), {.rho = {std::int64_t{1} << 37}, .length = 3});
    const auto listed = by_attributes(tables);
    for (const auto& [attributes, count] : listed)
        for (std::size_t left_out = 0; attributes.size() > 1 && left_out < attributes.size(); ++left_out) {
            auto shorter = attributes;
            shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(left_out));
            const auto found = listed.find(shorter);
            REQUIRE(found != listed.end());
            CHECK(found->second >= count);
        }
}

TEST_CASE("nineteen of twenty counts lie within two deviations, and they are nearer than what was measured")
{
    const Microdata people = people_with_structure(20'000, 11);
    const Plan plan = {.rho = {std::int64_t{1} << 37}, .length = 3};
    const auto planned = forecast(people.schema(), plan);
    REQUIRE(planned);
    const Tables tables = tabulated(people, plan);
    const auto exact = microdata::Counter(people).combinations(3, 1);
    double inside = 0;
    double squares = 0;
    const Estimates& longest_ones = tables.lengths[2];
    for (std::size_t place = 0; place < longest_ones.size(); ++place) {
        const double away = static_cast<double>(longest_ones.counts[place]) -
                            exact[2].find(longest_ones.attributes_of(place));
        inside += std::abs(away) <= 1.96 * longest_ones.deviations[place] + 0.5 ? 1 : 0;
        squares += away * away;
    }
    const auto listed = static_cast<double>(longest_ones.size());
    REQUIRE(listed > 300);
    CHECK(inside / listed > 0.90);
    CHECK(inside / listed < 0.995);
    CHECK(std::sqrt(squares / listed) < 0.9 * privacy::standard_deviation(planned->lengths[2].variance));
}

TEST_CASE("of what is listed no more than was said is nobody")
{
    const Microdata people = people_with_structure(2'000, 21);
    const auto exact = microdata::Counter(people).combinations(3, 1);
    double before = 0;
    for (const int thousandths : {10, 40, 150}) {
        double nobody = 0;
        double listed = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const Tables tables = tabulated(
                people, {.rho = {std::int64_t{1} << 37}, .length = 3, .fabricated_thousandths = thousandths},
                seed);
            const Estimates& longest_ones = tables.lengths[2];
            listed += static_cast<double>(longest_ones.size());
            for (std::size_t place = 0; place < longest_ones.size(); ++place)
                nobody += exact[2].find(longest_ones.attributes_of(place)) == 0 ? 1 : 0;
        }
        // What is known of a count is a model, and these people hang together more than it thinks.
        CHECK(nobody / listed < thousandths / 1000.0 + 0.06);
        CHECK(nobody / listed > before);
        before = nobody / listed;
    }
}

TEST_CASE("what nobody can have together is not listed, and the rest is where it would be")
{
    const Microdata plain = people_with_structure(2'000, 3);
    microdata::Schema schema = plain.schema();
    schema.impossible = {{.column = "ca", .value = "v0", .other_column = "cb", .other_value = "v1"}};
    std::vector<std::vector<std::uint8_t>> states;
    for (std::size_t column = 0; column < plain.columns(); ++column) {
        const auto of = plain.states(static_cast<microdata::ColumnNumber>(column));
        states.emplace_back(of.begin(), of.end());
    }
    for (std::size_t person = 0; person < plain.people(); ++person)
        if (states[0][person] == 0 && states[1][person] == 1) states[1][person] = 2;
    const Tables tables = tabulated(Microdata(schema, states), {.rho = {std::int64_t{1} << 37}, .length = 3});
    const auto is = [&](std::uint16_t number, std::uint16_t column, std::uint8_t state) {
        return tables.attributes[number] == microdata::Attribute{column, state};
    };
    for (const Estimates& of : tables.lengths)
        for (std::size_t place = 0; place < of.size(); ++place) {
            const auto numbers = of.attributes_of(place);
            const bool one =
                std::any_of(numbers.begin(), numbers.end(), [&](auto number) { return is(number, 0, 0); });
            const bool other =
                std::any_of(numbers.begin(), numbers.end(), [&](auto number) { return is(number, 1, 1); });
            CHECK_FALSE((one && other));
        }
    CHECK(tables.lengths[2].size() > 200);
}

TEST_CASE("with chosen random bits the tables do not depend on the number of threads")
{
    const Microdata people = people_with_structure(1'000, 4);
    const Tables one = tabulated(people, {.rho = {std::int64_t{1} << 38}, .length = 3, .threads = 1});
    const Tables more = tabulated(people, {.rho = {std::int64_t{1} << 38}, .length = 3, .threads = 5});
    CHECK(by_attributes(one) == by_attributes(more));
    const Tables other = tabulated(people, {.rho = {std::int64_t{1} << 38}, .length = 3, .threads = 1}, 2);
    CHECK(by_attributes(one) != by_attributes(other));
}

TEST_CASE("one person moves the counts of a length by no more than its sensitivity")
{
    privacy::RandomBits bits(5);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Microdata people = people_with_structure(60, seed);
        const auto cap = static_cast<std::size_t>(people.schema().caps->values);
        const Microdata kept = capped(people, cap, bits);
        const auto planned = forecast(people.schema(), {.rho = {std::int64_t{1} << 40}, .length = 3});
        REQUIRE(planned);
        for (std::size_t person = 0; person < kept.people(); ++person) {
            std::int64_t held = 0;
            for (std::size_t column = 0; column < kept.columns(); ++column)
                held +=
                    microdata::is_counted(kept.schema().columns[column],
                                          kept.states(static_cast<microdata::ColumnNumber>(column))[person]);
            const std::int64_t in = held * (held - 1) * (held - 2) / 6;
            CHECK(in <= planned->lengths[2].squared_sensitivity);
        }
    }
}

TEST_CASE("capping keeps as many counted values as it may, each as likely as any other, and adds none")
{
    const Microdata people = people_with_structure(4'000, 9);
    privacy::RandomBits bits(1);
    const Microdata kept = capped(people, 2, bits);
    const auto counted = counted_states(people.schema());
    std::vector<double> stayed(people.columns());
    std::vector<double> held(people.columns());
    for (std::size_t person = 0; person < people.people(); ++person) {
        std::size_t before = 0;
        std::size_t after = 0;
        std::vector<std::size_t> had;
        for (std::size_t column = 0; column < people.columns(); ++column) {
            const auto number = static_cast<microdata::ColumnNumber>(column);
            const auto was = people.states(number)[person];
            const bool is_counted = microdata::is_counted(people.schema().columns[column], was);
            const auto is = kept.states(number)[person];
            if (is_counted) had.push_back(column);
            before += is_counted ? 1 : 0;
            if (is < counted[column].size()) {
                ++after;
                CHECK(counted[column][is] == was);
            }
        }
        CHECK(after == std::min<std::size_t>(before, 2));
        if (before != 4) continue;
        for (const std::size_t column : had) {
            held[column] += 1;
            stayed[column] +=
                kept.states(static_cast<microdata::ColumnNumber>(column))[person] < counted[column].size()
                    ? 1
                    : 0;
        }
    }
    for (std::size_t column = 0; column < held.size(); ++column)
        if (held[column] > 100)
            CHECK(std::abs(stayed[column] / held[column] - 0.5) < 3 / std::sqrt(held[column]));
}

TEST_CASE("a plan that cannot be is refused before anything is paid")
{
    Microdata people = people_with_structure(300, 1);
    const auto code = [&](microdata::Schema schema, const Plan& plan) {
        const auto refused = forecast(schema, plan);
        return refused ? std::string() : refused.error().code;
    };
    microdata::Schema schema = people.schema();
    CHECK(code(schema, {.rho = {1 << 30}, .length = 0}) == "tabulation/length_invalid");
    CHECK(code(schema, {.rho = {1 << 30}, .length = 5}) == "tabulation/length_invalid");
    CHECK(code(schema, {.rho = {1}, .length = 3}) == "tabulation/budget_too_small");
    CHECK(code(schema, {.rho = {1 << 20}, .length = 3}) == "tabulation/budget_too_small");
    schema.columns = std::vector(100, people.schema().columns.back()); // of ticks
    schema.people = 1'000'000'000;
    schema.caps = microdata::Caps{.values = 100}; // a person is in 3,921,225 combinations of four
    CHECK(code(schema, {.rho = {20'000}, .length = 4}) == "tabulation/budget_too_small");
    schema.caps.reset();
    CHECK(code(schema, {.rho = {1 << 30}, .length = 3}) == "schema/caps_missing");

    schema = people.schema();
    for (auto& column : schema.columns)
        while (column.values.size() < 240)
            column.values.push_back({std::to_string(column.values.size()) + "x", {}});
    schema.columns.resize(10, schema.columns.front());
    schema.caps = microdata::Caps{.values = 10};
    CHECK(code(schema, {.rho = {std::int64_t{1} << 41}, .length = 4}) == "tabulation/too_many_combinations");
}

TEST_CASE("a table of too few people is refused by its noisy number")
{
    const Microdata few = people_with_structure(3, 1);
    const Plan plan = {.rho = {std::int64_t{1} << 40}, .length = 2};
    privacy::Spent spent = privacy::spend_for_test(plan.rho, 3);
    const auto refused = tabulate(Sensitive<Microdata>(few), spent, plan);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "tabulation/too_few_people");
}

} // namespace panoh::tabulation
