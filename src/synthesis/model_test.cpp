#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "synthesis/model_text.h"

using namespace panoh;
using namespace panoh::synthesis;

namespace {

/// Four columns of the schema with 3, 3, 4 and 2 states, in another order in the model; two states of the
/// third share a cell, and two cells of the first two are impossible together.
ModelParts parts()
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> logs(-2.0F, 2.0F);
    ModelParts made{
        .method = "aim",
        .columns = {{"a", {"x", "~other", ""}},
                    {"b", {"y", "~other", ""}},
                    {"c", {"p", "q", "~other", ""}},
                    {"d", {"~other", ""}}},
        .people = 5'000.5,
        .people_deviation = 12,
        .coding = {{3, 2, {0, 1}, {1, 1}},
                   {0, 3, {0, 1, 2}, {1, 1, 1}},
                   {2, 3, {0, 1, 2, 1}, {1, 0.75, 1, 0.25}},
                   {1, 3, {2, 0, 1}, {1, 1, 1}}},
        .independence = {{0.3, 0.7}, {0.2, 0.5, 0.3}, {0.1, 0.6, 0.3}, {0.25, 0.25, 0.5}},
        .exclusions = {{.columns = {1, 3},
                        .excluded = {false, true, false, false, false, false, false, false, true}}},
        .factors = {},
        .measured = {{{0}, 5}, {{0, 1, 3}, 20}}};
    for (const Columns& columns : {Columns{0, 1, 3}, Columns{1, 2}, Columns{0}}) {
        std::vector<float> factor(table_size({2, 3, 3, 3}, columns));
        for (float& one : factor)
            one = logs(random);
        made.factors.push_back({columns, factor});
    }
    return made;
}

/// The probability of each combination of states of the schema, by hand.
std::vector<double> by_force(const ModelParts& made)
{
    std::vector<double> answer(3 * 3 * 4 * 2);
    double total = 0;
    for (std::size_t cell = 0; cell < answer.size(); ++cell) {
        const std::size_t states[] = {cell / 24, cell / 8 % 3, cell / 2 % 4, cell % 2};
        std::size_t cells[4];
        double weight = 1;
        for (std::size_t n = 0; n < 4; ++n) {
            const CodedColumn& column = made.coding[n];
            cells[n] = column.cell_of[states[column.source]];
            weight *= made.independence[n][cells[n]] * column.share[states[column.source]];
        }
        const std::size_t shape[] = {2, 3, 3, 3};
        for (const auto& factor : made.factors) {
            std::size_t place = 0;
            for (const ColumnNumber column : factor.columns)
                place = place * shape[column] + cells[column];
            weight *= std::exp(static_cast<double>(factor.logs[place]));
        }
        if (made.exclusions[0].excluded[cells[1] * 3 + cells[3]]) weight = 0;
        answer[cell] = weight;
        total += weight;
    }
    for (double& one : answer)
        one /= total;
    return answer;
}

std::vector<double> marginal_of(const std::vector<double>& all, const Columns& columns)
{
    const std::size_t shape[] = {3, 3, 4, 2};
    std::size_t size = 1;
    for (const ColumnNumber column : columns)
        size *= shape[column];
    std::vector<double> answer(size, 0.0);
    for (std::size_t cell = 0; cell < all.size(); ++cell) {
        const std::size_t states[] = {cell / 24, cell / 8 % 3, cell / 2 % 4, cell % 2};
        std::size_t place = 0;
        for (const ColumnNumber column : columns)
            place = place * shape[column] + states[column];
        answer[place] += all[cell];
    }
    return answer;
}

const std::vector<Columns> every_set = {{},        {0},       {1},       {2},         {3},    {0, 1},
                                        {0, 2},    {0, 3},    {1, 2},    {1, 3},      {2, 3}, {0, 1, 2},
                                        {0, 1, 3}, {0, 2, 3}, {1, 2, 3}, {0, 1, 2, 3}};

std::string changed(std::string text, std::string_view from, std::string_view to)
{
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    return text.replace(place, from.size(), to);
}

std::string refusal(const std::string& text)
{
    const auto read = read_model(text);
    return read ? "" : read.error().code + " " + read.error().field;
}

} // namespace

