#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "synthesis/calibration.h"

using namespace panoh::synthesis;

namespace {

struct Case {
    Shape shape;
    std::vector<Columns> sets;
    std::vector<std::vector<float>> factors;
};

Case random_case(std::mt19937& random, std::size_t columns, std::size_t sets)
{
    Case one;
    for (std::size_t n = 0; n < columns; ++n)
        one.shape.push_back(1 + random() % 4);
    std::uniform_real_distribution<float> logs(-3.0F, 3.0F);
    for (std::size_t n = 0; n < sets; ++n) {
        Columns set;
        for (std::size_t column = 0; column < columns; ++column)
            if (random() % columns < 2) set.push_back(static_cast<ColumnNumber>(column));
        std::vector<float> factor(table_size(one.shape, set));
        for (float& cell : factor)
            cell = logs(random);
        one.sets.push_back(set);
        one.factors.push_back(std::move(factor));
    }
    return one;
}

/// Place in a table over `columns` of the states that all columns have.
std::size_t place_in(const Shape& shape, const Columns& columns, const std::vector<std::size_t>& states)
{
    std::size_t place = 0;
    for (const ColumnNumber column : columns)
        place = place * shape[column] + states[column];
    return place;
}

/// Probabilities of every set, from the table of all columns together.
std::vector<std::vector<double>> by_force(const Case& one, double& log_total)
{
    Columns all;
    for (std::size_t n = 0; n < one.shape.size(); ++n)
        all.push_back(static_cast<ColumnNumber>(n));
    std::vector<std::vector<double>> answer;
    for (const auto& factor : one.factors)
        answer.emplace_back(factor.size(), 0.0);
    double total = 0;
    std::vector<std::size_t> states(one.shape.size(), 0);
    for (std::size_t cell = 0; cell < table_size(one.shape, all); ++cell) {
        std::size_t rest = cell;
        for (std::size_t n = one.shape.size(); n-- > 0; rest /= one.shape[n])
            states[n] = rest % one.shape[n];
        double logs = 0;
        for (std::size_t set = 0; set < one.sets.size(); ++set)
            logs += static_cast<double>(one.factors[set][place_in(one.shape, one.sets[set], states)]);
        total += std::exp(logs);
        for (std::size_t set = 0; set < one.sets.size(); ++set)
            answer[set][place_in(one.shape, one.sets[set], states)] += std::exp(logs);
    }
    for (auto& table : answer)
        for (double& cell : table)
            cell /= total;
    log_total = std::log(total);
    return answer;
}

Graph graph_of(const Case& one)
{
    Graph graph(one.shape.size());
    for (const Columns& set : one.sets)
        graph.join(set);
    return graph;
}

} // namespace

TEST_CASE("What a tree of cliques answers is what the table of all columns says")
{
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        const Case one = random_case(random, 2 + random() % 5, 1 + random() % 7);
        Calibration calibration(one.shape, make_tree(one.shape, graph_of(one)), one.sets);
        for (std::size_t set = 0; set < one.sets.size(); ++set)
            std::copy(one.factors[set].begin(), one.factors[set].end(), calibration.factor(set).begin());
        panoh::core::Crew crew(1 + static_cast<unsigned>(random() % 3));
        const double log_total = calibration.run(crew);
        double expected_total = 0;
        const auto expected = by_force(one, expected_total);
        CHECK(log_total == doctest::Approx(expected_total).epsilon(1e-5));
        for (std::size_t set = 0; set < one.sets.size(); ++set) {
            const auto found = calibration.of_set(set);
            REQUIRE(found.size() == expected[set].size());
            double worst = 0;
            for (std::size_t cell = 0; cell < found.size(); ++cell)
                worst = std::max(worst, std::abs(static_cast<double>(found[cell]) - expected[set][cell]));
            CHECK(worst < 3e-6);
        }
    }
}

TEST_CASE("A combination that is impossible has no probability at all, however far it is from its factor")
{
    const Shape shape = {2, 3, 2};
    const std::vector<Columns> sets = {{0, 1}, {1, 2}, {0}};
    Graph graph(3);
    for (const Columns& set : sets)
        graph.join(set);
    Calibration calibration(shape, make_tree(shape, graph), sets);
    calibration.factor(0)[0] = nothing;
    calibration.factor(1)[0] = nothing;
    calibration.factor(1)[1] = nothing;
    calibration.factor(2)[0] = 20.0F;
    panoh::core::Crew crew(1);
    (void)calibration.run(crew);
    CHECK(calibration.of_set(0)[0] == 0.0F);
    CHECK(calibration.of_set(0)[3] == 0.0F);
    CHECK(calibration.of_set(1)[0] == 0.0F);
    CHECK(calibration.of_set(2)[0] > 0.999F);
    double sum = 0;
    for (const float cell : calibration.of_set(1))
        sum += static_cast<double>(cell);
    CHECK(sum == doctest::Approx(1.0));
}

TEST_CASE("A walk comes to the same bits for any number of threads")
{
    std::mt19937 random(2);
    const Case one = random_case(random, 14, 20);
    std::vector<std::vector<float>> first;
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        Calibration calibration(one.shape, make_tree(one.shape, graph_of(one)), one.sets);
        for (std::size_t set = 0; set < one.sets.size(); ++set)
            std::copy(one.factors[set].begin(), one.factors[set].end(), calibration.factor(set).begin());
        panoh::core::Crew crew(threads);
        (void)calibration.run(crew);
        std::vector<std::vector<float>> found;
        for (std::size_t set = 0; set < one.sets.size(); ++set)
            found.emplace_back(calibration.of_set(set).begin(), calibration.of_set(set).end());
        if (first.empty()) first = found;
        CHECK(found == first);
    }
}

TEST_CASE("In a tree each clique holds what it shares with all that stood before it")
{
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        const Case one = random_case(random, 3 + random() % 20, 1 + random() % 30);
        const Graph graph = graph_of(one);
        const JunctionTree tree = make_tree(one.shape, graph);
        CHECK(tree_cells(one.shape, tree) == tree_cells(one.shape, graph));
        Columns seen;
        for (std::size_t n = 0; n < tree.size(); ++n) {
            CHECK(tree[n].separator == both(tree[n].columns, seen));
            if (n > 0) {
                CHECK(tree[n].parent < n);
                CHECK(contains(tree[tree[n].parent].columns, tree[n].separator));
            }
            seen = united(seen, tree[n].columns);
        }
        CHECK(seen.size() == one.shape.size());
        for (const Columns& set : one.sets) {
            bool held = false;
            for (const Clique& clique : tree)
                held = held || contains(clique.columns, set);
            CHECK(held);
        }
    }
}