TEST_CASE("Tables of any columns are what the factors say, in the schema's order and states")
{
    const auto all = by_force(parts());
    const Model model = Model::made(parts());
    CHECK(model.possible());
    for (const Columns& columns : every_set) {
        const auto found = model.marginal(columns);
        REQUIRE(found);
        const auto expected = marginal_of(all, columns);
        REQUIRE(found->size() == expected.size());
        for (std::size_t cell = 0; cell < expected.size(); ++cell)
            CHECK((*found)[cell] / 5'000.5 == doctest::Approx(expected[cell]).epsilon(1e-5));
    }
}

TEST_CASE("Rows are the model's tables, rounded: nearer than rows drawn by lot would be")
{
    const auto all = by_force(parts());
    const Model model = Model::made(parts());
    privacy::RandomBits bits(1);
    constexpr std::size_t rows = 20'000;
    const auto states = model.sample(rows, bits);
    for (const Columns& columns : every_set) {
        const std::size_t shape[] = {3, 3, 4, 2};
        const auto expected = marginal_of(all, columns);
        std::vector<double> found(expected.size(), 0.0);
        for (std::size_t row = 0; row < rows; ++row) {
            std::size_t place = 0;
            for (const ColumnNumber column : columns)
                place = place * shape[column] + states[column][row];
            found[place] += 1;
        }
        double apart = 0;
        double by_lot = 0;
        for (std::size_t cell = 0; cell < expected.size(); ++cell) {
            apart += std::abs(found[cell] - expected[cell] * rows);
            by_lot += std::sqrt(2 / 3.14159 * rows * expected[cell] * (1 - expected[cell]));
            if (expected[cell] == 0) CHECK(found[cell] == 0);
        }
        // Without a column whose states share a cell, and with all others in one clique, only the rounding is
        // left to chance.
        if (contains({0, 1, 3}, columns))
            CHECK(apart <= 2.0 * static_cast<double>(expected.size()));
        else
            CHECK(apart <= 0.85 * by_lot + 1);
    }
}

TEST_CASE("Every row by itself is drawn as the model says")
{
    const auto all = by_force(parts());
    const Model model = Model::made(parts());
    constexpr int draws = 20'000;
    std::vector<std::vector<double>> found(3, std::vector<double>(all.size(), 0.0));
    for (int draw = 0; draw < draws; ++draw) {
        privacy::RandomBits bits(static_cast<std::uint64_t>(draw));
        const auto states = model.sample(3, bits);
        for (std::size_t row = 0; row < 3; ++row)
            found[row]
                 [((states[0][row] * 3U + states[1][row]) * 4U + states[2][row]) * 2U + states[3][row]] += 1;
    }
    for (const auto& of_row : found)
        for (std::size_t cell = 0; cell < all.size(); ++cell) {
            const double deviation = std::sqrt(draws * all[cell] * (1 - all[cell]));
            CHECK(std::abs(of_row[cell] - draws * all[cell]) <= 5 * deviation + 1e-9);
        }
}

TEST_CASE("A model reads back from its text to the same bytes, and draws the same rows")
{
    const Model model = Model::made(parts());
    const std::string text = model_text(model);
    const auto again = read_model(text);
    REQUIRE(again);
    CHECK(model_text(*again) == text);
    privacy::RandomBits one(5);
    privacy::RandomBits other(5);
    CHECK(model.sample(500, one) == again->sample(500, other));
    CHECK(again->people() == 5'000.5);
    CHECK(again->measured().size() == 2);
}

TEST_CASE("Each fault of a model's text is refused by its place")
{
    const std::string text = model_text(Model::made(parts()));
    CHECK(refusal("{") == "json/malformed ");
    CHECK(refusal(changed(text, R"("model":1)", R"("model":2)")) == "model/version_unknown model");
    CHECK(refusal(changed(text, R"("aim")", R"("magic")")) == "model/method_unknown method");
    CHECK(refusal(changed(text, R"("people":5)", R"("people":-5)")) == "model/number_invalid people");
    CHECK(refusal(changed(text, R"("number":0)", R"("number":3)")) == "model/column_invalid columns/1");
    CHECK(refusal(changed(text, R"("number":0)", R"("number":4)")) == "model/column_invalid columns/1");
    CHECK(refusal(changed(text, R"("name":"c")", R"("name":"")")) == "model/column_invalid columns/2");
    CHECK(refusal(changed(text, R"("cells":[0,1,2,1])", R"("cells":[0,1,3,1])")) ==
          "model/column_invalid columns/2");
    CHECK(refusal(changed(text, R"("cells":[0,1,2,1])", R"("cells":[0,1,1,1])")) ==
          "model/column_invalid columns/2");
    CHECK(refusal(changed(text, "0.75", "0.95")) == "model/column_invalid columns/2");
    CHECK(refusal(changed(text, R"({"columns":[1,3],"cells":[1,8]})",
                          R"({"columns":[3,1],"cells":[1,8]})")) == "model/exclusion_invalid exclusions/0");
    CHECK(refusal(changed(text, R"("cells":[1,8])", R"("cells":[1,9])")) ==
          "model/exclusion_invalid exclusions/0");
    CHECK(refusal(changed(text, R"("cells":[1,8])", R"("cells":[0,1,2,3,4,5,6,7,8])")) ==
          "model/impossible exclusions");
    CHECK(refusal(changed(text, R"("columns":[0,1,3],"logs")", R"("columns":[0,1,4],"logs")")) ==
          "model/factor_invalid factors/0");
    CHECK(refusal(changed(text, R"("columns":[0,1,3],"logs")", R"("columns":[0,1],"logs")")) ==
          "model/factor_invalid factors/0");
    CHECK(refusal(changed(text, R"("columns":[1,2],"logs":")", R"("columns":[1,2],"logs":"!)")) ==
          "model/factor_invalid factors/1");
    CHECK(refusal(changed(text, R"("deviation":5)", R"("deviation":-5)")) ==
          "model/measured_invalid measured/0");
}
